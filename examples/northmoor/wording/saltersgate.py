"""Papers of Saltersgate Primary School."""

from datetime import date

from examples.northmoor.blocks import (
    Bullets,
    Grid,
    Heading,
    Leader,
    Logo,
    Look,
    Page,
    Paper,
    Text,
    Title,
    section,
)

CHILD_PROTECTION = Paper(
    "saltersgate/Safeguarding and Child Protection Policy Sept 24.docx",
    look=Look("Calibri", 11, "7F0000", header="Saltersgate Primary School", footer="Child protection policy"),
    author="Saltersgate Primary School",
    saved=date(2024, 9, 2),
    blocks=(
        Logo(),
        Title("Safeguarding and Child Protection Policy", 24),
        Text("Saltersgate Primary School", centred=True),
        Grid(
            (
                ("Date of last review", "2nd September 2024"),
                ("Date of next review", "Sept 2025"),
                ("Designated safeguarding lead", "Amy Thwaite"),
                ("Nominated governor", "[insert name of governor]"),
                ("Version", "3"),
            ),
            head=False,
            labels=True,
        ),
        *section(
            "1. Introduction",
            "The governors and staff of Saltersgate put the welfare of children before everything else. This policy "
            "rests on Keeping Children Safe in Education 2019, on Working Together to Safeguard Children (2018) and on "
            "the procedures of the Local Safeguarding Children Board (LSCB).",
        ),
        *section(
            "2. Roles",
            "The designated person for child protection is named on the cover. She keeps the files, goes to "
            "conferences and trains the staff every two years. In her absence see [name of deputy].",
        ),
        *section(
            "3. Signs that something is wrong",
            "- injuries that do not fit the tale told about them",
            "- hunger, dirt, or clothes that never suit the weather",
            "- fear of going home, or of one person",
            "- knowing more than a child of that age should",
            "- sudden money, new friends who are much older, going missing",
        ),
        *section(
            "4. Passing it on",
            "Fill in the pink form before the end of the day and put it in the hand of the designated person. Nobody "
            "asks the child leading questions. If the designated person thinks the child is at risk she rings social "
            "care without delay.",
        ),
        *section(
            "5. Safe appointments",
            "All adults who work in the school have a CRB check at the enhanced level. Volunteers who are never alone "
            "with children are looked at case by case. The school tells the Independent Safeguarding Authority when "
            "somebody leaves because of harm to a child.",
        ),
        *section(
            "6. Peer-on-peer abuse",
            "Hurt done by one child to another is never put down to growing up. Both children are listened to and "
            "both families are told.",
        ),
        *section(
            "7. Allegations",
            "An allegation against a member of staff is passed to the head, who consults the designated officer of "
            "the local authority within one working day.",
        ),
        *section("8. See also", "Whistle Blowing Policy, Mobile Phones Policy, Intimate Care Policy."),
        Text("Signed: C. Draper (Headteacher)"),
        Text("Date: 2 September 2024"),
    ),
)

MOBILE_PHONES = Paper(
    "saltersgate/Mobile Phones Policy.docx",
    look=Look("Times New Roman", 12, "000000", footer="March 2021", pages=False),
    author="K Sugden",
    saved=date(2021, 3, 8),
    blocks=(
        Title("Saltersgate Primary School", 26),
        Title("Mobile Phones Policy", 26),
        Text("March 2021", centred=True),
        Page(),
        *section(
            "1. Pupils",
            "1.1 Pupils in Years 5 and 6 who walk home alone may bring a telephone. It is switched off at the gate, "
            "handed to the teacher at registration and given back at twenty past three.",
            "1.2 The school cannot pay for one that is lost or broken.",
            "1.3 Watches that send messages count as telephones.",
        ),
        *section(
            "2. Staff",
            "2.1 Staff keep telephones in their lockers while children are about. They may use them at lunch in the "
            "staff room.",
            "2.2 No picture of a child is ever taken on a private telephone. The school has three cameras and two "
            "tablets for the purpose.",
            "2.3 On trips the leader carries the school's own telephone; its number is left with the office.",
        ),
        *section(
            "3. Visitors",
            "3.1 Visitors are asked at the desk to put telephones away. Parents may take pictures of their own child "
            "at a play or on sports day and are asked not to put others' children on the internet.",
        ),
        *section(
            "4. Breaches",
            "4.1 A pupil who keeps a telephone back loses the right to bring it for half a term. For staff, a breach "
            "may be a matter of discipline.",
        ),
    ),
)

