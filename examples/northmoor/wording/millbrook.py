"""Papers of Millbrook Lane Primary School."""

from datetime import date

from examples.northmoor.blocks import Grid, Heading, Logo, Look, Page, Paper, Text, Title, section

SAFEGUARDING = Paper(
    "millbrook-lane/Safeguarding and Child Protection Policy.docx",
    look=Look(
        "Calibri", 11, "1F3864", header="Millbrook Lane Primary School", footer="Version 8.0, September 2026"
    ),
    author="Millbrook Lane Primary School",
    saved=date(2026, 9, 25),
    blocks=(
        Logo(),
        Title("Millbrook Lane Primary School", 18),
        Title("Safeguarding and Child Protection Policy", 24),
        Grid(
            (
                ("Policy owner", "Tom Ashdown (designated safeguarding lead)"),
                ("Version", "8.0"),
                ("Latest review", "7 September 2026"),
                ("Approved by", "Local Governing Body"),
                ("Approval date", "24 September 2026"),
                ("Next review", "September 2027"),
            ),
            head=False,
            labels=True,
            widths=(5, 11),
        ),
        Heading("People to know"),
        Grid(
            (
                ("Role", "Name", "How to reach them"),
                ("Designated safeguarding lead", "Tom Ashdown", "Office, or extension 204"),
                ("Deputy lead", "Leila Farahani", "Room 6, or extension 211"),
                ("Headteacher", "Sian Probert", "Office"),
                ("Governor for safeguarding", "Martin Oakes", "Through the office"),
            )
        ),
        *section(
            "1. What we stand for",
            "Every child at Millbrook Lane has the right to be safe, at home, at school and online. Looking after "
            "that right is the business of every adult in the building, including the ones who only come on Thursdays.",
            "We follow the current edition of Keeping Children Safe in Education and the arrangements of our local "
            "safeguarding partners.",
        ),
        *section(
            "2. What to look out for",
            "A child may tell us in words. More often it is a change: the boy who was never late and now always is, "
            "the girl who will not take her jumper off, the drawing that stops you. Adults learn about abuse, neglect, "
            "exploitation and child-on-child abuse every September and again in the spring.",
        ),
        *section(
            "3. What to do",
            "- Listen. Let the child use her own words, and do not promise to keep it secret.",
            "- Write it down the same day, with the time, and sign it.",
            "- Tell the designated safeguarding lead or the deputy before you go home.",
            "- If a child is in danger now, ring 999 and then tell us.",
            "- Anybody may make a referral to children's social care, not only the lead.",
        ),
        *section(
            "4. Concerns about adults",
            "A concern about a member of staff goes to the headteacher, and one about the headteacher to the chair of "
            "governors. They speak to the designated officer at the local authority on the same day and look into "
            "nothing until they have.",
        ),
        *section(
            "5. Choosing staff",
            "Two references, proof of who somebody is and a DBS check come before the first day. At least one member "
            "of each panel has been trained in safer recruitment. The single central record is checked every half-term.",
        ),
        *section(
            "6. Online safety",
            "Filters and monitoring are tested each term by the network manager and the lead together. Lessons on "
            "staying safe online run in every year group.",
        ),
        *section(
            "7. Records",
            "Records are kept apart from the pupil's other papers, locked, and follow the child to the next school "
            "within five days.",
            "Related policies: Staff Code of Conduct; Data Protection Policy; Whistleblowing Policy.",
        ),
        Heading("Version history"),
        Grid(
            (
                ("Version", "Date", "Status", "Comment"),
                ("6.0", "09/09/2024", "Approved", "Yearly review"),
                ("7.0", "08/09/2025", "Approved", "Yearly review; monitoring checks added"),
                ("8.0", "07/09/2026", "Approved", "Yearly review; new deputy lead"),
            )
        ),
        Text("Signed: Sian Probert (Headteacher)    Date: 24 September 2026"),
        Text("Signed: Martin Oakes (Chair of Governors)    Date: 24 September 2026"),
    ),
)

BEHAVIOUR = Paper(
    "millbrook-lane/Behaviour Policy.docx",
    look=Look("Comic Sans MS", 11, "C55A11", header="Behaviour Policy¦\tJanuary | 16", pages=False),
    author="Millbrook Lane Primary School",
    saved=date(2016, 1, 18),
    blocks=(
        Title("Millbrook Lane Primary School", 20),
        Title("Behaviour Policy", 30),
        Page(),
        *section(
            "Our golden rules",
            "- We use kind hands and kind words.",
            "- We listen when somebody else is talking.",
            "- We look after our things and other people's.",
            "- We tell the truth, even when it is hard.",
        ),
        *section(
            "How we help children to behave well",
            "Teachers notice the good first. A child who does the right thing is thanked by name. Each class has a jar "
            "of pebbles; when it is full the class chooses a treat. On Fridays the head gives out the bronze, silver "
            "and gold bands.",
        ),
        Heading("What happens when rules are broken"),
        Grid(
            (
                ("Step", "What happens"),
                ("1", "A look or a quiet word"),
                ("2", "A warning, and the name on the cloud"),
                ("3", "Five minutes of thinking time in the next class"),
                ("4", "A talk with the deputy head, and a note home"),
                ("5", "The head meets the parents; a fixed-term exclusion is the last resort"),
            ),
            widths=(2, 14),
        ),
        *section(
            "Serious matters",
            "Hitting, running off and unkindness about race, religion or disability go straight to step four. The head "
            "and those she names may search a child for anything that is banned, as set out in the advice Behaviour and "
            "discipline in schools (January 2016).",
            "Children with a statement of special educational needs, or on School Action Plus, may need a plan of "
            "their own, which the class teacher writes with the family.",
        ),
        *section(
            "Working together",
            "Parents sign the home-school agreement when their child starts. Unkindness over the internet, on "
            "Twitter for instance, is dealt with as if it had happened in the playground. See our e-safety rules and "
            "the Anti-bullying Policy.",
        ),
    ),
)

