"""Laws, guidance, bodies and services that a document names, and other policies it points to, as written."""

import re
from collections.abc import Iterable, Iterator

from policyclerk.domain.document import Mention
from policyclerk.word.claims import body_paragraphs
from policyclerk.word.text import Paragraph, Text
from policyclerk.word.values import clean

LONGEST = 160
_LAW = re.compile(
    r"(?:the\s+)?(?P<law>(?:\(?[A-Z][\w’'()-]*|EU|UK)(?:,?[ ](?:\(?[A-Z][\w’'()-]*|and|of|for|to|the|in|on|from|with|by|at|&|etc\.?)){0,14}?[ ]"
    r"(?:Acts?|Regulations?|Order|Directive|Measure|Code of Practice)(?:[ ]\((?:[A-Z][\w ]+)\))?(?:[ ]\([A-Z]{2,6}\))?,?[ ](?:\(?(?:18|19|20)\d\d\)?(?:(?:,[ ]|[ ]and[ ])(?:19|20)\d\d)*))"
)
_GUIDANCE = re.compile(
    r"\b(?:Keeping Children Safe in Education|KCSIE|Working Together to Safeguard Children|Working Together to Improve School Attendance|Every Child Matters|What to do if you(?:['’]re| are) worried a child is being abused|"
    r"Guidance for Safer Working Practices?|Safer Recruitment|Prevent Duty|SEND? Code of Practice|Early Years Foundation Stage|EYFS|Governance Handbook|Academy Trust Handbook|Academies Financial Handbook|Teachers['’] Standards|"
    r"Preventing and Tackling Bullying|Searching,? Screening and Confiscation|Behaviour and discipline in schools|Behaviour in schools|Sexual violence and sexual harassment|Information sharing|Statutory framework for the early years|"
    r"General Data Protection Regulations?|GDPR|UK GDPR)\b(?:[^.;,\n]{0,60}?\(?(?:19|20)\d\d\)?)?",
)
_BODIES = (
    *("DCSF", "DfES", "DfEE", "DFE", "DfE", "Department for Education(?: and (?:Skills|Employment))?"),
    *(
        "Department for Children,? Schools and Families",
        "LSCBs?",
        "Local Safeguarding Children(?:'s|’s)? Boards?",
    ),
    *("LSP", "Independent Safeguarding Authority", r"ISA\b", "CRB", "Criminal Records? Bureau", "DBS"),
    *("Disclosure and Barring Service", "NCTL", "National College for Teaching and Leadership"),
    *(
        "Teaching Regulation Agency",
        r"TRA\b",
        "ESFA",
        "Education and Skills Funding Agency",
        r"EFA\b",
        "GTCE?",
    ),
    *(
        "General Teaching Council",
        "BECTA",
        "Becta",
        "Ofsted",
        "OFSTED",
        "QCA",
        "CEOP",
        "UKCCIS",
        "UKCIS",
        r"ICO\b",
    ),
    *("Information Commissioner(?:'s|’s) Office", "ACAS", "Acas", "NSPCC", r"STA\b"),
    *("Standards and Testing Agency", "Public Health England", "UKHSA", "Children(?:'s|’s) Trust"),
)
_SERVICES = (
    *("MySpace", "My Space", "Bebo", "Friendster", "Windows Live (?:Spaces|Messenger)", "MSN(?: Messenger)?"),
    *(
        r"Google ?\+",
        "Google Plus",
        "Google Music",
        "SkyDrive",
        "Yapper",
        r"del\.icio\.us",
        "Twitter",
        "Facebook",
    ),
    *(
        "Instagram",
        "Snapchat",
        "TikTok",
        "WhatsApp",
        "YouTube",
        "LinkedIn",
        "Vine",
        "Periscope",
        "Skype",
        "Flickr",
    ),
    *("Tumblr", "Habbo", "Yahoo! Messenger", "AIM", "Google Hangouts", "Picasa", "Adobe Flash"),
    *("Internet Explorer", "BlackBerry Messenger", "BBM"),
)


def _words(names: Iterable[str]) -> str:
    """One pattern for many names at the beginning of a word.

    Put together by first letters, and without anything before these, as the regex engine then skips what begins
    with none of them at a stroke.
    """
    by_letter: dict[str, list[str]] = {}
    for name in names:
        by_letter.setdefault(name[0], []).append(name[1:])
    return "|".join(rf"{first}(?<!\w{first})(?:{'|'.join(rest)})" for first, rest in by_letter.items())


