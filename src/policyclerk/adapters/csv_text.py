"""A .csv as people's programs write it: encoding, delimiter and quoting found out, every record's own text kept."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

DELIMITERS = ",;\t|"
_LINES_LOOKED_AT = 10
_SEPARATOR_LINE = re.compile(r"sep=(.)(\r\n|\r|\n|$)", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_MARKS = '"\r\n'
_QUOTED = re.compile(r'"[^"]*"')
_PLAIN_FORMS = {
    "→": "->", "←": "<-", "≥": ">=", "≤": "<=", "≠": "!=", "−": "-", "✓": "yes", "✔": "yes", "✗": "no", "✘": "no",
    "\u2010": "-", "\u2011": "-", "\u202f": " ", "\u2009": " ", "\u200b": "", "\ufeff": "",
}  # fmt: skip


class NotText(Exception):
    """The bytes are no text in an encoding that spreadsheets write. The text says so, as half a sentence."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its value, and its text in the file with quotes and all."""

    raw: str
    value: str


@dataclass(frozen=True, slots=True)
class Record:
    """One row of fields and the line end after it ("" after the last)."""

    fields: tuple[Field, ...]
    end: str


@dataclass(frozen=True, slots=True)
class CsvText:
    """A whole file; `encoded(text)` of an unchanged one gives the same bytes again.

    Attributes:
        encoding: Python's name of it; the byte order mark is kept apart in `mark`.
        opening: a first line "sep=;" that Excel obeys and does not show, with its line end.
    """

    encoding: str
    mark: bytes
    delimiter: str
    opening: str
    records: tuple[Record, ...]


def parse(data: bytes) -> CsvText:
    """Take a file apart.

    The encoding is told by its byte order mark, else UTF-8 where the bytes are, else Windows-1252 as British
    Excel writes it.

    Raises:
        NotText: it is in none of them.
    """
    encoding, mark = _encoding(data)
    text = data[len(mark) :].decode(encoding)
    stated = _SEPARATOR_LINE.match(text)
    opening = stated[0] if stated else ""
    delimiter = stated[1] if stated else _delimiter(text)
    return CsvText(encoding, mark, delimiter, opening, tuple(_records(text[len(opening) :], delimiter)))


def encoded(csv: CsvText) -> bytes:
    """The file's bytes. Raises UnicodeEncodeError where a character does not fit the encoding."""
    body = "".join(csv.delimiter.join(f.raw for f in record.fields) + record.end for record in csv.records)
    return csv.mark + (csv.opening + body).encode(csv.encoding)


def _encoding(data: bytes) -> tuple[str, bytes]:
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8"),
        (b"\xff\xfe", "utf-16-le"),
        (b"\xfe\xff", "utf-16-be"),
    ):
        if data.startswith(mark):
            if not _decodes(data[len(mark) :], encoding):
                raise NotText("its bytes are damaged")
            return encoding, mark
    if b"\x00" in data:
        raise NotText("it is not a text file")
    for encoding in ("utf-8", "cp1252"):
        if _decodes(data, encoding):
            return encoding, b""
    raise NotText('it mixes encodings; open it in Excel and save it as "CSV UTF-8"')


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _delimiter(text: str) -> str:
    """The mark that stands equally often in most of the first lines; a comma where none does."""
    lines = _QUOTED.sub("", text[:65_536]).splitlines()
    lines = [line for line in lines if line.strip()][:_LINES_LOOKED_AT]

    def weight(mark: str) -> int:
        counts = Counter(line.count(mark) for line in lines if mark in line)
        return max((often * count for count, often in counts.items()), default=0)

    return max(DELIMITERS, key=weight)


def _records(text: str, delimiter: str) -> Iterable[Record]:
    """Split as Excel does: quotes count at a field's beginning only, and what follows them belongs to the field."""
    d = re.escape(delimiter)
    # Possessive quantifiers: a quote that is never closed costs one look ahead, not one per length.
    piece = re.compile(rf'(?:"((?:[^"]++|"")*+)"([^{d}\r\n]*+)|([^{d}\r\n]*+))({d}|\r\n|\r|\n|\Z)')
    fields: list[Field] = []
    at, end = 0, ""
    while at < len(text) or end == delimiter:
        if end != delimiter and delimiter not in _MARKS:
            stop = _LINE_END.search(text, at)
            line = text[at : stop.start()] if stop else text[at:]
            if '"' not in line:  # most rows: nothing to follow
                yield Record(
                    tuple(Field(each, each) for each in line.split(delimiter)), stop[0] if stop else ""
                )
                at = stop.end() if stop else len(text)
                continue
        found = piece.match(text, at)
        if found is None:  # cannot happen: the second form matches anything up to the next mark
            raise NotText("its quotes cannot be followed")
        quoted, rest, plain, end = found.groups()
        value = plain if quoted is None else quoted.replace('""', '"') + rest
        fields.append(Field(text[at : found.end() - len(end)], value))
        at = found.end()
        if end != delimiter:
            yield Record(tuple(fields), end)
            fields = []
            if at >= len(text):
                return


def with_fields(record: Record, values: Sequence[tuple[int, str]], *, blank: str = "") -> Record:
    """A record with the texts of some fields replaced, lengthened where it is too short.

    Args:
        record: the row as it stands; the other fields keep their text to the letter.
        values: pairs of a column from 1 and the field's text as it shall stand in the file.
        blank: the text of the fields that have to be put between.
    """
    fields = list(record.fields)
    for column, raw in values:
        while len(fields) < column:
            fields.append(Field(blank, ""))
        fields[column - 1] = Field(raw, raw)
    return replace(record, fields=tuple(fields))


def quoted(value: str, *, delimiter: str, always: bool) -> str:
    """A value as a field's text: in quotes where it must be, or where the file puts everything in quotes."""
    needs = always or value != value.strip() or any(mark in value for mark in (delimiter, '"', "\r", "\n"))
    return '"' + value.replace('"', '""') + '"' if needs else value


def quotes_everything(csv: CsvText) -> bool:
    """Whether the file puts quotes round fields that would not need them."""
    fields = [f for record in csv.records[:_LINES_LOOKED_AT] for f in record.fields if f.value]
    return bool(fields) and all(f.raw.startswith('"') for f in fields)


def fitted(text: str, encoding: str) -> str:
    """The text in characters that the encoding has, others in their plain form.

    Raises:
        ValueError: a character has no plain form; the sentence names it.
    """
    if _fits(text, encoding):
        return text
    return "".join(_fitted_character(each, encoding) for each in text)


def _fitted_character(character: str, encoding: str) -> str:
    for form in (character, _PLAIN_FORMS.get(character), _without_accents(character)):
        if form is not None and _fits(form, encoding):
            return form
    raise ValueError(
        f'The character {character!r} does not fit the file\'s encoding; save the file as "CSV UTF-8" in Excel.'
    )


def _without_accents(character: str) -> str | None:
    decomposed = unicodedata.normalize("NFKD", character)
    return "".join(each for each in decomposed if not unicodedata.combining(each)) or None


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
