"""Papers of the whole trust."""

from datetime import date

from examples.northmoor.blocks import (
    Bullets,
    Control,
    Grid,
    Heading,
    Ink,
    Logo,
    Look,
    Paper,
    Text,
    Title,
    section,
)

DATA_PROTECTION = Paper(
    "trust/Data Protection Policy.docx",
    look=Look(
        "Calibri", 11, "1F3864", header="Northmoor Learning Trust", footer="Data Protection Policy v4.0"
    ),
    saved=date(2026, 3, 20),
    blocks=(
        Logo(),
        Title("Northmoor Learning Trust", 18),
        Title("Data Protection Policy"),
        Grid(
            (
                ("Policy owner", "Imran Qadir, Chief Operating Officer"),
                ("Approved by", "Trust Board"),
                ("Version", "4.0"),
                ("Last reviewed", "2 March 2026"),
                ("Date approved", "19 March 2026"),
                ("Minute reference", "TB 26/14"),
                ("Review frequency", "Annual"),
                ("Next review date", "31 March 2027"),
            ),
            head=False,
            labels=True,
            widths=(5.5, 10.5),
        ),
        *section(
            "1. Why we have this policy",
            "We hold facts about some nineteen hundred pupils, their families and the people who teach them. Much of "
            "it is private, and some of it could do harm in the wrong hands. This policy says how we keep it, who may "
            "see it and what happens when something goes wrong.",
            "It is written to meet the UK GDPR and the Data Protection Act 2018, and it holds in all our schools and in "
            "the central office.",
        ),
        *section(
            "2. Who does what",
            "The Trust Board is the data controller and is registered as one. The Chief Operating Officer acts for it "
            "from day to day. Our data protection officer gives advice, checks practice once a term and can speak to "
            "the Board without asking anybody's leave.",
            "Each head sees that new starters are trained in their first half-term and that nobody keeps more than "
            "the job needs.",
        ),
        *section(
            "3. The rules we keep",
            "- We tell people, in a privacy notice they can understand, what we collect and why.",
            "- We collect the least that will do.",
            "- We correct mistakes within five school days of hearing of them.",
            "- We follow the retention schedule and shred or wipe what is past its date.",
            "- Papers with names are not left on desks, in cars or at the printer.",
            "- Laptops and phones that hold school mail are encrypted and locked by a code.",
        ),
        *section(
            "4. Asking for a copy",
            "Anybody may ask to see what we hold about them, in writing or by word of mouth, and need not say why. "
            "The school office passes the request on the same day. We answer within one month; where the request is "
            "large we may take two further months and will say so in the first.",
        ),
        *section(
            "5. When something goes wrong",
            "Whoever notices a loss, a letter sent to the wrong house or a strange log-in tells the head and the data "
            "protection officer at once, even on a Saturday. The officer decides within a day whether the regulator "
            "must be told, which has to be done within 72 hours of our finding out. Every case goes in the breach log.",
        ),
        *section(
            "6. Complaints about data",
            "A person who thinks we have handled her information badly may complain to us on the form on our website "
            "or in any other way. We acknowledge the complaint within thirty days, look into it without delay and "
            "tell her what we found.",
        ),
        *section(
            "7. Related policies",
            "- Staff Code of Conduct",
            "- Complaints Policy",
            "- Safeguarding and Child Protection Policy",
        ),
        Heading("8. Change history"),
        Grid(
            (
                ("Version", "Date", "Author", "Note of changes"),
                ("3.0", "04/03/2024", "I Qadir", "New privacy notices for job applicants"),
                ("3.1", "03/03/2025", "I Qadir", "Breach log moved to the central office"),
                ("4.0", "02/03/2026", "I Qadir", "Section 6 on complaints added"),
            )
        ),
        Text("Signed: Peter Amery (Chair of the Trust Board)"),
        Text("Date: 19 March 2026"),
    ),
)