_NAMED = re.compile(rf"(?:{_words((*_BODIES, *_SERVICES))})(?!\w)")
_PRE = re.compile(
    r"1(?<!\w1)[89]\d\d|2(?<!\w2)0\d\d|KCSIE|Keeping Children|Working Together|Guidance|Every Child|GDPR|Data Protection|Code of Practice|Standards|EYFS|Foundation|Handbook|Safer|Prevent|Sexual|Behaviour|Searching"
)
# These two are matched against small letters: the regex engine is several times quicker where it need not fold case.
_LISTING = re.compile(
    r"\b(?:linked|related|associated|other (?:useful contacts and )?(?:related|relevant)|supporting|relevant|linking) (?:\w+ ){0,2}?(?:policies|policy|documents?|documentation|procedures)|(?:read|used|viewed|considered|taken) in conjunction with|(?:read|used|considered) alongside|"
    r"links? (?:to|with) other policies|linked to the following|see also|cross[- ]refer|this policy (?:links|relates) to",
)
_POINTER = re.compile(
    r"\b(?:refer(?:red)? to|in accordance with|in line with|as per|set out in|outlined in|detailed in|described in|see|under|alongside|with reference to|contained in|part of|following|governed by|covered by|dealt with (?:as per|under)|breach of) ",
)
_LISTING_WORDS = (
    *("link", "related", "relates", "associated", "supporting", "relevant"),
    *("conjunction", "alongside", "see also", "cross"),
)
_MAY_NAME = re.compile(
    r"[ ](?:Polic|Procedure|Protocol|Code of Conduct|Plan|Statement|Agreement|Strategy|Guidelines)"
)
_POLICY_NAME = re.compile(
    r"(?:[A-Z][\w’'&/()-]*)(?:[ ,]{1,2}(?:[A-Z][\w’'&/()-]*|and|of|for|to|the|in|on|with|&)){0,9}?[ ](?:Policy|Policies|Procedures?|Protocol|Code of Conduct|Plan|Statement|Agreement|Strategy|Guidelines)(?: and Procedures?| Policy| Statement)?\b"
)
_ITEM = re.compile(r"^[•·▪\-–\s\d.)]*(?P<name>[A-Z][^.;:]{2,70}?)\s*[.;,]?$")
_NOT_NAMES = re.compile(
    r"^(?:This|The|These|Our|All|Each|Any|School|It|Related|Linked|Other|Model|Whole|Trust|Council)\s+(?:Policy|Policies|Procedures?|Protocol|Plan|Statement)$"
)
_STOP = frozenset(
    {
        "the",
        "this",
        "our",
        "see",
        "also",
        "and",
        "a",
        "an",
        "in",
        "of",
        "with",
        "please",
        "each",
        "any",
        "school's",
    }
)


def references(text: Text) -> tuple[Mention, ...]:
    """Every law, guidance, body and service that the document names, each wording once, at its first place."""
    found: dict[str, Mention] = {}
    for paragraph in body_paragraphs(text):
        for raw in _mentions(paragraph.text):
            found.setdefault(raw.casefold(), Mention(raw, paragraph.where))
    return tuple(found.values())


def _mentions(line: str) -> Iterator[str]:
    if len(line) > 20_000:
        return
    if _PRE.search(line):
        yield from (clean(match["law"])[:LONGEST] for match in _LAW.finditer(line))
        yield from (clean(match[0])[:LONGEST] for match in _GUIDANCE.finditer(line))
    yield from (match[0] for match in _NAMED.finditer(line))


def related_policies(text: Text, title: str | None) -> tuple[str, ...]:
    """Other policies that the document points to, where it says that it lists or links them."""
    own = (title or "").casefold()
    found: dict[str, str] = {}
    listing = 0
    whole = text.lower
    words = [word for word in _LISTING_WORDS if word in whole]
    for paragraph in body_paragraphs(text):
        line = paragraph.text
        announces = (
            _LISTING.search(paragraph.lower) if len(line) < 4000 and _holds(paragraph.lower, words) else None
        )
        elsewhere = (
            _pointed(line, paragraph.lower)
            if ("olicy" in line or "Procedure" in line) and _MAY_NAME.search(line)
            else []
        )
        if not (announces or listing or elsewhere):
            continue
        if announces:
            names, listing = _named(line[announces.start() :]), 25
        elif listing:
            names, listing = _listed(paragraph, line), listing - 1 if line.strip() else listing
            listing = 0 if paragraph.style.startswith("Heading") else listing
        else:
            names = []
        for name in (part for raw in [*elsewhere, *names] for part in _apart(raw)):
            if not own or not name.casefold().endswith(own):
                found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _holds(line: str, words: list[str]) -> bool:
    return any(map(line.__contains__, words))


def _apart(name: str) -> list[str]:
    """The policies of a list with one noun ("Equalities, Child Protection and Conduct Policies")."""
    if not name.endswith(" Policies"):
        return [name]
    parts = [part.strip() for part in re.split(r",| and | & ", name.removesuffix(" Policies"))]
    return [f"{part} Policy" for part in parts if part]


def _pointed(line: str, lower: str) -> list[str]:
    """The policies that sentences send their readers to ("in accordance with the Acceptable Use Policy")."""
    return [
        name
        for match in _POINTER.finditer(lower)
        for name in _named(line[match.end() : match.end() + 90])[:1]
    ]


def _named(line: str) -> list[str]:
    """The names of policies inside a sentence."""
    return [
        name
        for match in _POLICY_NAME.finditer(line)
        if (name := _trimmed(match[0])) and not _NOT_NAMES.match(name)
    ]


def _listed(paragraph: Paragraph, line: str) -> list[str]:
    """The names of policies in an item of a list."""
    names = _named(line)
    if names or len(line) > 90:
        return names if len(line) <= 200 else []
    match = _ITEM.match(line)
    return [clean(match["name"])] if match and paragraph.numbered and "policy" in line.casefold() else []


def _trimmed(name: str) -> str | None:
    words = name.split()
    while words and words[0].casefold() in _STOP:
        words.pop(0)
    return " ".join(words) if len(words) >= 2 else None
