"""Papers of Northmoor High School."""

from datetime import date

from examples.northmoor.blocks import Box, Change, Grid, Heading, Ink, Logo, Look, Paper, Text, Title, section

ATTENDANCE = Paper(
    "northmoor-high/Attendance Policy.docx",
    look=Look("Calibri", 11, "1F3864", header="Northmoor High School", footer="Attendance Policy 3.2"),
    author="M Hollis",
    saved=date(2026, 7, 10),
    blocks=(
        Title("Northmoor High School", 18),
        Title("Attendance Policy", 26),
        Grid(
            (
                ("Version", "3.2"),
                ("Last reviewed", "15 June 2026"),
                ("Approved by", "Local Governing Body"),
                ("Date approved", "9 July 2026"),
                ("Next review date", "30 June 2027"),
            ),
            head=False,
            labels=True,
        ),
        *section(
            "1. Every day counts",
            "A pupil who misses one day a week leaves us after five years having lost one of them. We want each pupil "
            "here, on time and ready, and we want to know early when something stands in the way.",
        ),
        *section(
            "2. The day",
            "Gates shut at 8.35. Registers are called at 8.40 and at 1.25 and close thirty minutes later. A pupil who "
            "comes after that is marked as absent for the session, as the School Attendance (Pupil Registration) "
            "(England) Regulations 2024 require.",
        ),
        Heading("3. What we do when a pupil is away"),
        Grid(
            (
                ("When", "What", "Who"),
                ("By 9.30 on the first day", "Message, then telephone call home", "Attendance office"),
                ("Third day", "Home visit if nobody has been reached", "Family support worker"),
                ("Under 95 %", "Letter and a talk in form time", "Form tutor"),
                ("Under 90 %", "Meeting with the family, written plan", "Head of year"),
                ("Under 50 %", "Plan shared with the local authority", "Deputy head"),
            )
        ),
        *section(
            "4. Leave in term",
            "The head may grant leave only where something is out of the ordinary. A holiday is not. Families who go "
            "without leave may be given a penalty notice by the local authority.",
        ),
        *section(
            "5. Help first",
            "Behind most absence is worry, illness or trouble at home. Before anybody speaks of fines we ask what "
            "would make tomorrow possible: a late start, a quiet room, a lift, a word with a teacher.",
        ),
        Heading("Change history"),
        Grid(
            (
                ("Version", "Date", "Change"),
                ("3.0", "17/06/2024", "New regulations"),
                ("3.1", "16/06/2025", "Times of the school day"),
                ("3.2", "15/06/2026", "Table of steps revised"),
            )
        ),
        Heading("Sign-off"),
        Grid(
            (
                ("Role", "Initials", "Date"),
                ("Deputy head (attendance)", "MH", "15/06/2026"),
                ("Headteacher", "YA", "29/06/2026"),
                ("Chair of Governors", "DL", "09/07/2026"),
            )
        ),
    ),
)

EXCLUSIONS = Paper(
    "northmoor-high/Suspension and Permanent Exclusion Policy.docx",
    look=Look("Arial", 10.5, "5B0F00", header="Northmoor High School"),
    author="M Hollis",
    saved=date(2026, 11, 9),
    blocks=(
        Title("Suspension and Permanent Exclusion Policy", 24),
        Text("Northmoor High School", centred=True),
        Text("Version 2.4"),
        Text("Owner: Mark Hollis, Deputy Headteacher"),
        Text("Last reviewed: 17 November 2025"),
        Text("Approved by the Local Governing Body: 27 November 2025"),
        Text("Review due: 23 November 2026"),
        *section(
            "1. When we use it",
            "Only the headteacher may suspend or exclude a pupil, and only for reasons of discipline. It is the end "
            "of a road and not a short cut. Sending a pupil home to cool off without writing it down is against the "
            "law and is not done here.",
        ),
        Heading("2. Suspension"),
        Change(
            "A pupil may be given a ",
            "fixed-term exclusion",
            "suspension",
            " of one or more days, up to forty-five in a school year. Work is set and marked from the first day.",
            "Mark Hollis",
        ),
        Change(
            "From the sixth day we ",
            "try to arrange",
            "arrange",
            " full-time education somewhere else.",
            "Mark Hollis",
        ),
        *section(
            "3. Permanent exclusion",
            "A pupil may be excluded for good for a serious breach, or for breaches that do not stop, and where "
            "staying would badly harm the learning or the safety of others. Both halves must be true.",
            "Before deciding, the headteacher hears the pupil, looks at special needs and life at home, and asks "
            "whether something else would do.",
        ),
        *section(
            "4. Telling people",
            "- Parents: at once, by telephone, and the same day in writing with the reasons and their rights",
            "- The local authority: without delay",
            "- The social worker or the virtual school head, where there is one",
            "- The governing body: at once for long suspensions, otherwise every term",
        ),
        *section(
            "5. The governors' part",
            "A panel of three governors looks at each permanent exclusion within fifteen school days, and at long "
            "suspensions. It may put the pupil back. If it does not, the parents may ask for an independent review.",
        ),
        Heading("6. Coming back"),
        Change(
            "Each pupil comes back through a meeting with the head of year",
            "",
            " and a member of staff whom the pupil chooses",
            ".",
            "Mark Hollis",
        ),
        Text("Signed: D Lund (Chair of Governors)    27 November 2025"),
    ),
)

