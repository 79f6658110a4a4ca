"""Reviews and approvals that are told in a sentence ("It will be reviewed annually by the Governing Body.")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from policyclerk.domain.cycles import read_cycle
from policyclerk.domain.dates import DateClaim, dates_in
from policyclerk.domain.document import CycleClaim
from policyclerk.word.claim_lines import MIDDLE_WORDS
from policyclerk.word.own_names import names_another, names_quite_another, own_names
from policyclerk.word.people import is_name, is_role
from policyclerk.word.sentence_before import is_of_something_else
from policyclerk.word.text import Paragraph, Text
from policyclerk.word.values import clean

_KEYWORDS = re.compile(
    r"review|adopted|approved|ratified|agreed|revised|updated|amended|issued|of issue|once a year|once per year"
)
_DIGIT = re.compile(r"\d")
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)”\"])(?<!\bSt)[.!?]\s+(?=[A-Z“\"(])|\n")
_DOC = r"(?:policy|policies|document|procedures?|protocol|plan|statement|handbook|guidelines|guidance|standards?|code|charter|scheme(?!s? of (?:work|learning))|scope|programme|framework|report|manual|methodology|notice(?!\s(?:period|board)))"
_SUBJECT = re.compile(
    rf"\b(?:this|the|these|our|all|every(?=\s(?:policy|procedure)))\s+(?:[\w'’&/-]+\s+){{0,6}}?{_DOC}\b|\bownership of this\b|"
    rf"^(?!(?:an?|any|another|no|each(?!\s(?:policy|procedure)))\s)(?:the\s)?(?:[\w-]+\s){{0,4}}{_DOC}\b",
    re.IGNORECASE,
)
_THE_OTHER = re.compile(rf"^the {_DOC}\b", re.IGNORECASE)
_ANOTHER = re.compile(
    r"\b(?:policies|procedures) (?:in place|on|for|about|surrounding)|\b(?:a|an|separate|another) (?:[\w-]+ ){0,3}(?:policy|procedure)\b",
    re.IGNORECASE,
)
_IT = re.compile(r"^(?:it|this|they)\b", re.IGNORECASE)
_TO_BE = re.compile(r"^(?:(?:it )?is )?to be re-?viewed\b", re.IGNORECASE)
"""The rest of a sentence whose subject is the one before ("Policy agreed 8/1/25. To be reviewed annually.")."""
_FREQUENCY = (
    r"(?:(?:at least|minimum of|no less than|a minimum)\s+)?(?:bi-?annual(?:ly)?|annual(?:ly|(?!\s+(?:[\w'’]+\s+){0,2}?meeting))|yearly|termly|quarterly|bienn?ial(?:ly)?|trienn?ial(?:ly)?|half[- ]yearly|"
    r"(?:on an? )(?:annual|yearly|biennial|termly|regular annual) basis|(?:once|twice|three times)\s+(?:a|an|per|each|every|in every)\s+(?:(?:school|academic|calendar)\s+)?(?:year|term|month)|"
    r"every\s+(?:(?:two|three|four|five|six|twelve|eighteen|other|second|third|\d{1,2})\s*(?:\(\d{1,2}\)\s*)?)?(?:school |academic |calendar )?(?:years?|months?|terms?)|each (?:school |academic |calendar )?year|on a (?:two|three|four|\d)[- ]year(?:ly)? (?:cycle|basis)|(?:two|three|four|\d)[- ]yearly)"
)
_REVIEWED = re.compile(
    rf"\b(?:review(?:ed|s)?|re-?visited|updat(?:ed|es)|revised)\b(?P<gap>[^.;]{{0,90}}?)\b(?P<how>{_FREQUENCY})",
    re.IGNORECASE,
)
_REVIEW_AFTER = re.compile(
    rf"\b(?P<how>{_FREQUENCY})\s+(?:[a-z]+\s+){{0,3}}?(?:review|basis by|by the (?:governing body|governors|trustees|board))",
    re.IGNORECASE,
)
_OWNER_CHECKS = re.compile(
    rf"\bowner of this document\b|\bdocument['’]?s owner\b.{{0,200}}?(?P<how>{_FREQUENCY})", re.IGNORECASE
)
_CYCLE_OF = re.compile(
    r"\b(?P<how>(?:one|two|three|four|five|\d)[- ]year(?:ly)?)\s+(?:review\s+)?cycle\b|"
    r"\breview (?:cycle|period|frequency)\b[^.;,]{0,40}?\bis\s+(?P<long>(?:every )?(?:one|two|three|four|five|\d) years?|annual(?:ly)?)\b",
    re.IGNORECASE,
)
_NOT_OURS = re.compile(
    r"\b(?:access|risks?|logs?|training|incidents?|rights|privileges|permissions|backups?|accounts?|passwords?|contracts?|records|registers?|systems?|audit|results|firewalls?|suppliers?|vendors?|inventory|agreements?|assessments?|exceptions?|exemptions?|waivers?)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_MEETING = r"(?:\s+at\s+(?:(?:its|the|a|their)\s)?[^.;:]{0,50}?meeting(?:\s+of\s+[^.;:]{2,80}?)?(?:,?\s+(?:which was\s+)?held)?)?"
_NEXT = re.compile(
    rf"\bnext\s+(?:full\s|formal\s|scheduled\s|planned\s)?review(?:\s+of\s+(?:this|the)\s+(?:[\w-]+\s){{0,3}}{_DOC})?(?:\s+date)?\s+(?:is|will be|will take place|is due|due|is planned|is scheduled|takes place|to take place)(?:\s+(?:due|planned|scheduled|held|for|to take place))?\s*(?:in|on|by|for|before)?\s*|"
    rf"\b(?:{_DOC}|it)\s+(?:will|is to|shall|should)\s+(?:next\s+)?be\s+(?:next\s+)?(?:formally\s)?reviewed(?:\s+again)?(?:\s+by\s+[^.;]{{2,60}}?)?{_MEETING}\s+(?:in|on|by|before|no later than)\s+|"
    r"\b(?:is\s+)?due\s+(?:for\s+(?:its\s+next\s+)?review|to\s+be\s+reviewed)(?:\s+again)?\s+(?:in|on|by|before)\s+|"
    r"\breview\s+is\s+(?:due|scheduled|planned)\s+(?:for|in|on|by)\s+|"
    r"^(?:to\s+be|due\s+to\s+be|due\s+for)\s+(?:next\s+)?review(?:ed)?(?:\s+again)?\s+(?:in|on|by|before)\s+|"
    r"^(?:the\s+)?next\s+(?:full\s|formal\s)?review(?:\s+date)?\s*[:–-]?\s+(?=\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|autumn|spring|summer|michaelmas|lent))|"
    rf"\b(?:and|which)\s+(?:it\s+)?(?P<doc>will|is\s+(?:due\s+)?to|shall)\s+(?:next\s+)?be\s+(?:next\s+)?reviewed(?:\s+again)?(?:\s+by\s+[^.;]{{2,60}}?)?\s+(?:in|on|by|before)\s+|"
    rf"\b(?:will|shall)\s+(?:next\s+)?(?:re-?view|revisit|look\s+at)\s+(?:(?P<it>it)|(?:this|the)\s+(?:\w+\s)?{_DOC})(?:\s+again)?{_MEETING}\s+(?:in|on|before)\s+",
    re.IGNORECASE,
)
_DATE_AHEAD = (
    r"(?=(?:the\s+)?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s+)?(?:the\s+)?(?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b|"
    r"(?:autumn|spring|summer|michaelmas|lent)\b))"
)
_LAST = re.compile(
    rf"\b(?P<doc>{_DOC}|version|it)\s+(?:was|has been|were)\s+(?:last\s+|most recently\s+|first\s+)?(?:reviewed|revised|updated|amended|written|rewritten|produced|issued|published|prepared|developed)(?:\s+and\s+\w+)?(?:\s+by\s+[^.;]{{2,80}}?)?\s*(?:in|on|during)?\s+{_DATE_AHEAD}|"
    rf"\b(?P<and>and|which|then|,(?=\s(?:was|has been|were)\b))\s+(?:(?:was|has been)\s+)?(?:last\s+|most recently\s+)?(?:reviewed|revised|updated|amended)(?:\s+by\s+[^.;]{{2,80}}?)?\s*(?:in|on)?\s+{_DATE_AHEAD}|"
    rf"\breviewed\b[^.;]{{0,90}},\s+(?P<recent>most recently|last)\s+(?:in|on)\s+{_DATE_AHEAD}|"
    rf"\bdate\s+of\s+(?:issue|publication|(?:the\s+)?(?:last\s+|latest\s+)?review)\s+of\s+this\s+{_DOC}\s+(?:is|was)\s+{_DATE_AHEAD}|"
    r"^(?:\(?\s*)(?:(?:this\s+)?(?:policy|document)\s+)?(?:last\s+)?(?:reviewed|revised|updated)(?:\s+by\s+(?P<who>[^.;:]{2,60}?))?\s+(?:in|on)\s+",
    re.IGNORECASE,
)
_APPROVED = re.compile(
    rf"(?:\b(?P<doc>{_DOC}|version|it)\s+(?:was|has been)\s+(?:formally\s+|last\s+)?|^(?:(?:policy|document)\s+)?)(?:adopted|approved|ratified|agreed)(?:\s+and\s+\w+)?(?:\s+by\s+(?P<body>(?:\b[a-z]\.|[^.;:]){{2,80}}?))?{_MEETING}(?:\s*(?:in|on|of|at|:|-|–)?\s+|\s+\(){_DATE_AHEAD}|"
    rf"\b(?P<and>and|which|then|,(?=\s(?:was|has been)\b))\s+(?:(?:was|has been)\s+)?(?:formally\s+|last\s+)?(?:adopted|approved|ratified|agreed)(?:\s+by\s+(?P<body3>(?:\b[a-z]\.|[^.;:,]){{2,80}}?))?\s*(?:in|on)?\s+{_DATE_AHEAD}|"
    rf"\b(?P<body2>governors|(?:the )?(?:full |local )?governing (?:body|board)|(?:the )?board of (?:trustees|directors|governors|management)|trustees|the (?:trust )?board|corporation|senate|directors|(?:the\s)?(?:[a-z&-]+\s){{1,3}}committee)(?:\s+(?:of|at)\s+(?:St\.|[^.;:]){{2,60}}?)?\s+(?:formally\s+)?(?:adopted|approved|ratified|agreed)\s+(?:(?P<it>it)|(?:this|the)\s+(?:\w+\s)?{_DOC}){_MEETING}\s+(?:in|on|at)\s+",
    re.IGNORECASE,
)
_OURS = re.compile(r"\b(?:this|these|our)\s+(?:[\w'’&/-]+\s+){0,6}$", re.IGNORECASE)
_THE = re.compile(r"(?:^|\s)the\s+$", re.IGNORECASE)
_OWN_KIND = re.compile(
    r"polic(?:y|ies)|document|procedures?|plan|protocol|statement|handbook|code|scheme", re.IGNORECASE
)


@dataclass(slots=True)
class Told:
    """What sentences tell: dates with their places, and cycles."""

    next: list[DateClaim] = field(default_factory=list)
    last: list[DateClaim] = field(default_factory=list)
    approved: list[DateClaim] = field(default_factory=list)
    bodies: list[str] = field(default_factory=list)
    cycles: list[CycleClaim] = field(default_factory=list)


_TELLING = (*MIDDLE_WORDS, "of issue", "was issued", "once ")
"""Without one of these, in small letters, a paragraph tells nothing; of them most are asked for labels as well."""
_WHEN = re.compile(r"[0-9]|annual|year|term|month|quarter|enn?ial")
"""Nor does one without a part of a date or of a frequency."""


def told(text: Text) -> Told:
    """Every review, approval and cycle that a sentence of the document tells."""
    out = Told()
    own = ""
    for paragraph in text.holding(_TELLING):
        if len(paragraph.text) < 4000 and _WHEN.search(paragraph.lower):
            own = own or own_names(text)
            _paragraph(paragraph, out, own)
    return out


def _paragraph(paragraph: Paragraph, out: Told, own: str) -> None:
    sentences = list(_sentences(paragraph.text))
    telling = [number for number, sentence in enumerate(sentences) if _may_tell(sentence)]
    about_document, before = False, ""
    in_table = ", table " in paragraph.where  # there the cells beside tell what "Approved May 2024" is about
    for number, sentence in enumerate(sentences[: telling[-1] + 1] if telling else ()):
        others = before == _A_SEPARATE and (_IT.match(sentence) or _THE_OTHER.match(sentence))
        if others or names_another(_PARAGRAPH_NUMBER.sub("", sentence), own):
            about_document, before = False, _A_SEPARATE
            continue
        ours = bool(_SUBJECT.search(sentence)) and not (
            _THE_OTHER.match(sentence) and _ANOTHER.search(before)
        )
        led = ours or about_document
        lone = not led and (in_table or is_of_something_else(before))
        if number in telling and not lone:
            _dates(sentence, paragraph.where, out, it_is_ours=led)
            if ours or (about_document and (_IT.match(sentence) or _TO_BE.match(sentence))):
                _cycle(sentence, paragraph.where, out, own)
        about_document, before = about_document or ours, sentence


def _may_tell(sentence: str) -> bool:
    """A cheap look whether a sentence tells of a review or an approval, and of when or how often."""
    lower = sentence.lower()
    return _WHEN.search(lower) is not None and _KEYWORDS.search(lower) is not None


_PARAGRAPH_NUMBER = re.compile(r"^\(?\d+(?:\.\d+)*[.)]?\s+")
_A_SEPARATE = "a separate policy"
"""Stands for a sentence about another document: "It" and "The policy" behind it are that one."""


def _sentences(text: str) -> Iterator[str]:
    yield from (part.strip() for part in _SENTENCE_END.split(text) if part and part.strip())


def _dates(sentence: str, where: str, out: Told, *, it_is_ours: bool) -> None:
    if not _DIGIT.search(sentence):
        return
    for pattern, target in ((_NEXT, out.next), (_LAST, out.last), (_APPROVED, out.approved)):
        for match in pattern.finditer(sentence):
            claim = _date_at(sentence, match.end(), where)
            if claim is None or not _is_ours(match, sentence, it_is_ours=it_is_ours):
                continue
            target.append(claim)
            target.extend(_goes_on(sentence, match.end(), where) if pattern is _LAST else ())
            named = (match["body"] or match["body2"] or match["body3"]) if pattern is _APPROVED else None
            if named:
                body = _ENDING.sub("", clean(named))
                body = _ARTICLE.sub("", body)
                approver = not set(body.casefold().split()) <= _NO_APPROVERS
                out.bodies += [body] if approver else []


def _is_ours(match: re.Match[str], sentence: str, *, it_is_ours: bool) -> bool:
    """Whether what was reviewed or approved is this document: "the guidance" and "the council's policy" are others'."""
    kind = match["doc"]
    before = sentence[: match.start()]
    if _BY_OTHERS.search(match[0]) or (match.re is _LAST and match["who"] and not _may_review(match["who"])):
        return False
    if kind and match.re is _LAST and _MODEL.search(before):
        return False
    if match.re is not _LAST and match["it"]:
        return it_is_ours and (len(before.split()) < SHORT_SUBJECT or _SAID.search(before) is not None)
    if match.re is not _NEXT and match["and"]:
        own = _JUST_NAMED if match["and"].casefold() == "which" else _DONE_TO_IT
        return it_is_ours and own.search(before) is not None
    if match.re is _LAST and match["recent"]:
        return it_is_ours and _OF_ITSELF.search(before) is not None
    if kind is None:
        named = match.re is not _NEXT or _SUBJECT.search(match[0]) is not None
        return named or _leads_to_review(before, it_is_ours=it_is_ours)
    if kind.casefold() == "it" or match.re is _NEXT:
        return it_is_ours
    plain = not before.strip() or _THE.search(before) is not None
    return _OURS.search(before) is not None or (plain and _OWN_KIND.fullmatch(kind) is not None)