COMPLAINTS = Paper(
    "trust/Complaints Policy.docx",
    look=Look("Cambria", 11, "6B2C5E", footer="Northmoor Learning Trust | Complaints Policy | Version 3.1"),
    saved=date(2025, 11, 28),
    blocks=(
        Logo(1.8),
        Title("Complaints Policy", 28),
        Text("Northmoor Learning Trust and its schools", centred=True),
        Grid(
            (
                ("Version", "3.1", "Owner", "Bridget Fane"),
                ("Date reviewed", "3 November 2025", "Approved by", "Trust Board"),
                ("Approval date", "27 November 2025", "Next review", "30 November 2027"),
            ),
            head=False,
        ),
        *section(
            "What this policy is for",
            "Most worries are settled by a talk at the school gate or a telephone call, and we would like it to stay "
            "so. This policy is for the rest. It is open to parents, neighbours and anybody else who has dealings "
            "with one of our schools; members of staff use the grievance procedure instead.",
        ),
        *section(
            "Stage one: talk to us",
            "Speak or write to the class teacher, form tutor or office. You will hear back within five school days. "
            "If the matter concerns the head, start with the chair of the local governing body.",
        ),
        *section(
            "Stage two: put it in writing",
            "Write to the head within three months of what happened. Say what went wrong and what would put it right. "
            "We acknowledge the letter within three school days. Somebody who was not involved looks into it, talks "
            "to the people concerned and answers within fifteen school days.",
        ),
        *section(
            "Stage three: a panel",
            "If you are still not content, ask the governance professional for a panel within ten school days of our "
            "answer. Three people sit, none of whom knew of the case before and one of whom has nothing to do with "
            "running the school. You may come, and may bring a friend. The panel writes to you within ten school days "
            "of the hearing with its findings and its advice.",
        ),
        *section(
            "What we keep",
            "Each school keeps a written record of every formal complaint, the stage at which it was settled and what "
            "changed because of it. Letters and notes are kept in confidence, save where an inspector or the Secretary "
            "of State asks for them.",
        ),
        *section(
            "Complaints without end",
            "We will not answer the same complaint for ever. Where all three stages are done and nothing new has come "
            "to light, the chair may write to say that the matter is closed.",
        ),
        Heading("Version control"),
        Grid(
            (
                ("Version", "Date", "Description"),
                ("3.0", "6 November 2023", "Stages renamed; time limits in school days"),
                ("3.1", "3 November 2025", "Governance professional named as the contact for stage three"),
            )
        ),
        Ink("Signed on behalf of the Trust Board:", "Signature of Peter Amery"),
        Text("Print name: Peter Amery"),
        Text("Date: 27 November 2025"),
    ),
)

HEALTH_AND_SAFETY = Paper(
    "trust/Health and Safety Policy.docx",
    look=Look(
        "Verdana", 9.5, "8A1C1C", header="Northmoor Learning Trust", footer="HEALTH AND SAFETY POLICY V6.0"
    ),
    saved=date(2026, 9, 15),
    blocks=(
        Title("Health and Safety Policy", 24),
        Text("Version 6.0", centred=True),
        Text("Policy owner: Graham Stell, Estates and Safety Manager"),
        Text("Last reviewed: 14 September 2026"),
        Text("Approved by the Trust Board on 8 October 2026 (minute TB 26/33)"),
        Text("Next review: 30 September 2027"),
        *section(
            "1. Statement of intent",
            "The trust is the employer in all its schools. We will do what is reasonably practicable to see that "
            "nobody is hurt or made ill by our work, and we will spend money and time on it. No lesson and no "
            "deadline is worth an accident.",
        ),
        *section(
            "2. Who is answerable",
            "The Trust Board answers to the law and hears a report every term. The Chief Executive sees that this "
            "policy is carried out. The Estates and Safety Manager advises, inspects and trains. Heads answer for "
            "their site; caretakers walk it every morning before the gates open.",
            "Everybody else looks after himself and the people near him, uses what he has been given to stay safe, "
            "and says so when something is broken.",
        ),
        Heading("3. Arrangements"),
        Grid(
            (
                ("Matter", "What we do", "How often"),
                ("Fire", "Drill with the whole school; the time is written down", "Every half-term"),
                ("Fire alarm", "One call point tested, a different one each time", "Weekly"),
                ("Legionella", "Flush little-used outlets, take temperatures", "Weekly and monthly"),
                ("Asbestos", "Check the state of what the survey lists", "Every year"),
                ("Ladders and steps", "Look over before use; tag once inspected", "Every term"),
                ("Play equipment", "Inspection by an outside firm", "Every year"),
            ),
            widths=(4, 8.5, 3.5),
        ),
        *section(
            "4. Accidents",
            "Every accident goes in the book on the same day. Heads tell the Estates and Safety Manager at once of a "
            "broken bone, an ambulance or a near miss that could have been either. He reports to the Health and Safety "
            "Executive where RIDDOR asks for it.",
        ),
        *section(
            "5. Risk assessments",
            "Whoever plans the work writes the assessment, shares it with those who will do the work and looks at it "
            "again after a year, after a change, and after anything has gone wrong.",
        ),
        *section(
            "6. Other policies", "See also the First Aid Policy and the Lone Working guidance of each school."
        ),
        Text("Signed ........................................ (Chair of the Trust Board)"),
        Text("Date ........................"),
        Text("Signed ........................................ (Chief Executive)"),
        Text("Date ........................"),
    ),
)

