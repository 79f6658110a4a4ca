"""What a Document cell says, taken apart without touching anything: a path, or the reason for a refusal."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, unquote, urlsplit

LONGEST = 1_024
LONGEST_NAME = 255

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff]")
_NOT_OURS = "it is a web address that is not the document store's, and those are not fetched"
_NO_STORE = (
    "it is a web address, and those are not fetched; if it is where the policies are kept, name that folder's address as "
    "web_root under [documents] in config/trust.toml"
)
_SHAREPOINT_VIEW = re.compile(r"^/:[a-z]:/r(?=/)")


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a cell leads.

    Attributes:
        path: parts of a path, outermost first; empty where there is a refusal.
        below_root: the path counts from the documents root alone (it came as the store's own web address).
        foreign: the path begins at a drive of some other computer: only its end can mean anything here.
        absolute: the path begins at this computer's top.
        refused: why the cell is not followed, as half a sentence.
    """

    path: tuple[str, ...] = ()
    below_root: bool = False
    foreign: bool = False
    absolute: bool = False
    refused: str | None = None


def read_lead(text: str, *, web_root: str | None) -> Lead:
    """Judge a cell's text or hyperlink by its form alone.

    Web addresses are followed only where they begin with `web_root`, and then as a path, never over the net.
    """
    said = text.strip().strip('"“”').strip()
    why = _why_refused(said)
    if why:
        return Lead(refused=why)
    if _SCHEME.match(said) and not _DRIVE.match(said):
        return _web_lead(said, web_root)
    foreign = bool(_DRIVE.match(said))
    parts = _parts(said[2:] if foreign else said)
    return Lead(path=parts, foreign=foreign, absolute=said.startswith("/") and not foreign)


def decoded(lead: Lead) -> Lead:
    """The same lead with %20 and its like turned into characters, as hyperlinks write file names."""
    if not any("%" in part for part in lead.path):
        return lead
    parts = _parts("/".join(unquote(part) for part in lead.path))
    return Lead(parts, lead.below_root, lead.foreign, lead.absolute, lead.refused)


def web_address(web_root: str | None, below_root: str) -> str | None:
    """The address under which a file of the store can be opened in a browser; None without an https root."""
    root = _https(web_root or "")
    if root is None:
        return None
    path = quote(unquote(root.path).rstrip("/") + "/" + below_root, safe="/")
    return f"https://{root.netloc}{path}"


def _why_refused(said: str) -> str | None:
    if _CONTROLS.search(said):
        return "it holds invisible characters"
    if len(said) > LONGEST or any(len(part.encode()) > LONGEST_NAME * 3 for part in _parts(said)):
        return "it is too long for a path"
    if said.startswith(("\\\\", "//")):
        return "it leads to another computer"
    plain = _fully_decoded(said)
    if ".." in _parts(plain):
        return 'it climbs out of its folder with ".."'
    if _CONTROLS.search(plain):
        return "it holds invisible characters"
    scheme = _SCHEME.match(said)
    if scheme and scheme[1].casefold() not in {"http", "https"}:
        return f'it is an address of the kind "{scheme[1].casefold()}:", which is never followed'
    return None


def _fully_decoded(said: str) -> str:
    """Percent signs resolved as often as somebody may have nested them."""
    for _ in range(4):
        plain = unquote(said)
        if plain == said:
            break
        said = plain
    return said


def _web_lead(said: str, web_root: str | None) -> Lead:
    address = _https(said)
    try:
        login = "@" in urlsplit(said).netloc
    except ValueError:
        login = False
    if login:
        return Lead(refused="it is a web address with a login in it")
    root = _https(web_root or "")
    if address is None or root is None or address.netloc.casefold() != root.netloc.casefold():
        return Lead(refused=_NOT_OURS if root else _NO_STORE)
    top = _parts(unquote(root.path))
    parts = _parts(unquote(_SHAREPOINT_VIEW.sub("", address.path)))
    if len(parts) <= len(top) or [folded(p) for p in parts[: len(top)]] != [folded(p) for p in top]:
        return Lead(refused="it is a web address outside the document store's folder")
    return Lead(path=parts[len(top) :], below_root=True)


def _https(address: str) -> SplitResult | None:
    try:
        split = urlsplit(address)
        good = split.scheme.casefold() == "https" and bool(split.hostname) and "@" not in split.netloc
    except ValueError:
        return None
    return split if good else None


def _parts(path: str) -> tuple[str, ...]:
    return tuple(part for part in path.replace("\\", "/").split("/") if part not in ("", "."))


def folded(name: str) -> str:
    """A file name as it is compared: without regard to case, and with accents in their one-piece form."""
    return unicodedata.normalize("NFC", name).casefold()