ADMISSIONS = Paper(
    "northmoor-high/Admissions Policy 2027-28.docx",
    look=Look("Garamond", 12, "1F3864", header="Northmoor High School"),
    author="B Fane",
    saved=date(2026, 2, 13),
    blocks=(
        Box("Admissions Policy 2027-28"),
        Text("Northmoor High School", bold=True, centred=True),
        Grid(
            (
                ("Version", "1.0"),
                ("Policy owner", "Bridget Fane"),
                ("Reviewed on", "26 January 2026"),
                ("Approved by", "Trust Board"),
                ("Determined on", "12 February 2026"),
                ("Next review", "28 February 2027"),
            ),
            head=False,
            labels=True,
        ),
        *section(
            "1. Who decides",
            "The Northmoor Learning Trust is the admission authority of the school. It offers 210 places in Year 7 in "
            "September 2027.",
        ),
        *section(
            "2. How to apply",
            "Families apply to the council of the place where they live by 31 October 2026. They hear on 1 March 2027, "
            "or on the next working day.",
        ),
        Heading("3. If more families apply than we have places"),
        Text(
            "Children whose Education, Health and Care plan names the school come first and are always admitted. The "
            "other places are then given in this order:"
        ),
        Grid(
            (
                ("Order", "Who"),
                ("A", "Children who are, or were, looked after, in this country or elsewhere"),
                ("B", "Children with a brother or sister in Years 7 to 11 on the day they start"),
                ("C", "Pupils of Millbrook Lane and Saltersgate Primary Schools"),
                (
                    "D",
                    "Children of staff who have been with us for two years or fill a post that is hard to fill",
                ),
                ("E", "All others"),
            ),
            widths=(2, 14),
        ),
        *section(
            "4. Ties",
            "Within each group the child who lives nearest, in a straight line to the front gate, comes first. Where "
            "two live equally near, somebody from outside the trust draws lots.",
        ),
        *section(
            "5. Afterwards",
            "The waiting list runs until the end of the spring term and is put in the same order, not by date. A "
            "family that is refused may appeal to an independent panel; the timetable is on our website.",
            "We may admit a child out of the usual age group where that is best for the child.",
        ),
        Text("Signed: Peter Amery, Chair of the Trust Board"),
        Text("Date: 12 February 2026"),
    ),
)

CAREERS = Paper(
    "northmoor-high/Careers Guidance and Provider Access Policy.docx",
    look=Look("Segoe UI", 10.5, "0B5394", footer="Northmoor High School | Careers | v2.1"),
    author="O Pritchard",
    saved=date(2026, 10, 16),
    blocks=(
        Logo(2.6),
        Title("Careers Guidance and Provider Access Policy", 22),
        Text("Northmoor High School", centred=True),
        Grid(
            (
                ("Owner", "Owen Pritchard", "Version", "2.1"),
                ("Last reviewed", "21 September 2026", "Next review", "30 September 2027"),
                ("Approved by", "Local Governing Body", "Approved on", "15 October 2026"),
            ),
            head=False,
        ),
        *section(
            "1. What a pupil can count on",
            "- two talks with a trained adviser, one of them by the end of Year 11",
            "- a week in a workplace in Year 10",
            "- at least one meeting with an employer in every year",
            "- a look inside a college, a university and a training firm",
            "We measure ourselves against the eight Gatsby benchmarks and tell the governors each July where we stand.",
        ),
        *section(
            "2. Opening our doors",
            "Colleges and training providers have the right to speak to our pupils about technical courses and "
            "apprenticeships. We hold six such meetings between Year 8 and Year 13, and pupils must come to the "
            "first four.",
        ),
        Heading("3. When providers can come"),
        Grid(
            (
                ("Year", "Autumn", "Spring", "Summer"),
                ("8 and 9", "Assembly on choices", "Options evening", "Taster day at the college"),
                ("10 and 11", "Next-steps fair", "Talks in form time", "Work experience"),
                ("12 and 13", "Apprenticeship evening", "Talks in form time", "Future week"),
            )
        ),
        *section(
            "4. How to ask",
            "Write to the careers leader with the date, the age group and what you would like to show. You will hear "
            "within ten school days. We give you a room and a projector, and put your leaflets in the library.",
        ),
        *section(
            "5. If we say no",
            "We say no only where a visit would clash with examinations or where something makes us fear for the "
            "safety of pupils. Complaints about a refusal go through the Complaints Policy.",
        ),
        Heading("Changes"),
        Grid(
            (
                ("Version", "Date", "What changed"),
                ("2.0", "22 September 2025", "New layout; six meetings"),
                ("2.1", "21 September 2026", "Dates of this year's fairs"),
            )
        ),
        Ink("Signed:", "Signature of David Lund"),
        Text("David Lund, Chair of Governors, 15 October 2026"),
    ),
)

