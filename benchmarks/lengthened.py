"""Policies as long as real ones: the example trust's papers with a body around what they say of themselves.

The example's papers are short, so that a person can look through them; real policies are several pages of styles, numbering, tables
and marks of Word's own. A paper is lengthened to the size of one of a hundred and forty policies and procedures of schools, councils
and companies that were measured (figures only, no text was taken):

    bytes of the main document, at the middle of each tenth: 12, 16, 21, 29, 41, 53, 95, 123, 192 and 503 thousand (their mean 108; of all 121)
    for each paragraph 1.6 runs, 8 words and 3.4 marks of an editing session (rsid); every second has a style, every seventh a
    number; a bookmark in 25, a mark of the spelling checker in 30; a table of 18 cells for 58

What is put in is of our own wording and says nothing of dates, people or reviews: the paper says of itself what it said before.
The same number always gives the same paper.
"""

import io
import random
import re
import zipfile
from collections.abc import Iterator
from functools import lru_cache

MAIN = "word/document.xml"
TENTHS = (11_800, 16_400, 21_500, 28_600, 40_500, 52_800, 95_500, 122_600, 192_300, 503_200)
"""Bytes of the main document of real policies, at the middle of each tenth of them."""

_SECTION = re.compile(rb'<w:p>(?:<w:pPr><w:pStyle w:val="Heading1"/>)')
_HEADINGS = ("Why this matters", "What we do each day", "What we ask of everyone", "When something goes wrong", "Working with families",
    "Keeping things simple", "Learning from what happened", "Where to find help", "Rooms and equipment", "Visits and journeys")  # fmt: skip
_SENTENCES = (
    "Adults listen first, write down what was said in plain words and pass it on the same day.",
    "Nobody is asked to keep a secret that worries them.",
    "We explain the reason for each rule, because a rule that is understood is kept.",
    "Equipment is put back where it came from, clean and complete.",
    "Small worries are taken seriously, so that large ones need not follow.",
    "Where two duties pull in different directions, the child comes first.",
    "Notes are kept short, factual and locked away.",
    "Visitors sign in, wear a badge and are met by somebody who expects them.",
    "Doors that should be shut are shut, and ways out are kept clear.",
    "Every room has a list of what belongs in it, and somebody who looks after it.",
    "We thank families who tell us that something could be done better.",
    "Work that is marked comes back with one thing that was good and one thing to try.",
    "A telephone is within reach wherever a lesson takes place out of doors.",
    "Those who are new are shown round, introduced and given time to read.",
    "If a plan does not work after six weeks, we change the plan and not the child.",
    "Quiet places are open at break for anyone who wants one.",
    "Meals are eaten together, and nobody eats alone unless they wish to.",
    "We do not share pictures without asking those who are in them.",
    "Repairs are reported on the form by the office door.",
    "Money is counted by two people and banked by a third.",
)
_RUN_LOOKS = ("", '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:szCs w:val="24"/></w:rPr>',
    '<w:rPr><w:b/></w:rPr>', '<w:rPr><w:rFonts w:cs="Arial"/><w:color w:val="000000"/><w:lang w:eastAsia="en-GB"/></w:rPr>')  # fmt: skip
_NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def lengthened(paper: bytes, number: int) -> bytes:
    """A paper as long as a real one; one that is no zip, or has no sections, as it is."""
    found = _taken_apart(paper)
    if found is None:
        return paper
    others, before, after = found
    chance = random.Random(number)
    wanted = int(chance.choice(TENTHS) * chance.uniform(0.85, 1.15))
    body = _body(chance, wanted - len(before) - len(after))
    archive = io.BytesIO(others)
    with zipfile.ZipFile(archive, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            zipfile.ZipInfo(MAIN, (2026, 11, 20, 0, 0, 0)), before + body + after, zipfile.ZIP_DEFLATED
        )
    return archive.getvalue()


