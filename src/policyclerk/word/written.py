"""Values as documents write them: a day in the manner of the one before, a version's number, a status."""

import re
from datetime import date

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_NUMERALS = re.compile(
    r"\s*(?P<day>\d{1,2})\s*(?P<sign>[./\-\u2010\u2011\u2013])\s*(?P<month>\d{1,2})\s*[./\-\u2010\u2011\u2013]\s*(?P<year>\d{4}|\d{2})\s*"
)
_MONTH_NUMERAL = re.compile(r"\s*\d{1,2}\s*(?P<sign>[./\-])\s*\d{4}\s*")
_ISO = re.compile(r"\s*\d{4}-\d{1,2}-\d{1,2}.*", re.DOTALL)
_NAME = re.compile(r"[A-Za-z]{3,}")
_ORDINAL = re.compile(r"\d\s?(?:st|nd|rd|th)\b", re.IGNORECASE)


def written_like(old: str, day: date) -> str:
    """`day` in the style of the text `old`; what style cannot be told becomes "23 November 2026".

    Numerals stay numerals with the sign between them and a year of two or four digits; a month's name stays a name,
    short or long, and gains the day where it had none. The day always comes before the month.
    """
    if _ISO.fullmatch(old):
        return day.isoformat()
    numerals = _NUMERALS.fullmatch(old)
    if numerals:
        return _in_numerals(numerals, day)
    month = _MONTH_NUMERAL.fullmatch(old)
    if month:
        return f"{day.day:02}{month['sign']}{day.month:02}{month['sign']}{day.year}"
    return _in_words(old, day)


def _in_numerals(old: re.Match[str], day: date) -> str:
    width = min(len(old["day"]), len(old["month"]))
    # "3.11.26" could be a section's number: with full stops the year is always written out.
    full = len(old["year"]) == 4 or old["sign"] == "."
    year = f"{day.year}" if full else f"{day.year % 100:02}"
    return old["sign"].join((f"{day.day:0{width}}", f"{day.month:0{width}}", year))


def _in_words(old: str, day: date) -> str:
    short, capital = _manner_of_month(old)
    name = _MONTHS[day.month - 1]
    name = name[:3] if short else name
    ending = _ending(day.day) if _ORDINAL.search(old) else ""
    return f"{day.day}{ending} {name.upper() if capital else name} {day.year}"


def _manner_of_month(old: str) -> tuple[bool, bool]:
    """Whether the old date named its month short ("Nov"), and in capitals."""
    for word in _NAME.findall(old):
        full = next((name for name in _MONTHS if name.lower().startswith(word.lower()[:3])), None)
        if full is not None:
            return len(word) < len(full) and len(word) <= 4, len(word) > 2 and word.isupper()
    return False, False


def _ending(number: int) -> str:
    """What an English ordinal ends in, "st", "nd", "rd" or "th"."""
    if number in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def renumbered(old: str, new: str) -> str:
    """The version `old` with the number of `new`: "Version 1.3" and "1.4" give "Version 1.4"."""
    number, place = _NUMBER.search(new), _NUMBER.search(old)
    if number is None or place is None:
        return new
    return old[: place.start()] + number[0] + old[place.end() :]


def same_version(one: str | None, other: str | None) -> bool:
    """Whether two versions have the same number, noughts at the end aside."""
    return one is not None and other is not None and _numbers(one) == _numbers(other) != ()


def _numbers(version: str) -> tuple[int, ...]:
    found = _NUMBER.search(version)
    numbers = [int(part) for part in found[0].split(".")] if found else []
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    return tuple(numbers)


def is_life_status(text: str) -> bool:
    """Whether a text is a stage in a policy's life ("Approved", "Final") and not its kind ("Statutory")."""
    return _STATUS.fullmatch(text) is not None


_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_STATUS = re.compile(
    r"(?:final(?: version)?|approved(?: version)?|live|current|active|adopted|ratified|published|issued|released|in force|"
    r"draft(?:\W.*)?|(?:for|under|awaiting|pending|in) (?:review|approval|consultation)|signed off|agreed)\.?",
    re.IGNORECASE,
)
