"""Takes the plain paragraphs out of a part before it is parsed: their text is read off the bytes, and the tree stays small.

Nine paragraphs in ten hold nothing but text with its format. To make a tree of them and to walk it costs several times
what their text costs. Taken out is only what has, byte by byte, the form that Word gives to such a paragraph, so that
nothing in it can mean anything else: no control, picture, note or tracked change, nothing hidden, no field but the number
of a page, section or table. All other paragraphs are left to the parser, and so is any part that is written in an unusual
way. Attributes are not looked into: where those of a plain paragraph are malformed, its text is read all the same.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from policyclerk.word.markup import W_NS, lists_contents, w
from policyclerk.word.unseen import without_unseen

PLAIN = w("plain")
"""What stands in the place of a stretch of paragraphs that were taken out; no element of Word's has this name."""

PAGE_END = b"<w:lastRenderedPageBreak/>"
"""What stands in the runs of a plain paragraph where a page ended when Word last laid the document out."""

_MARK = b"<w:plain/>"
_DECLARED = f'xmlns:w="{W_NS}"'.encode()
_LARGEST = 8_000_000  # bytes; only larger parts can hold a text so long that the parser refuses it


class Format(NamedTuple):
    """What is set on a paragraph as a whole.

    Attributes:
        contents: whether its style is one of a table of contents.
        numbered: whether it is in a list.
        leader: whether tabs in it are drawn as lines or dots.
    """

    style: str = ""
    contents: bool = False
    numbered: bool = False
    leader: bool = False


Plain = tuple[str, bytes | None, bytes | None]
"""A paragraph that was taken out: its text with tabs and line breaks, its properties, its runs."""


# ---- the form of a plain paragraph

_REST = r"[ -%(-.0-;=?-~]*+"  # of a tag; one with other quotes than Word's is left to the parser


def _leaf(but: str = "") -> str:
    """An element without content, of any name but these."""
    return rf"<w[14]*+:{but}{_REST}/>"


def _group(name: str, but: str = "") -> str:
    """An element that holds such elements alone."""
    return rf"<w:{name}>(?:{_leaf(but)})*+</w:{name}>"


def _run(content: str, *, but: str = r"u[ /]|") -> str:
    """A run that is not hidden, and not underlined if not said otherwise."""
    look = _group("rPr", rf"(?!{but}vanish|last|(?:tab|br)/)")
    return rf"<w:r(?: {_REST})?+>(?:{look}|<w:rPr ?/>)?+{content}</w:r>"


def _field(kind: str) -> str:
    """A run with the sign that begins, parts or ends a field."""
    return _run(rf'<w:fldChar w:fldCharType="{kind}"/>')


_LETTERS = r"(?:[^<>&\x00-\x1f\xef]++|&(?:amp|lt|gt|quot|apos);|\xef(?!\xbf[\xbe\xbf]))*+"  # that XML allows
_OPEN_TEXT = r'<w:t(?: xml:space="preserve")?+>'
_SIGNS = r"<w:(?:tab|br|lastRenderedPageBreak|softHyphen)/>"
_RUN = _run(rf"(?:{_OPEN_TEXT}{_LETTERS}</w:t>|{_SIGNS})*+")
_UNDERLINED = _run(
    rf"{_OPEN_TEXT}[0-9A-Za-z]{_LETTERS}</w:t>", but=""
)  # with a letter it is no line to write on
_SOURCE = _run(r'<w:instrText xml:space="preserve"> ?(?:PAGEREF|REF|SEQ) [ -%(-;=?-~]*+</w:instrText>')
_NUMBER = rf"{_field('begin')}{_SOURCE}(?:{_run('')})?+{_field('separate')}(?:{_RUN})*+{_field('end')}"
_BESIDE = rf"<w:(?:proofErr|bookmark(?:Start|End)){_REST}/>"
_INLINE = rf"{_RUN}|{_BESIDE}|{_NUMBER}|{_UNDERLINED}"
_LINK = rf"<w:hyperlink {_REST}>(?:{_INLINE})*+</w:hyperlink>"

_STYLE = r"""<w:pStyle w:val="[ !#-%'-;=?-~]*+" ?/>"""
_GROUPS = "|".join(_group(name) for name in ("rPr", "numPr", "pBdr", "tabs"))
_NO_PAGE = ' w:val="0"'  # Google says of every paragraph that no page begins with it
_SET = _leaf(rf"(?!pStyle|pageBreakBefore(?!{_NO_PAGE})|sectPr)")
_PROPERTIES = rf"<w:pPr>(?:{_STYLE})?+(?:{_SET}|{_GROUPS})*+</w:pPr>"
_PARAGRAPH = re.compile(
    rf"<w:p(?: {_REST})?+(?:/>|>({_PROPERTIES})?+((?:{_INLINE}|{_LINK})*+)</w:p>)".encode()
)