EQUALITY = Paper(
    "trust/Equality Policy.docx",
    look=Look("Georgia", 11, "2F5D3A", footer="Equality Policy and Objectives"),
    saved=date(2025, 3, 21),
    blocks=(
        Title("Northmoor Learning Trust", 16),
        Title("Equality Policy", 26),
        Control("Version:", "Version", "2.0"),
        Control("Policy owner:", "Policy owner", "Ruth Calloway"),
        Control("Date of last review:", "Last review", "10 February 2025", date(2025, 2, 10)),
        Control("Approved by:", "Approved by", "Trust Board"),
        Control("Date approved:", "Date approved", "20 March 2025", date(2025, 3, 20)),
        Control("Next review:", "Next review", "Spring 2029"),
        Text("This policy is reviewed every four years."),
        *section(
            "Our duty",
            "The Equality Act 2010 asks us to end unfair treatment, to widen opportunity and to help people who "
            "differ from one another to get on. It names age, disability, gender reassignment, marriage and civil "
            "partnership, pregnancy and maternity, race, religion or belief, sex, and sexual orientation.",
        ),
        *section(
            "What that means here",
            "- Reading lists and displays show the world our pupils live in.",
            "- Trips and clubs are planned so that a child in a wheelchair, or without pocket money, can come.",
            "- Jobs are advertised openly and shortlisted by two people, without names.",
            "- Heads look at behaviour, attendance and results by group, every term, and ask why.",
        ),
        Heading("Our objectives, 2025 to 2029"),
        Grid(
            (
                ("Objective", "Measure", "Who"),
                (
                    "Close the gap in attendance between pupils with and without a disability",
                    "Half of the gap of 2024-25 by July 2028",
                    "Heads",
                ),
                (
                    "Bring more men into primary classrooms and more women into site work",
                    "Applicants and appointments, yearly",
                    "Head of People",
                ),
                ("Make every main entrance step-free", "All sites by August 2027", "Estates"),
            )
        ),
        *section(
            "Publishing",
            "We publish facts about equality every year on each school's website, and these objectives every four "
            "years. A complaint about unfair treatment is dealt with under the Complaints Policy.",
        ),
        Heading("History"),
        Bullets(
            (
                "Version 1.0, 8 February 2021: first trust-wide policy.",
                "Version 2.0, 10 February 2025: new objectives.",
            )
        ),
        Control("Signed (Chair of the Trust Board):", "Signature", "Peter Amery"),
        Control("Date:", "Date signed", "20 March 2025", date(2025, 3, 20)),
    ),
)

PAPERS = (DATA_PROTECTION, COMPLAINTS, HEALTH_AND_SAFETY, EQUALITY)