def _may_review(who: str) -> bool:
    """Whether those who are said to have reviewed something are people of the school, and no specialist who looked at something else."""
    plain = is_role(who) or is_name(who) or _OF_THE_SCHOOL.search(who) is not None
    return plain and _CLAUSE.search(who) is None


def _leads_to_review(before: str, *, it_is_ours: bool) -> bool:
    """Whether what stands before "next review is due in" leaves it to be the document's."""
    if _ANY_ONE.search(before):
        return False
    ours = _SUBJECT.search(before) or (it_is_ours and _IT.match(before))
    return bool(ours or _NO_SUBJECT.match(before))


_BY_OTHERS = re.compile(
    r"\bby (?:the )?(?:dfe|department|government|ministry|secretary of state|ofsted|ofqual|jcq|hse|ico|nspcc)\b",
    re.IGNORECASE,
)
_MODEL = re.compile(r"\b(?:model|template|specimen)\s*$", re.IGNORECASE)
"""Before "policy was updated": those who wrote the model did, not the school."""
_OF_THE_SCHOOL = re.compile(
    r"\b(?:govern\w*|trustees?|board|committee|staff|team|slt|smt|directors?|council|body|lgb|fgb|head\w*)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\b(?:who|which|that|whose)\b", re.IGNORECASE)