_EDGES = _group("t(?:c|bl)(?:Borders|Mar|CellMar)")
_TABLE_FORMAT = re.compile(
    rf"<w:t(?:cPr|blPr|blGrid|rPr)>(?:{_leaf('(?!ins|del)')}|{_EDGES})*+</w:t(?:cPr|blPr|blGrid|rPr)>".encode()
)
_OPENING = re.compile(
    rb"""(?:\xef\xbb\xbf)?(?:<\?xml version=["']1.0["'](?: encoding=["'](?i:utf-8)["'])?(?: standalone=["']\w+["'])? ?\?>\s*)?"""
    rb"<w:(?:document|hdr|ftr) [^<>]*>"
)


# ---- taking them out


def parted(data: bytes) -> tuple[bytes, list[list[Plain]]]:
    """A part without its plain paragraphs, a mark where one or several stood side by side, and these in the order of the marks.

    What is set on tables, rows and cells is left out as well, as nobody who only reads looks at it.
    """
    opening = _OPENING.match(data)
    if opening is None or not _opens_as_usual(opening[0], data):
        return data, []
    pieces = _PARAGRAPH.split(data)
    between = pieces[::3]
    edges = [number for number, other in enumerate(between) if other]
    rest = _TABLE_FORMAT.sub(b"", _MARK.join([between[edge] for edge in edges]))
    if _is_unusual(rest, opening.end()) or rest.count(b"<w:plain") != len(edges) - 1:
        return data, []
    try:
        texts = _texts(pieces[2::3])
    except UnicodeDecodeError:
        return data, []
    plain = list(zip(texts, pieces[1::3], pieces[2::3], strict=True))
    return rest, [plain[start:end] for start, end in pairwise(edges)]


def _opens_as_usual(opening: bytes, data: bytes) -> bool:
    """Whether the prefixes mean what they always mean, and the parser has no limit that could be met."""
    declared = _DECLARED in opening and opening.count(b"xmlns:w=") == 1
    return declared and len(data) < _LARGEST and (b"xmlns:w14=" in opening or b"w14:" not in data)


def _is_unusual(rest: bytes, start: int) -> bool:
    """Whether there is a comment, an instruction or raw text, or a prefix comes to mean something else."""
    odd = any(rest.find(sign, start) >= 0 and rest.find(b"<" + sign, start) >= 0 for sign in (b"!", b"?"))
    return odd or rest.find(b"xmlns:w=", start) >= 0 or rest.find(b"xmlns:w14=", start) >= 0


# ---- what they say

_SHOWN = re.compile(rb'<w:t(?: xml:space="preserve")?>([^<]*)')
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def _texts(runs: Sequence[bytes | None]) -> list[str]:
    """The texts of all paragraphs, found in one go, as that costs less than one by one."""
    whole = b"<w:t>\0<".join([own or b"" for own in runs])
    whole = whole.replace(b"<w:tab/>", b"<w:t>\t<").replace(b"<w:br/>", b"<w:t>\n<")
    text = b"".join(_SHOWN.findall(whole)).decode()
    if "&" in text:
        for name, sign in _ENTITIES:
            text = text.replace(name, sign)
    return without_unseen(text).split("\0") if runs else []


def words_of(stretch: Sequence[Plain]) -> str:
    """The texts of paragraphs that were taken out, without tabs and line breaks."""
    return "".join(text for text, _, _ in stretch).replace("\t", "").replace("\n", "")


_NAMED = re.compile(rb'<w:pStyle w:val="([^"]*)')
_LEADS = re.compile(rb'<w:tabs>(?:(?!</w:tabs>).)*?w:leader *= *"(?!none")')


@lru_cache(maxsize=4096)
def format_of(properties: bytes | None) -> Format:
    """What the properties of a plain paragraph say; remembered, as documents repeat a few of them many times."""
    if properties is None:
        return Format()
    named = _NAMED.search(properties)
    style = "" if named is None else named[1].decode()
    return Format(
        style, lists_contents(style), b"<w:numPr" in properties, _LEADS.search(properties) is not None
    )