MEDICAL = Paper(
    "northmoor-high/Supporting Pupils with Medical Conditions.docx",
    look=Look("Calibri", 11, "9C0006", header="Northmoor High School", footer="Version 1.3"),
    author="P Nair",
    saved=date(2025, 11, 28),
    blocks=(
        Title("Supporting Pupils with Medical Conditions Policy", 24),
        Text("Northmoor High School", centred=True),
        Grid(
            (
                ("Version", "1.3"),
                ("Last reviewed", "10 November 2025"),
                ("Date approved", "27 November 2025"),
                ("Next review", "13 November 2026"),
            ),
            head=False,
            labels=True,
        ),
        *section(
            "1. What we promise",
            "A pupil with asthma, epilepsy, diabetes, an allergy or anything else that needs looking after takes part "
            "in all of school life, trips and sport included. Section 100 of the Children and Families Act 2014 asks "
            "this of us, and we would do it anyway.",
        ),
        *section(
            "2. The plan",
            "Within two weeks of hearing of a condition we sit down with the pupil, the family and the nurse and write "
            "a health care plan: what it looks like on a bad day, what to give, whom to ring. We look at it again "
            "each year. Copies are in the office, in the staff room and in the bag for trips.",
        ),
        *section(
            "3. Medicines",
            "- in the box they came in, with the pupil's name on it",
            "- a form signed by the family",
            "- written down each time, by the one who gave it and one who saw it",
            "- inhalers and pens carried by the pupil; spares in the office",
            "Our stores follow the advice in Managing medicines in schools and early years settings (2005).",
        ),
        *section(
            "4. Training",
            "Nobody gives an injection or feeds by tube without training by a nurse sent by the Clinical Commissioning "
            "Group. All staff practise with a trainer pen in September.",
        ),
        *section(
            "5. What we do not do",
            "We do not send an ill pupil to the office alone, ask a parent to come in to give medicine, or mark down "
            "attendance for an appointment at a hospital.",
        ),
        Text("Signed: Y Adeyemi (Headteacher)    27 November 2025"),
    ),
)

LETTINGS = Paper(
    "northmoor-high/Lettings Statement 2023.docx",
    look=Look("Calibri", 11, "404040", header="Northmoor High School"),
    author="Site office",
    saved=date(2023, 9, 4),
    blocks=(
        Title("Lettings Statement", 22),
        Text("Northmoor High School, September 2023"),
        *section(
            "Hiring our rooms",
            "The sports hall, the drama studio and the field may be hired in the evening and at weekends. Clubs for "
            "young people come first, then other charities, then everybody else.",
        ),
        Heading("Prices for an hour"),
        Grid(
            (
                ("Room", "Youth club", "Charity", "Others"),
                ("Sports hall", "£18", "£26", "£38"),
                ("Drama studio", "£10", "£14", "£20"),
                ("Field", "£12", "£16", "£25"),
            )
        ),
        *section(
            "Conditions",
            "Hirers show their insurance and, where children take part, their safeguarding policy. The hall is left "
            "swept and the last one out rings the caretaker.",
        ),
    ),
)

PAPERS = (ATTENDANCE, EXCLUSIONS, ADMISSIONS, CAREERS, MEDICAL, LETTINGS)
