"""Papers of the whole trust that speak to its staff."""

from datetime import date

from examples.northmoor.blocks import (
    Grid,
    Heading,
    Logo,
    Look,
    Page,
    Paper,
    Text,
    Title,
    section,
)

WHISTLEBLOWING = Paper(
    "trust/Whistleblowing Policy.docx",
    look=Look("Arial", 11, "333333", header="Northmoor Learning Trust"),
    saved=date(2025, 12, 12),
    blocks=(
        Title("Whistleblowing Policy", 22),
        Grid(
            (
                ("Version", "2.2"),
                ("Owner", "Ruth Calloway, Chief Executive"),
                ("Responsible committee", "Finance, Audit and Risk Committee"),
                ("Last reviewed", "Autumn Term 2025"),
                ("Approved", "11 December 2025"),
                ("Next review", "Autumn Term 2026"),
            ),
            head=False,
            labels=True,
        ),
        *section(
            "1. Speaking up",
            "Anybody who works for the trust, on whatever contract, may come across something that is plainly wrong: "
            "money that goes astray, a rule on safety that is ignored, a child put at risk, an exam paper tampered "
            "with. We want to hear of it early, and the person who tells us has nothing to fear.",
        ),
        *section(
            "2. What counts",
            "- a crime, or a duty laid on us by law that is not being met",
            "- a danger to somebody's health or safety",
            "- damage to the environment",
            "- a miscarriage of justice",
            "- the hiding of any of these",
            "A quarrel about your own contract is a grievance and goes by that road.",
        ),
        *section(
            "3. Whom to tell",
            "Start with your line manager or your head. If that will not do, write to the Chief Executive; if it is "
            "about the Chief Executive, write to the chair of the Finance, Audit and Risk Committee. You may also go "
            "to a body named by law, and the charity Protect gives advice in confidence.",
        ),
        *section(
            "4. What happens then",
            "You will have an answer within ten working days that names the person who looks into the matter. You "
            "will be told the outcome as far as the rights of others allow. We do not name you without asking first.",
            "Under the Public Interest Disclosure Act 1998 nobody may be dismissed or treated badly for a disclosure "
            "that was made in the reasonable belief that it was in the public interest.",
        ),
        Heading("Sign-off"),
        Grid(
            (
                ("Role", "Name", "Initials", "Date"),
                ("Policy owner", "Ruth Calloway", "RC", "8 December 2025"),
                ("Chair of committee", "Alison Brandreth", "AB", "11 December 2025"),
            )
        ),
    ),
)

CODE_OF_CONDUCT = Paper(
    "trust/Staff Code of Conduct.docx",
    look=Look("Calibri", 10.5, "005A5A", header="Northmoor Learning Trust | Staff Code of Conduct"),
    saved=date(2026, 1, 30),
    blocks=(
        Logo(),
        Title("Staff Code of Conduct", 26),
        Text("For everybody who works or volunteers in our schools", centred=True, italic=True),
        Grid(
            (
                ("Version number:", "5.2"),
                ("Policy Owner:", "Derek Holm, Head of People"),
                ("Reviewed on:", "19 January 2026"),
                ("Approved by Trust Board:", "29 January 2026"),
                ("Date of next review:", "15 January 2027"),
                ("Review period:", "1 year"),
            ),
            head=False,
            widths=(6, 10),
        ),
        *section(
            "1. What we expect",
            "Children watch us all the time. They copy how we speak to one another, how we keep our word and how we "
            "behave when we are tired. This code does not try to name every case; it sets out the habits that let "
            "families trust us.",
            "Teachers are also bound by the Teachers' Standards.",
        ),
        *section(
            "2. Keeping children safe",
            "All adults read at least the first part of Keeping Children Safe in Education (KCSIE 2023) and sign for it. A "
            "worry about a child goes to the designated safeguarding lead on the same day. A worry about an adult, "
            "however small, goes to the head; low-level concerns are written down and kept in confidence.",
            "Nobody begins work before the DBS check and the references are in.",
        ),
        *section(
            "3. Between adults and pupils",
            "- Be seen: meet a pupil alone only where others can look in.",
            "- Use school accounts only. Private numbers and private messages are not given or taken.",
            "- Drive a pupil only with the head's leave and never alone, save in an emergency.",
            "- Presents of more than trifling worth are declared to the office.",
            "- A relationship of a sexual kind with any pupil of any age is a crime and ends employment.",
        ),
        *section(
            "4. Online",
            "What staff write in their own time is their own affair until it touches pupils, families, colleagues or "
            "the good name of a school. Do not accept pupils as contacts, nor former pupils under eighteen. Posts on "
            "X and other networks in the name of a school go through the office.",
        ),
        *section(
            "5. Money, time and outside work",
            "Claim what you spent and no more. Ask before taking a second job. Declare any link with a firm that sells "
            "to us on the register of interests every September and whenever it changes.",
        ),
        *section(
            "6. When the code is broken",
            "A slip is talked over. A serious or repeated breach goes to the disciplinary procedure and may lead to "
            "dismissal. Read this code together with the Whistleblowing Policy and the Social Media Policy.",
        ),
        Text("Signed: Ruth Calloway, Chief Executive    Date: 29 January 2026"),
        Page(),
        Heading("Appendix: Staff declaration"),
        Text(
            "I have read the Staff Code of Conduct. I understand what is asked of me and whom I can go to with a "
            "question, and I will keep to it as long as I work for the trust."
        ),
        Text("Signed: ______________________________"),
        Text("Print name: ___________________________"),
        Text("School: ______________________________"),
        Text("Date: ______________"),
        Text(
            "Please hand this page to your school office, which keeps it with your personnel file.",
            italic=True,
        ),
    ),
)

PAPERS = (WHISTLEBLOWING, CODE_OF_CONDUCT)
