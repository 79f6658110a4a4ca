"""The paper that the two primaries share."""

from datetime import date

from examples.northmoor.blocks import Logo, Look, Paper, Text, Title, section

UNIFORM = Paper(
    "primaries/Uniform Policy.docx",
    look=Look("Calibri", 11, "2E75B6", footer="Uniform Policy | version 1.1"),
    saved=date(2026, 5, 22),
    blocks=(
        Logo(),
        Title("Northmoor Learning Trust", 16),
        Title("Uniform Policy for our Primary Schools", 24),
        Text("Version: 1.1"),
        Text("Owner: Joan Petty, School Business Manager"),
        Text("Last reviewed: 11 May 2026"),
        Text("Approved by the Standards Committee on 21 May 2026 (minute SC 26/11)"),
        Text("Next review: 31 May 2028"),
        *section(
            "Why a uniform",
            "Uniform saves arguments in the morning and lets children run about without minding their clothes. It "
            "should never be the reason why a family thinks twice about a school.",
        ),
        *section(
            "What children wear",
            "- a plain jumper or cardigan in the colour of the school, with or without the badge",
            "- a white or pale blue shirt that washes well",
            "- grey or black trousers, skirt, pinafore or shorts",
            "- black shoes or plain black trainers",
            "- for games: shorts, a T-shirt in the colour of the house, and pumps",
        ),
        *section(
            "Keeping the cost down",
            "One thing at most carries a badge, and iron-on badges cost less than a pound. Everything else can be "
            "bought in any supermarket. Each school runs a rail of clothes that are as good as new, open to all on "
            "the first Friday of the month, with no questions and no till.",
        ),
        *section(
            "Being sensible",
            "We welcome head coverings for reasons of faith, in a plain colour. We make room for a child who cannot "
            "bear a seam or a tie. Long hair is tied back for games. No child is sent home or kept in for what she "
            "is wearing; we ring and ask how we can help.",
        ),
    ),
)

PAPERS = (UNIFORM,)