_ANY_ONE = re.compile(rf"\b(?:each|every|any|an?)\s+(?:[\w-]+\s)?{_DOC}\b", re.IGNORECASE)
"""One of many: "The SENCO reviews each plan"."""
_NO_SUBJECT = re.compile(
    r"(?:(?:the|its|our|date|of|due|and|for|full|formal|following|subsequent|scheduled|planned)\s+)*$|"
    r"\W*(?:last\s+|was\s+)?(?:approved|adopted|ratified|agreed|reviewed|revised|updated|written|created|version|date)\b",
    re.IGNORECASE,
)
"""What a review may follow in a sentence that names nothing else: "Approved in May 2024, next review is due in"."""
_LISTING = re.compile(r"\s*(?:,|and|&|, and)\s*(?:(?:again|on|in)\s+){0,2}", re.IGNORECASE)
SHORT_SUBJECT = 7
"""Words before "it": fewer are who did it ("The governors approved it")."""
_SAID = re.compile(rf"\b(?:it|{_DOC})\b", re.IGNORECASE)
_JUST_NAMED = re.compile(rf"\b(?:this|our|the)\s+(?:[\w'’&/-]+\s+){{0,6}}?{_DOC},?\s*$", re.IGNORECASE)
"""What "which" may stand for: the document, if it has just been named."""
_DONE_TO_IT = re.compile(
    rf"(?:\b(?:this|our|the)\s+(?:[\w'’&/-]+\s+){{0,6}}?{_DOC}|^it)\s+(?:was|is|has been)\s+(?:\w+\s+)?(?:\w+(?:ed|en)|drawn|made|set|put|brought)\b"
    r"(?!.*\b(?:that|which|who|line|based|model|guidance|legislation|act|regulations|kcsie)\b)",
    re.IGNORECASE,
)
"""What "and reviewed in" goes on with: something that was done to the document, with nothing else named since."""
_OF_ITSELF = re.compile(
    rf"(?:\b(?:this|our|the)\s+(?:[\w'’&/-]+\s+){{0,4}}?{_DOC}(?:\s+itself)?|^it)\s+(?:is|was|has been)\s+$",
    re.IGNORECASE,
)
"""Before "reviewed by governors every two years, most recently on"."""
_ENDING = re.compile(r"\s+(?:on|in|at|dated?)$", re.IGNORECASE)
_ARTICLE = re.compile(r"^the ", re.IGNORECASE)
_NO_APPROVERS = frozenset(
    {"staff", "all", "the", "our", "and", "parents", "carers", "pupils", "students", "children"}
)
"""Words for those who agree to a policy, and approve none."""