@lru_cache(maxsize=64)
def _taken_apart(paper: bytes) -> tuple[bytes, bytes, bytes] | None:
    """The package without its main document, and that as it stands before and after its second section's heading."""
    if not zipfile.is_zipfile(io.BytesIO(paper)):
        return None
    others = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(paper)) as whole,
        zipfile.ZipFile(others, "w", zipfile.ZIP_DEFLATED) as rest,
    ):
        main = whole.read(MAIN)
        for member in whole.infolist():
            if member.filename != MAIN:
                rest.writestr(member, whole.read(member))
    places = [found.start() for found in _SECTION.finditer(main)]
    if not places:
        return None
    at = places[min(1, len(places) - 1)]
    return others.getvalue(), main[:at], main[at:]


def _body(chance: random.Random, size: int) -> bytes:
    """About so many bytes of paragraphs and tables."""
    parts: list[str] = []
    room = size
    while room > 0:
        parts.append(_table(chance) if chance.random() < 0.018 else _paragraph(chance))
        room -= len(parts[-1])
    return "".join(parts).encode()


def _paragraph(chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.08:
        return _marked(chance, '<w:pStyle w:val="Heading2"/>', chance.choice(_HEADINGS))
    if kind < 0.22:
        return _marked(chance, f'<w:pStyle w:val="ListBullet"/>{_NUMBERED}', chance.choice(_SENTENCES))
    if kind < 0.32:
        return _marked(chance, '<w:spacing w:after="0" w:line="240" w:lineRule="auto"/>', "")
    style = '<w:pStyle w:val="BodyText"/>' if kind < 0.62 else ""
    look = '<w:spacing w:after="120" w:line="276" w:lineRule="auto"/><w:jc w:val="both"/>'
    mark = '<w:rPr><w:rFonts w:ascii="Arial" w:hAnsi="Arial" w:cs="Arial"/><w:szCs w:val="24"/></w:rPr>'
    return _marked(chance, style + look + mark, chance.choice(_SENTENCES))


def _marked(chance: random.Random, properties: str, text: str) -> str:
    """A paragraph with the marks that Word leaves in it."""
    rsids = f'w:rsidR="{_session(chance)}" w:rsidRDefault="{_session(chance)}" w:rsidP="{_session(chance)}"'
    runs = "".join(_runs(chance, text))
    if chance.random() < 0.04:
        place = chance.randrange(1, 9999)
        runs = (
            f'<w:bookmarkStart w:id="{place}" w:name="_Toc{place:08}"/>{runs}<w:bookmarkEnd w:id="{place}"/>'
        )
    return f'<w:p w14:paraId="{chance.getrandbits(31):08X}" {rsids}><w:pPr>{properties}</w:pPr>{runs}</w:p>'


def _runs(chance: random.Random, text: str) -> Iterator[str]:
    """The text in one to three runs, cut where somebody once edited."""
    words = text.split()
    cuts = (
        sorted(chance.sample(range(1, len(words)), k=min(chance.choice((0, 1, 1, 2)), len(words) - 1)))
        if words
        else []
    )
    for start, end in zip([0, *cuts], [*cuts, len(words)], strict=True):
        if start == end:
            continue
        said = " ".join(words[start:end]) + (" " if end < len(words) else "")
        if chance.random() < 0.02:
            yield '<w:proofErr w:type="spellStart"/>'
        yield f'<w:r w:rsidRPr="{_session(chance)}">{chance.choice(_RUN_LOOKS)}<w:t xml:space="preserve">{said}</w:t></w:r>'


def _table(chance: random.Random) -> str:
    cell = '<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{}</w:tc>'
    look = '<w:spacing w:before="40" w:after="40"/>'
    rows = (
        "".join(cell.format(_marked(chance, look, chance.choice(_SENTENCES))) for _ in range(3))
        for _ in range(6)
    )
    grid = (
        '<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>'
        + '<w:gridCol w:w="3000"/>' * 3
    )
    return f"<w:tbl>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def _session(chance: random.Random) -> str:
    return f"00{chance.getrandbits(24):06X}"