SOCIAL_MEDIA = Paper(
    "millbrook-lane/Social Media Policy.docx",
    look=Look("Arial", 11, "1F497D", header="Millbrook Lane Primary School¦\tSocial Media Policy"),
    author="J Petty",
    saved=date(2024, 10, 4),
    blocks=(
        Title("Social Media Policy", 28),
        Text("Latest Review:\tNovember 2023", bold=True),
        Text("Next Review Planned:\tNovember 2025", bold=True),
        Grid(
            (
                ("Signed:", "______________________ (Policy Owner)"),
                ("Name:", ""),
                ("Review Date:", ""),
                ("Signed:", "______________________ (Governor Approval)"),
                ("Name:", ""),
                ("Approval Date:", "-"),
            ),
            head=False,
            labels=True,
            widths=(4, 12),
        ),
        Page(),
        Text("Millbrook Lane Primary School", bold=True, centred=True),
        Heading("RECORD OF CHANGES"),
        Grid(
            (
                ("Version", "Date", "Status", "Owner", "Approved by", "What changed"),
                ("1.0", "", "", "JP/HR", "MO", ""),
                ("1.1", "14/11/19", "Approved", "JP", "MO", "Brought into line with the council's model"),
                ("1.2", "08/11/21", "Approved", "JP", "MO", "Brought into line with the council's model"),
                ("1.3", "03/10/24", "Approved", "TA", "MO", "Messaging groups added"),
            )
        ),
        *section(
            "1. Background",
            "1.1 The county council offers this text to its schools, and each governing body may fit it to its own "
            "needs. It should be read beside the school's rules for the use of computers.",
            "1.2 Social media here means any service on which people can share words, pictures or film with others: "
            "Facebook, Instagram, Twitter, YouTube, class blogs and messaging groups among them.",
        ),
        *section(
            "2. Whom it binds",
            "2.1 It binds teachers, support staff, governors, students on placement and volunteers, whether they post "
            "from a school machine or from their own sofa.",
        ),
        *section(
            "3. The school's own accounts",
            "3.1 An account in the school's name is opened only with the headteacher's agreement. Two members of staff "
            "hold the password.",
            "3.2 Pictures of pupils need the parent's written consent, and surnames are never shown with them.",
            "3.3 The Data Protection Act 1998 and the General Data Protection Regulation both bear on what is posted.",
        ),
        *section(
            "4. Private accounts",
            "- 4.1 Keep privacy settings tight and look at them twice a year.",
            "- 4.2 Do not add pupils, and think twice before adding their parents.",
            "- 4.3 Do not write about the working day, even without names.",
            "- 4.4 Old accounts on Bebo or MySpace are best deleted.",
        ),
        *section(
            "5. When things go wrong",
            "5.1 Keep a copy of the message, do not answer it, and tell the headteacher. Messages meant to cause "
            "distress can be an offence under the Malicious Communications Act 1988.",
            "5.2 The school may ask a parent to take a post down. Where that fails it goes to the service.",
        ),
        Heading("6. Control of the model document"),
        Grid(
            (
                ("Document identifier", "DCC-HR-SM-0417"),
                ("Version and date of publication", "V2.3 June 2018\nV2.3.1 June 2019"),
                ("Owner", "Dunmere County Council, Schools HR Advice"),
            ),
            head=False,
            widths=(6, 10),
        ),
        Page(),
        Heading("Appendix 1: Staff declaration"),
        Text(
            "I have been given the Social Media Policy, I have read it and I accept it as part of my terms of work."
        ),
        Text("SIGNED:"),
        Text("DATE:"),
        Text("PRINT NAME:"),
    ),
)