ANTI_BULLYING = Paper(
    "saltersgate/Anti-bullying Policy.docx",
    look=Look("Calibri", 12, "BF8F00", header="Millbrook Lane Primary School"),
    author="Millbrook Lane Primary School",
    saved=date(2016, 11, 2),
    blocks=(
        Title("Millbrook Lane Primary School", 18),
        Title("Anti-bullying Policy", 26),
        Text("Date agreed: 10/11/16"),
        Text("Last reviewed: 02/11/16"),
        Text("Date for review: 02/11/18"),
        *section(
            "What bullying is",
            "Falling out is part of growing up. Bullying is something else: it is meant, it goes on, and the one who "
            "suffers cannot easily stop it. It may be done with fists, with words, by leaving somebody out or over "
            "the telephone.",
        ),
        *section(
            "What we tell the children",
            "- Tell a grown-up, and if that one is busy tell another.",
            "- If you see it, you are part of it: fetch help.",
            "- You can post a note in the worry box by the library. Only Mrs Thwaite has the key.",
        ),
        *section(
            "What the grown-ups do",
            "The class teacher talks to each child alone and writes down what they say. The families are told on the "
            "same day. We watch for two weeks and then ask again. If it has not stopped the head takes over.",
            "Bullying about race, faith, disability, sex or the kind of family a child has is reported to the "
            "governors every term, as the Equality Act 2010 leads us to.",
        ),
        *section(
            "Preventing it",
            "Each year begins with a week about friendship. Older children train as playground friends. Staff on duty "
            "know the corners that need watching. In November we keep anti-bullying week.",
        ),
        Text("Signed: N Begum    Chair of Governors    10/11/16"),
    ),
)

LONE_WORKING = Paper(
    "saltersgate/Lone Working.docx",
    look=Look("Arial", 10, "000000", footer="Lone Working Guidance 2012"),
    author="user",
    saved=date(2012, 6, 11),
    blocks=(
        Title("Lone Working Guidance for School-Based Staff", 24),
        Title("2012", 16),
        Heading("Contents"),
        Bullets(("Meaning", "Before you start", "While you are alone", "Afterwards"), numbered=True),
        *section(
            "1 Meaning",
            "1.1 A lone worker is an employee who works where nobody can see or hear him: the caretaker who opens up, "
            "the teacher who stays until seven, the family worker on a visit.",
            "1.2 Working alone is allowed. It must be thought about first.",
        ),
        *section(
            "2 Before you start",
            "2.1 Managers list the tasks that are done alone and decide which of them must not be: work at height, "
            "work on live equipment and work with strong chemicals are always for two.",
            "2.2 The employee leaves word of where he is and when he will be back.",
            "2.3 A risk assessment is made under the Management of Health and Safety at Work Regulations 1999.",
        ),
        *section(
            "3 While you are alone",
            "- 3.1 Lock the outer door and keep the key on you.",
            "- 3.2 Keep a telephone within reach and charged.",
            "- 3.3 Ring your contact at the hour you agreed. If you do not ring, they will come.",
            "- 3.4 If somebody threatens you, leave. Things can be replaced.",
        ),
        *section(
            "4 Home visits",
            "4.1 Two people go on a first visit. The office knows the address and the time. Look for a second way out "
            "and stand on the side nearer the door.",
        ),
        *section(
            "5 Afterwards",
            "5.1 Every incident is reported, including the ones that came to nothing. The guidance will be kept under "
            "review with the LEA and the unions.",
        ),
    ),
)

ACCEPTABLE_USE = Paper(
    "saltersgate/ICT Acceptable Use Policy (staff).docx",
    look=Look("Tahoma", 10.5, "365F91", header="Saltersgate Primary School"),
    author="K Sugden",
    saved=date(2018, 5, 14),
    blocks=(
        Title("ICT Acceptable Use Policy", 24),
        Text("for employees of Saltersgate Primary School", centred=True),
        Text("May 2018", centred=True, bold=True),
        Leader("Signed:", "Chair of Governors"),
        Leader("Date:"),
        *section(
            "1. What this is about",
            "The school lends its staff laptops, tablets, mail accounts and a way on to the internet so that they can "
            "teach better and go home earlier. They belong to the school, and how they are used reflects on it.",
        ),
        *section(
            "2. The law",
            "Staff should know of the Data Protection Act 1998, the Computer Misuse Act 1990, the Regulation of "
            "Investigatory Powers Act 2000 and the Copyright, Designs and Patents Act 1988. The school may look at what "
            "passes through its network where it has cause, as the Telecommunications (Lawful Business Practice) "
            "(Interception of Communications) Regulations 2000 allow.",
        ),
        *section(
            "3. Looking after equipment",
            "- Do not lend [the laptop / the device] to family or friends.",
            "- Do not leave it in a car.",
            "- Save to the server, not to the desktop, and never to a memory stick that is not encrypted.",
            "- Tell the office on the same day if it is lost.",
        ),
        *section(
            "4. Passwords",
            "A password is yours alone. It has at least [number] signs and is changed when you think somebody has "
            "seen it.",
        ),
        *section(
            "5. Mail and internet",
            "Write each message as if the head and the parent were to read it, because one day they may. Looking "
            "something up for yourself at lunch is fine; selling, betting and anything you would not want a child to "
            "see are not. Pictures of pupils stay on the school's system.",
        ),
        *section(
            "6. Responsibility and review",
            "The governing body answers for this policy, which will be reviewed annually.",
        ),
        Page(),
        Heading("Employee consent form"),
        Text(
            "I, [full name of employee], agree to use the school's equipment and network as this policy lays down. I "
            "know that use may be looked at and that a breach may lead to disciplinary action."
        ),
        Text("Employee signature:"),
        Text("Date:"),
    ),
)

