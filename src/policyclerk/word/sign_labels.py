"""The labels of sign blocks: "Signed", "Print name", "Date", "Position", and what stands behind them."""

import re
from collections.abc import Iterator
from typing import Literal

from policyclerk.domain.date_forms import month_number
from policyclerk.domain.dates import read_date
from policyclerk.word.people import is_name, is_prose, is_role
from policyclerk.word.values import clean, is_placeholder

Key = Literal["sign", "name", "date", "role"]
_SIGN = r"(?:[A-Za-z][\w'’&./()-]*[ ]+){0,7}?(?:signed(?:[ ]off)?|signature(?:\(s\)|s)?|sign(?=\s*[:_…]))(?:[ ]+(?:by|of|on behalf of|for and on behalf of|for)\b[^:_…\t(.]{0,70}?)?"
_WELSH = r"(?:llofnod(?:wyd)?(?: gan)?|dyddiad|enw(?: mewn llythrennau bras)?|swydd|safle|r[oô]l)"
KEY = re.compile(
    r"(?:^|[\t_…)]\s*|\.{3,}\s*|\s{2,}|(?<=\S)\s(?=(?:date|dated|print|name|position|signed|signature)\b[^:\t]{0,14}[:_…]))"
    rf"(?:{_WELSH}\s?/\s?)?(?:"
    rf"(?P<sign>{_SIGN})|"
    r"(?P<name>(?:print(?:ed)?|full|typed|block)?[ ]?(?:your[ ])?names?(?:[ ]of[ ](?:the[ ])?(?:signatory|governor|chair|trustee|director|head ?teacher|employee|staff|parent|carer|pupil|student|child|volunteer))?(?:[ ]?\(?(?:print(?:ed)?|in capitals|block capitals|please print)\)?)?|print(?:ed)?|(?:employee|staff|parent|pupil|student|child)['’s]*[ ]name)|"
    r"(?P<date>date(?:d)?(?:[ ](?:signed|of signature|of signing|approved))?|(?:review|approval|signing)[ ]date)|"
    r"(?P<role>position|role(?:[ ]of[ ](?:the[ ])?(?:signatory|governor|chair|trustee|director|head ?teacher|employee|staff|parent|carer|pupil|student|child|volunteer))?|job title|title|designation|capacity|office|post)"
    rf")(?:\s?/\s?{_WELSH})?"
    r"\s*(?:\((?P<hint>[^()]{2,60})\))?\s*(?P<sep>:-?|[-–](?=[\s_.…])|(?=_{2,}|\.{3,}|…|\t|\s{3,})|$)",
    re.IGNORECASE,
)


def starts_block(text: str) -> bool:
    """Whether a text begins with the label of a signature."""
    match = KEY.match(text) if "sign" in text.lower() else None
    return bool(match and match["sign"] and not is_prose(match["sign"].casefold().replace(" by ", " ")))


_DATED = re.compile(r"dated?\b", re.IGNORECASE)  # "Date signed off" is a date


def keys_in(text: str) -> Iterator[re.Match[str]]:
    """The labels of a sign block in a line; a second "Signature of ..." without colon or line is a prompt, no label."""
    signed = False
    for match in KEY.finditer(text):
        if match["sign"] and (
            _DATED.match(match["sign"])
            or _is_sentence(match, text)
            or (
                signed
                and match["sep"] == ""
                and "_" not in text
                and text[match.end() :][:1] not in (".", "…")
            )
        ):
            continue
        signed = signed or bool(match["sign"])
        yield match


def _is_sentence(match: re.Match[str], text: str) -> bool:
    """Whether "signed" is a word of a sentence and no label."""
    label = match["sign"]
    if is_prose(label.casefold().replace(" by", "")):
        return True
    rest = text[match.end() :]
    if match["sep"] == "" and rest and rest[0] not in "_.…\t" and not rest.startswith("   "):
        return True
    return match["sep"] in ("-", "–") and is_prose(rest)


def kind_of(key: re.Match[str]) -> Key:
    """What a label asks for."""
    return "sign" if key["sign"] else "name" if key["name"] else "date" if key["date"] else "role"


def values_of(keys: list[re.Match[str]], text: str) -> Iterator[tuple[re.Match[str], str]]:
    """Each label with what stands behind it, up to the next."""
    for number, match in enumerate(keys):
        end = keys[number + 1].start() if number + 1 < len(keys) else len(text)
        if number + 1 < len(keys) and text[end : end + 1] in "_.…)":
            end += 1
        yield match, text[match.end() : end]


_LABEL_ROLE = re.compile(
    r"^(?P<pre>.*?)(?:['’]s?)?\s*\b(?:signed(?: off)?|signatures?|sign)\b\s*(?:(?:by|of|on behalf of|for and on behalf of|for)\b\s*(?P<post>.*))?$",
    re.IGNORECASE,
)


def role_in_label(label: str) -> str | None:
    """The office in "Signature of the Chair", "Manager signed", "Signed on behalf of the governing body"."""
    match = _LABEL_ROLE.match(clean(label))
    if not match:
        return None
    for text in (match["pre"], match["post"]):
        role = clean(text or "").removeprefix("the ").removeprefix("The ")
        if role and not is_placeholder(role):
            return role
    return None


_BARE = re.compile(
    r"(?:(?P<name>(?:print(?:ed)? |full )?name)|(?P<date>dated?)|(?P<role>position|role|job title))\s+(?P<value>\S.{1,60})",
    re.IGNORECASE,
)


def bare_label(line: str, where: str) -> tuple[Key, str] | None:
    """A label with nothing but blanks before its value ("Name  Eleanor Voss"); the value must be of its kind for certain."""
    match = _BARE.fullmatch(line)
    if match is None:
        return None
    value = clean(match["value"])
    if match["name"]:
        full = len(value.split()) > 1 and all(word[0].isupper() for word in value.split())
        return ("name", value) if full and is_name(value) and not is_placeholder(value) else None
    if match["role"]:
        return ("role", value) if is_role(value) else None
    date = read_date(value, where)
    begins = value[:1].isdigit() or month_number(value.split()[0].strip(".,")) is not None
    return ("date", value) if begins and date is not None and date.known else None


def label_words(match: re.Match[str]) -> str:
    """The words of a label, without what stood before it."""
    return clean(match["sign"] or match["name"] or match["date"] or match["role"])
