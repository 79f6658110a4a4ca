"""Owners and approvers of a row, resolved through the People tab as far as it goes."""

import re
from collections.abc import Callable, Sequence

from policyclerk.domain.directory import Directory
from policyclerk.domain.people import Approver, Owner, Person
from policyclerk.domain.sheet_row import SheetRow
from policyclerk.domain.side_tabs import address_of, only_address_of

_CUTS = re.compile(r"\s*(?:[;/&\n\r]|\s[aA][nN][dD]\s)\s*")
_MAIL_CUTS = re.compile(r"[;,/&\n\r]+|\s+and\s+")
_FULL_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:\s+[^\W\d_][\w.'’-]*)+")
_BRACKETS = re.compile(r"\s*[<(\[]?\s*(?:mailto:)?[^\s@<>()\[\]]+@[^\s@<>()\[\]]+\s*[>)\]]?\s*")


_CODES = {
    **dict.fromkeys(("t", "tb", "bot", "bod", "mat"), "Trust Board"),
    **dict.fromkeys(("h", "ht", "hos"), "Headteacher"),
    "p": "Principal",
    "g": "Governing Body",
}
"""The letters that schemes of delegation use for who approves; LGB, AGB and FGB are bodies by their own names."""


def owners_of(row: SheetRow, directory: Directory, school: str | None) -> tuple[Owner, ...]:
    """The owners that the Owner and Owner email cells name; what is unclear is noted in the row."""
    texts = _owner_texts(row, directory, school)
    addresses = _addresses(row)
    if len(texts) > 1 or len(addresses) > max(1, len(texts)):
        named = ", ".join(texts or addresses)
        row.trouble(
            "several_owners",
            f"The cell names several owners ({named}); each of them is written to. Name one if only one is meant.",
            "owner" if texts else "owner_email",
        )
    pairs = _paired(texts, addresses, directory, school)
    return tuple(_owner(row, directory, school, text=t, address=a) for t, a in pairs)


def approver_of(row: SheetRow, directory: Directory, school: str | None) -> Approver | None:
    """The approver that the cell names: a body with its chair and clerk, or a person.

    Where it is blank the approval level may say so: "Trust Board", or a code of the scheme of delegation ("T", "LGB").
    """
    text = row.said("approver")
    if text is None:
        return _by_level(row.said("approval_level"), directory, school)
    approver = _approver(_CODES.get(text.casefold(), text), directory, school)
    if directory.people and not any(p.email and p.active for p in approver.people):
        row.trouble(
            "approver_unreachable",
            _unreachable(approver, lambda: directory.nearest(text, school)),
            "approver",
        )
    return approver


def _by_level(text: str | None, directory: Directory, school: str | None) -> Approver | None:
    """The approver whom a level of approval means; None where it is a number or a code of the trust's own."""
    if text is None:
        return None
    approver = _approver(_CODES.get(text.casefold(), text), directory, school)
    return approver if approver.body or approver.people else None


def _owner_texts(row: SheetRow, directory: Directory, school: str | None) -> list[str]:
    """The names in the Owner cell; one that the People tab knows as a whole ("Head of HR & Finance") is not cut."""
    text = row.said("owner")
    if text is None:
        return []
    if directory.find(text, school):
        return [text]
    return list(dict.fromkeys(part for piece in _CUTS.split(text) for part in _by_commas(piece) if part))


def _by_commas(text: str) -> list[str]:
    parts = [p.strip() for p in text.split(",")]
    if len(parts) > 1 and all(_FULL_NAME.fullmatch(p) or address_of(p) for p in parts):
        return parts
    return [text.strip(" ,")]


def _addresses(row: SheetRow) -> list[str]:
    """The addresses of the Owner email cell, each once."""
    text = row.said("owner_email") or ""
    found = [address for piece in _MAIL_CUTS.split(text) if piece.strip() for address in _in_piece(piece)]
    if text and not all(found):
        row.trouble(
            "email_invalid",
            "This is no e-mail address, so no mail can go there. Type one address, as name@school.org.uk.",
            "owner_email",
        )
    return list(dict.fromkeys(a for a in found if a))


def _in_piece(piece: str) -> list[str | None]:
    """Several addresses with only spaces between them, or one; None stands for what is none."""
    words = [address_of(word) for word in piece.split()]
    return words if all(words) else [only_address_of(piece)]


_Pair = tuple[str | None, str | None]


def _paired(
    texts: Sequence[str], addresses: Sequence[str], directory: Directory, school: str | None
) -> list[_Pair]:
    """Which address belongs to which name: by the People tab, then by their order."""
    if len(texts) == len(addresses) <= 1:
        return list(zip(texts, addresses, strict=True))
    left = list(addresses)
    mine: dict[str, str | None] = {}
    for text in texts:
        person = directory.find(text, school)
        if person and person.email in left:
            mine[text] = person.email
            left.remove(person.email or "")
    for text in texts:
        if text not in mine and address_of(text) is None and not directory.find(text, school):
            mine[text] = left.pop(0) if left else None
    if len(texts) == 1 and left and mine.get(texts[0]) is None:
        mine[texts[0]] = left.pop(0)
    return [(text, mine.get(text)) for text in texts] + [(None, address) for address in left]


def _owner(
    row: SheetRow, directory: Directory, school: str | None, *, text: str | None, address: str | None
) -> Owner:
    """One owner: an address typed here goes before the one of the People tab."""
    typed = address_of(text)
    email = address or typed
    name = _BRACKETS.sub(" ", text or "").strip() if typed else text
    person = directory.by_address(email, school) if email else None
    if person is None and name:
        person = directory.find(name, school)
    if person is None and email is None:
        _note_unknown(row, directory, school, name or "")
    return Owner(name or None, person, email or (person.email if person else None))


def _note_unknown(row: SheetRow, directory: Directory, school: str | None, name: str) -> None:
    if directory.people:
        nearest = directory.nearest(name, school)
        meant = f" Is “{nearest}” meant?" if nearest else ""
        row.trouble(
            "owner_unknown",
            f"“{name[:80]}” is nobody, or more than one person, in the People tab, so nobody can be written to.{meant} "
            "Correct the name, add the person, or fill Owner email.",
            "owner",
        )


def _approver(text: str, directory: Directory, school: str | None) -> Approver:
    address = address_of(text)
    if address:
        known = directory.by_address(address, school)
        return Approver(text, None, (known or Person(name=text, email=address),))
    body = directory.body(text)
    person = directory.find(text, school)
    if body and (person is None or body != text):
        return Approver(text, body, directory.speakers(body, school))
    return Approver(text, None, (person,) if person else ())


def _unreachable(approver: Approver, nearest: Callable[[], str | None]) -> str:
    """Why nobody can be asked; a body needs no likeness to names, which takes long to look for."""
    if approver.body:
        return (
            f"No chair or clerk of “{approver.body}” with an address is in the People tab, so nobody can be asked for "
            "the approval. Add them with Body, Role and Email."
        )
    if any(person.email for person in approver.people):
        return f"“{approver.text}” has left (People tab), so nobody can be asked for the approval. Name somebody else."
    like = nearest()
    meant = f" Is “{like}” meant?" if like else ""
    return (
        f"“{approver.text}” is neither a body nor one person with an address in the People tab, so nobody can be asked "
        f"for the approval.{meant} Correct the name or add the person."
    )