def _date_at(sentence: str, at: int, where: str) -> DateClaim | None:
    """The date that begins within a few letters of `at`."""
    found = next((one for one in dates_in(sentence, where) if at - 3 <= one.start <= at + 12), None)
    return found.claim if found and found.claim.known else None


def _goes_on(sentence: str, at: int, where: str) -> Iterator[DateClaim]:
    """The dates that follow the one at `at` in a list ("reviewed on 5 May 2024 and 3 May 2025")."""
    listed = [one for one in dates_in(sentence, where) if one.start >= at - 3]
    for one, following in pairwise(listed):
        if not _LISTING.fullmatch(sentence[one.end : following.start]):
            return
        if following.claim.known:
            yield following.claim


def _is_about_document(said: str) -> bool:
    """Whether what is reviewed is the document: it is named before the review, in the same part of the sentence."""
    part = re.split(r"[;:]\s", said)[-1].strip()
    return bool(_SUBJECT.search(part) or _IT.match(part) or _TO_BE.match(part))


_WHAT = re.compile(
    rf"\b(?:review|update)s?\s+(?P<what>(?:the|our|their|its|all|any|each)\s+(?:[\w'’&/-]+\s+){{1,5}}?{_DOC}\b)",
    re.IGNORECASE,
)
"""What somebody reviews, as it is named right behind the verb."""


def _is_of_another(match: re.Match[str], own: str) -> bool:
    """Whether another document is what is reviewed ("Staff review the safety plan annually")."""
    what = _WHAT.match(match[0])
    return what is not None and names_quite_another(what["what"], own)


def _cycle(sentence: str, where: str, out: Told, own: str) -> None:
    for pattern in (_REVIEWED, _REVIEW_AFTER, _OWNER_CHECKS):
        match = pattern.search(sentence)
        if match and (not _is_about_document(sentence[: match.end()]) or _is_of_another(match, own)):
            continue
        if match and match.group("how") and not _NOT_OURS.search(sentence[: match.start()]):
            claim = read_cycle(match.group("how"), where)
            if claim is not None:
                out.cycles.append(CycleClaim(clean(match[0]), claim.months, where))
                return
    match = _CYCLE_OF.search(sentence) if "review" in sentence.lower() else None
    if match and _is_about_document(sentence) and not _NOT_OURS.search(sentence[: match.start()]):
        claim = read_cycle(match["how"] or match["long"], where)
        out.cycles += [CycleClaim(clean(match[0]), claim.months, where)] if claim and claim.months else []