RSE = Paper(
    "saltersgate/Relationships and Sex Education Policy.docx",
    look=Look("Candara", 11, "833C0B", header="Saltersgate Primary School", footer="RSE Policy version 2.0"),
    author="A Thwaite",
    saved=date(2026, 7, 3),
    blocks=(
        Logo(),
        Title("Relationships and Sex Education Policy", 24),
        Text("Saltersgate Primary School", centred=True),
        Grid(
            (
                ("Version", "2.0"),
                ("Policy owner", "Amy Thwaite"),
                ("Latest review", "18 May 2026"),
                ("Governor approval", "2 July 2026, minute LGB 26/38"),
                ("Next review", "30 June 2027"),
            ),
            head=False,
            labels=True,
        ),
        *section(
            "1. What we teach",
            "All our pupils learn about families and people who care for them, about friendship, about being treated "
            "with respect, about staying safe online and off. They also learn how the body changes as it grows up. "
            "This is laid down in law for primary schools.",
            "In Year 6 we add two lessons on how a baby is made and born. That part is ours to choose, and we chose "
            "it after asking families.",
        ),
        *section(
            "2. How we teach it",
            "Class teachers teach it, because they know the children. Lessons have ground rules: nobody has to speak "
            "about himself, every question is allowed in the box, and we use the proper names of things.",
        ),
        *section(
            "3. Faith, family and difference",
            "We show families of many shapes and say that each can be a loving one. We listen to the views of the "
            "faiths in our parish and do not pretend that everybody thinks alike.",
        ),
        *section(
            "4. Taking a child out",
            "Families may ask the headteacher in writing to excuse a child from the two lessons on sex education. "
            "There is no right to take a child out of relationships education, health education or science.",
        ),
        *section(
            "5. When a question worries us",
            "A teacher who is troubled by what a child says or asks follows the Safeguarding and Child Protection "
            "Policy on the same day.",
        ),
        Heading("History"),
        Grid(
            (
                ("Version", "Date", "Comment"),
                ("1.0", "05/07/2021", "First policy after families were consulted"),
                ("2.0", "18/05/2026", "Rewritten for the new guidance"),
            )
        ),
        Text("Signed: ____________________________ (Policy owner)"),
        Text("Print name: _________________________"),
        Text("Signed: ____________________________ (Governor approval)"),
        Text("Print name: _________________________"),
        Text("Date: ______________"),
    ),
)

VISITS = Paper(
    "saltersgate/Educational Visits Policy.docx",
    look=Look("Calibri", 11, "385723", header="Saltersgate Primary School"),
    author="C Draper",
    saved=date(2024, 11, 15),
    blocks=(
        Title("Educational Visits Policy", 26),
        Text("Saltersgate Primary School", centred=True),
        Grid(
            (
                ("Version", "1.3"),
                ("Owner", "Colin Draper"),
                ("Last reviewed", "Autumn 2024"),
                ("Date approved", "14 November 2024"),
                ("Review cycle", "3 years"),
            ),
            head=False,
            labels=True,
        ),
        *section(
            "1. Why we go out",
            "A child who has stood in a castle remembers it at forty. Each class goes out at least three times a year, "
            "and Year 6 sleeps away from home for four nights.",
        ),
        *section(
            "2. Three kinds of visit",
            "- On foot and near: the office is told, the register goes along.",
            "- By coach or train: the visits coordinator agrees it two weeks before.",
            "- Overnight, abroad, on water or on a rope: the head agrees it and the governors are told a term before.",
        ),
        *section(
            "3. Planning",
            "The leader goes there first. He writes down what could go wrong and what he will do about it, counts the "
            "adults (one to six in the lower school, one to ten above), and reads the medical notes. A second adult "
            "carries a copy of everything.",
        ),
        *section(
            "4. On the day",
            "Count at the gate, on the coach, on arrival, at lunch and before leaving. A child who is lost is looked "
            "for by one adult while the rest stay where they are. The office has a list of numbers and one person who "
            "stays until the coach is back.",
        ),
        *section(
            "5. Money and inclusion",
            "What we may ask families for is set out in the school's charging rules. No child is left behind for "
            "want of money or because of a disability.",
        ),
        Text("Signed: Colin Draper (Headteacher), 14 November 2024"),
        Text("Signed: Nasreen Begum (Chair of Governors), 14 November 2024"),
    ),
)

PAPERS = (CHILD_PROTECTION, MOBILE_PHONES, ANTI_BULLYING, LONE_WORKING, ACCEPTABLE_USE, RSE, VISITS)
