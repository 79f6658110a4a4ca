"""The labels of document control as schools, trusts and councils write them, and what each of them means.

Sources: cover pages, footers and review tables of published school policies. A label is matched without regard to
case, punctuation or the number of blanks.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from policyclerk.domain.date_forms import levelled

Field = Literal[
    "title",
    "organisation",
    "reference",
    "version",
    "status",
    "owner",
    "author",
    "approver",
    "approved",
    "approval",  # body and date in one ("Approved:", "Ratified by governors:")
    "last",
    "next",
    "review",  # "Review date": last or next, as its neighbours tell
    "reviewer",
    "issued",
    "date",  # a bare "Date"
    "cycle",
    "minute",
    "ignored",  # a label of a control block that no field is made of; it ends the value before it
]


@dataclass(frozen=True, slots=True)
class Label:
    """A label found in a text: what it means and the stretch it takes, its colon or dash included.

    Attributes:
        firm: whether a separator follows it.
        tail: what stood behind "by" in the label ("the Governing Body" of "Date approved by the Governing Body").
    """

    field: Field
    start: int
    end: int
    firm: bool
    tail: str | None = None


_DOC = r"(?:the )?(?:policy|document|procedure|plan|protocol|handbook|statement|guide|form)"
_BODY = (
    r"(?:the )?(?:full )?(?:local )?(?:trust |academy |school )?(?:governing (?:body|board)|governors?|trustees|directors|trust board|"
    r"board(?: of (?:trustees|directors|governors))?|management(?: board)?|headteacher|head teacher|head|principal|slt|ceo|fgb|lgb|"
    r"corporation|executive|(?:[a-z&-]+ ){0,3}committee|(?:senior )?leadership team|council|proprietor)"
)
_DUE = r"(?: (?:date|due date|due|deadline|planned|by|on|in|is|is due|due by|due on|due in|is due in|is due on|will be|will be in|month|year))*"
_ON = r"(?: (?:date|on|in|by|is|was|at))*"

# Longest meaning first: where two patterns fit at one place the longer match wins.
_PATTERNS: tuple[tuple[Field, str], ...] = (
    (
        "next",
        rf"(?:date (?:of|for) |due |{_DOC} )?(?:the )?next ?(?:full |policy |scheduled |planned |formal |annual |governor |major )*(?:review|revision|update|reviewed){_DUE}",
    ),
    ("next", r"(?:policy )?review date \(next\)"),
    ("last", r"(?:policy )?review date \((?:last|latest|previous)\)|date (?:the )?(?:policy|document) (?:was )?(?:last )?(?:reviewed|revised|updated)|review completed(?: on)?"),
    ("next", rf"(?:date (?:of|for) )?(?:the )?(?:planned|scheduled|future|forthcoming) (?:review|revision){_DUE}"),
    ("next", rf"(?:date|due date|scheduled|planned|due) for (?:the )?(?:full |policy )?(?:review|revision|renewal){_DUE}"),
    ("next", rf"(?:this )?(?:{_DOC} )?(?:is |will be )?(?:to be |due to be |due for |next )(?:next )?review(?:ed)?{_DUE}"),
    ("next", r"(?:policy )?(?:review|renewal) (?:due(?: date| by| on| in)?|by|deadline)(?: date)?"),
    ("next", r"(?:re-?review|renewal|expiry|expiration) date|(?:expires|renew by|valid until)(?: on| in)?"),
    (
        "last",
        rf"(?:{_DOC} )?(?:date )?(?:of |was )?(?:the )?(?:last|latest|most recent|most recently|previous|previously) (?:full |policy |formal )?(?:review|reviewed|revision|revised|update|updated|amendment|amended|modified|modification|edited){_ON}",
    ),
    (
        "last",
        rf"(?:date|month) (?:of |when )?(?:the )?(?:last |latest |most recent )?(?:reviewed|revised|revision|updated|update|amended|amendment|modified|modification|of revision|of amendment)(?: (?:on|by))?",
    ),
    ("last", rf"(?:this )?{_DOC} (?:was )?(?:last )?(?:reviewed|revised|updated|amended){_ON}"),
    ("last", r"(?:reviewed|revised|updated|amended|modified|revision|amendment|modified|update)(?: (?:date|on|and updated(?: on)?|and approved(?: on)?|and agreed(?: on)?))*"),
    ("last", r"this version agreed on|this version(?: dated)?|(?:date of (?:this |current )version|version date|current version date)"),
    ("review", r"(?:policy |document )?review(?:ed)? ?date|date of (?:policy )?review|review(?: on)?|date of reviews?"),
    (
        "approved",
        rf"(?:date|month) (?:of |it was |when )?(?:approved|ratified|adopted|authorised|authorized|agreed|minuted|approval|ratification|adoption|agreement|authorisation|last approved|last approval|endorsed)(?: (?:on|at|in))?(?: by {_BODY})?",
    ),
    (
        "approved",
        rf"(?:last |first |original )?(?:policy )?(?:approval|ratification|adoption|authorised|authorisation|approved|ratified|adopted|agreed|adoption) (?:date|on|in)(?: by {_BODY})?",
    ),
    ("approved", rf"(?:this )?{_DOC} was (?:approved|ratified|adopted|agreed) (?:on|in)|last approved(?: on)?"),
    ("approval", rf"(?:this )?(?:{_DOC} )?(?:was |formally |last )?(?:approved|ratified|adopted|agreed|authorised|authorized|endorsed)(?: and (?:adopted|approved|ratified|agreed))? by (?:{_BODY})(?: (?:on|at|in|date))?"),
    ("approval", r"(?:approved|ratified|adopted|agreed|authorised|authorized)(?: and (?:adopted|approved|ratified|agreed))?"),
    (
        "approver",
        r"(?:approved|ratified|adopted|authorised|authorized|agreed|signed off|endorsed)(?: and (?:approved|issued|adopted|ratified))? by(?: \((?:name|body|board)\))?|(?:policy |document )?approver(?:\(s\)|s)?|approving (?:body|committee|authority|manager)|approval (?:body|authority|level|by|committee)|"
        r"(?:governor|governors|board|trust board|governing body) approval|(?:responsible|reviewing|governors?'?|lead) committee|committee(?: responsible)?|approved at|ratifying body|body responsible for approval",
    ),
    (
        "owner",
        r"(?:policy |document |process |procedure |business )?owner(?:\(s\)|s)?(?: name| role| title)?|owners? name|lead|(?:named )?(?:person|member of staff|staff(?: member)?|officer|post|role|individual|lead|department|slt member)(?:\(s\)|s)? responsible(?: for (?:this |the )?(?:policy|document|review))?|"
        r"responsible (?:person|officer|owner|staff|lead|post|department|individual|manager|member of staff|slt)(?:\(s\)|s)?|(?:policy |document )(?:lead|manager|holder|co-?ordinator|custodian)|responsibility(?: of)?|responsible(?: for policy)?|"
        r"(?:statutory )?executive lead|slt (?:lead|link|owner)|school leadership leads?|lead (?:officer|person|member of staff|professional)|co-?ordinator|maintained by",
    ),
    ("author", r"(?:policy |document |original |revision )?(?:author|writer)(?:\(s\)|s)?(?: name)?|(?:prepared|written|created|produced|drafted|compiled|authored|developed|issued) by|prepared for"),
    ("reviewer", r"(?:last |latest )?(?:reviewed|revised|modified|updated|amended|edited|checked) by|reviewer(?:\(s\)|s)?"),
    (
        "version",
        r"(?:document |policy |current |latest )?(?:version|issue|revision|edition)(?: (?:number|no|num|status|ref|reference|#))?\.?(?: ?#)?|ver(?: no)?\.?|v(?=\s?[:.]?\s?[0-9])\.?|rev(?: no)?\.?(?=[\s:.]{0,2}[0-9])",
    ),
    (
        "reference",
        r"(?:document|policy|procedure|form|control|file|doc) ?(?:number|no|reference(?: number| no)?|ref(?: no)?|id|identifier|code)\.?|reference(?: number| no| code)?|ref(?: no)?|(?:our )?ref\.?|doc\.? id|policy #|identification code",
    ),
    ("title", r"(?:policy|document|procedure|plan|standard) ?(?:title|name)|(?:title|name) of (?:the )?(?:policy|document|procedure)|title|document|policy|subject"),
    ("organisation", r"(?:name of )?(?:the )?(?:school|academy|trust|organisation|organization|company|college|federation|council|agency|client)(?: name)?"),
    ("status", r"(?:document |policy |approval )?status|(?:current )?state"),
    (
        "cycle",
        rf"(?:policy |document )?(?:review|revision) (?:cycle|period|frequency|interval|requirements?|schedule|term|timescale|frequency \(months\))|frequency of (?:the )?(?:policy )?review|(?:cycle|frequency) of review|to be reviewed every|how often reviewed|reviewed every|review every",
    ),
    (
        "issued",
        r"(?:date )?(?:first )?(?:issued?|published|publication|released?|effective|implementation|implemented|created?|creation|commencement|applicable) (?:date|on|from)|date (?:of )?(?:first )?(?:issued?|published|publication|release|released|created|creation|implementation|implemented|effective|policy|of policy|of the policy|written|policy written|this policy|document|produced|prepared)|"
        r"(?:issued|published|released|created)(?: on)?|(?:document|policy) date|plan date|dated|effective(?: from)?|in force from|valid from|date effective|date applied|applies from",
    ),
    ("minute", r"minute (?:no|number|ref|reference)\.?|minuted?"),
    ("date", r"date"),
    (
        "ignored",
        r"signed|signature|print(?:ed)? name|name|position|job title|page|classification|contact|tel|telephone|email|e-mail|linked (?:policies|documents)|related (?:policies|documents|documentation)|category|audience|primary audience|distribution|location|document location|scope|purpose|"
        r"nominated governor|link governor|monitoring governor|publish(?:ed)? on (?:the )?(?:trust |school )?website|department|statutory|website|policy type|type|level|document type|supersedes|replaces(?: policy)?|documents? superseded|language|target audience|keywords|confidentiality|domain|policy area|line of business|version history|chair(?: of governors)?|headteacher|summary of changes?|changes|reason for (?:review|change)|consultation|consulted",
    ),
)
_WHOLE = tuple((field, re.compile(rf"(?:{pattern})\s*")) for field, pattern in _PATTERNS)
_GAPS = re.compile(r" (\??)")


def _gap(match: re.Match[str]) -> str:
    """A blank of a pattern as it may stand in a line: up to three blanks, none where it is optional."""
    return "[ ]{0,3}" if match[1] else "[ ]{1,3}"


_HEADS = tuple(
    (field, re.compile(rf"(?:{_GAPS.sub(_gap, pattern)})(?:(?![a-z0-9'’])|(?<=\bv)(?=\d))", re.IGNORECASE)) for field, pattern in _PATTERNS
)
_ANY = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _HEADS), re.IGNORECASE)
_START = re.compile(r"(?:^|(?<=[\t|;•·▪\n(,–-])|(?<=\s\s)|(?<=[0-9a-z).] ))(?=[A-Za-z])", re.IGNORECASE)
_BLANKS = str.maketrans({"\u00a0": " ", "\u2002": " ", "\u2003": " ", "\u2009": " ", "\u202f": " "})
_COLON = re.compile(r"(?:\s{0,3}\([^()]{0,40}\))?\s{0,3}(?::-?|\|(?=\s)|\t+)\s*")
_VAGUE: frozenset[Field] = frozenset({"organisation", "title", "status", "reference", "owner", "author", "ignored", "approver"})
"""Labels that are common words: only a colon, a bar or a tab makes them labels."""
_INSIDE = frozenset({"next", "last", "review", "approved", "approval", "version", "cycle", "issued", "date"})
"""Labels that may also stand behind a value with nothing but a blank between ("Version 1.0 Reviewed: June")."""
_SEPARATOR = re.compile(r"(?:\s{0,3}\([^()]{0,40}\))?\s{0,3}(?::-|[:=]|[-–—](?=\s|\d)|\||\t+|\.{3,}|…)\s*|\s{4,}")
_NUMBERED = re.compile(r"^\s*(?:\(?[0-9]{1,2}(?:\.[0-9]{1,2})?[.)]?|\(?[a-z][.)])\s+", re.IGNORECASE)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_KEYWORDS = (
    "review revis version issue approv ratif adopt agreed authoris authoriz owner author date updat amend modif status ref policy document title effective "
    "school publish minute rev responsib prepared written created expir valid renew edition lead ordinator organi company trust endorsed released committee "
    "frequency subject name scope page v1 v2 v3 v4 v0"
).split()
_SEPARATORS = frozenset(":\t|=0123456789–-…")


def may_hold_label(lower: str) -> bool:
    """A cheap look whether a line, in small letters, can hold a label with a value at all."""
    return not _SEPARATORS.isdisjoint(lower) and any(word in lower for word in _KEYWORDS)


@lru_cache(maxsize=4096)
def field_of(text: str) -> Field | None:
    """The meaning of a text that is a label as a whole (a cell, a column heading); None where it is none."""
    if len(text) > 90:
        return None
    level = _levelled_label(text)
    if not level:
        return None
    for field, pattern in _WHOLE:
        if pattern.fullmatch(level):
            return field
    return None


def _levelled_label(text: str) -> str:
    """A label in small letters without number, colon, brackets and stars."""
    text = _NUMBERED.sub("", levelled(text).strip())
    text = _CAMEL.sub(" ", text) if " " not in text.strip() else text
    text = re.sub(r"\((?!s\))[^()]*\)|[*:?_]|\s-\s*$", " ", text.casefold())
    return " ".join(text.replace("/", " ").split()).rstrip(" .-,;")


def labels_in(text: str) -> list[Label]:
    """The labels of a line in order; those without a separator are not firm and need a value that proves them."""
    text = text.translate(_BLANKS)
    found: list[Label] = []
    at = 0
    for start in _START.finditer(text):
        if start.start() < at:
            continue
        label = _label_at(text, start.start())
        if label is not None and _stands_free(text, label):
            found.append(label)
            at = label.end
    return found


def _stands_free(text: str, label: Label) -> bool:
    """Whether a label begins a line or a part of it, or is of the kind that needs no beginning."""
    return _at_segment_start(text, label.start) or (label.firm and label.field in _INSIDE)


def _at_segment_start(text: str, at: int) -> bool:
    before = text[:at].rstrip(" ")
    return not before or before[-1] in "\t|;\n•·▪(" or text[max(0, at - 3) : at].isspace()


def _label_at(text: str, at: int) -> Label | None:
    if not _ANY.match(text, at):
        return None
    best: tuple[int, Field] | None = None
    for field, pattern in _HEADS:
        match = pattern.match(text, at)
        if match and match.end() > at and (best is None or match.end() > best[0]):
            best = match.end(), field
    if best is None:
        return None
    end, field = best
    separator = (_COLON if field in _VAGUE else _SEPARATOR).match(text, end)
    if separator and separator.end() > end:
        return Label(field, at, separator.end(), firm=True, tail=_tail(text[at:end]))
    return Label(field, at, end, firm=False, tail=_tail(text[at:end]))


_BY = re.compile(rf"\bby ({_BODY})", re.IGNORECASE)
_LEADING_THE = re.compile(r"^the\s+", re.IGNORECASE)


def _tail(label: str) -> str | None:
    """The body that a label names, without its article."""
    match = _BY.search(label)
    return _LEADING_THE.sub("", match[1]).strip() if match else None