SEND = Paper(
    "millbrook-lane/SEND Policy.docx",
    look=Look("Century Gothic", 10.5, "4A148C", footer="SEND Policy | Millbrook Lane Primary School"),
    author="L Farahani",
    saved=date(2026, 1, 23),
    blocks=(
        Title("Special Educational Needs and Disability (SEND) Policy", 22),
        Text("Millbrook Lane Primary School", centred=True, bold=True),
        Text("Ver¦sion: 2.¦3"),
        Text("Policy lead: Leila ¦Fara¦hani, SENCO"),
        Text("Last rev¦iewed: 12 Jan¦uary 20¦26"),
        Text("Next re¦view dat¦e: 15 ¦January 2027"),
        Text("The Local Governing Body will review this policy every two years."),
        *section(
            "1. Our aim",
            "Each child should learn to read, to reckon and to be a good friend, and should enjoy doing it. Some need "
            "another way in. This policy explains how we find out who they are, what we then do and how we know "
            "whether it works.",
        ),
        *section(
            "2. How we find out",
            "Teachers look at progress each half-term. Where a child falls behind others who began at the same point, "
            "the teacher talks to the family first and to the SENCO second. We ask about sight, hearing, sleep and "
            "life at home before we ask about learning.",
        ),
        *section(
            "3. Assess, plan, do, review",
            "We follow the SEND code of practice: 0 to 25 years (January 2015). The plan fits on one side of paper, "
            "names one or two things to be gained by the end of term, and is written with the child.",
            "Children with an Education, Health and Care plan have a yearly review. A few older files still speak of "
            "a statement of special educational needs; these are being renewed.",
        ),
        *section(
            "4. Who helps",
            "- The class teacher, who answers for the progress of every child in the room.",
            "- Teaching assistants, trained for one programme each and not spread over ten.",
            "- The educational psychologist, for six days a year.",
            "- The speech and language therapist, on Wednesdays.",
        ),
        *section(
            "5. Families",
            "Families meet the teacher three times a year for half an hour. Our SEND information report on the website "
            "is written for them. A family that is unhappy can use the Complaints Policy, and may go to the tribunal "
            "about a plan.",
        ),
        Heading("Agreed by"),
        Grid(
            (
                ("Role", "Name", "Initials", "Date"),
                ("SENCO", "Leila Farahani", "LF", "12/01/2026"),
                ("Governor for SEND", "Martin Oakes", "MO", "22/01/2026"),
            )
        ),
    ),
)

FIRST_AID = Paper(
    "millbrook-lane/First Aid Policy.docx",
    look=Look("Trebuchet MS", 11, "00695C", header="Millbrook Lane Primary School"),
    author="J Petty",
    saved=date(2026, 10, 12),
    blocks=(
        Title("First Aid Policy", 26),
        Grid(
            (
                ("Policy owner", "Joan Petty", "Version", "3.0"),
                ("Reviewed", "12 October 2026", "Next review", "31 October 2027"),
                ("Approved by", "", "Date approved", ""),
            ),
            head=False,
        ),
        *section(
            "1. Who can help",
            "Nine members of staff hold a certificate in paediatric first aid, and two the three-day certificate. "
            "Their pictures hang in the hall and in the office. One of them is on the playground at every break.",
        ),
        *section(
            "2. Where things are",
            "- Green boxes: office, hall, both landings, kitchen and the shed on the field.",
            "- Bags for trips: on the hooks by the office; sign them out and back in.",
            "- Inhalers and adrenaline pens: in the classroom, high up and never locked.",
            "- Defibrillator: outside, left of the main door, for the whole street.",
        ),
        *section(
            "3. What we do",
            "Small hurts are cleaned and covered. Every bump on the head is written down, the family is told before "
            "the end of the day and the child wears a yellow band so that everybody keeps an eye on him.",
            "For anything worse we ring 999 first and the family second. An adult the child knows goes along.",
        ),
        *section(
            "4. Medicines",
            "Medicines are given as the Supporting Pupils with Medical Conditions Policy says, with a form from home.",
        ),
        *section(
            "5. Training and checks",
            "The business manager keeps the list of certificates and books the next course three months before one "
            "runs out. Boxes are filled up on the first Monday of the month.",
        ),
        Heading("Approval"),
        Grid(
            (
                ("Role", "Name", "Signature", "Date"),
                ("Headteacher", "Sian Probert", "", ""),
                ("Chair of Governors", "", "", ""),
            )
        ),
    ),
)

CHARGING = Paper(
    "millbrook-lane/Charging and Remissions Policy.docx",
    look=Look("Calibri", 11, "1F3864", header="Millbrook Lane Primary School"),
    author="J Petty",
    saved=date(2026, 3, 6),
    keep=0.55,
    blocks=(
        Title("Charging and Remissions Policy", 24),
        Text("Version 1.5. Approved by the Local Governing Body on 5 March 2026. Next review: 31 May 2027."),
        *section(
            "1. What is free",
            "Lessons in school hours are free, and so are the books, the materials and the bus that go with them.",
        ),
        *section(
            "2. What we may charge for",
            "We may charge for music lessons that a family asks for, for board and lodging on a residential trip, and "
            "for clubs outside school hours. We never charge more than it costs us.",
        ),
        *section(
            "3. Voluntary gifts",
            "We may ask for a gift towards a trip. No child is left behind because a family does not give, though the "
            "trip may have to be called off if too few do.",
        ),
        *section("4. Help", "Families on income support and the like pay nothing for board and lodging."),
    ),
)

PAPERS = (SAFEGUARDING, BEHAVIOUR, SOCIAL_MEDIA, SEND, FIRST_AID, CHARGING)
