"""The inner half of the walk: what stands in a paragraph, in the accepted view."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from policyclerk.word.markup import A_NS, MC_NS, O_NS, V_NS, W14_NS, WP_NS, Element, is_on, w
from policyclerk.word.shown import Mark, MarkKind, Paragraph, Piece, Place, Text

_R, _T = w("r"), w("t")
_RPR, SDT, _SDT_CONTENT, _SDT_PR = w("rPr"), w("sdt"), w("sdtContent"), w("sdtPr")
_TAB, _BR, _CR, _PTAB, _SYM = w("tab"), w("br"), w("cr"), w("ptab"), w("sym")
_DRAWING, _PICT, _OBJECT, _TXBX = w("drawing"), w("pict"), w("object"), w("txbxContent")
_FLD_CHAR, _INSTR, _FLD_SIMPLE = w("fldChar"), w("instrText"), w("fldSimple")
_GONE = frozenset({w("del"), w("moveFrom")})
_CHANGED = frozenset({w("ins"), w("moveTo")})
WRAPPERS = frozenset(
    {
        w("ins"),
        w("moveTo"),
        w("hyperlink"),
        w("smartTag"),
        w("customXml"),
        w("dir"),
        w("bdo"),
        w("sdtContent"),
    }
)
ALTERNATE, _CHOICE, _FALLBACK = f"{{{MC_NS}}}AlternateContent", f"{{{MC_NS}}}Choice", f"{{{MC_NS}}}Fallback"
_CHECKBOX, _CHECKED, _INK = f"{{{W14_NS}}}checkbox", f"{{{W14_NS}}}checked", f"{{{W14_NS}}}contentPart"
VAL = w("val")
_FIXED = {_TAB: "\t", _PTAB: "\t", _CR: "\n", w("noBreakHyphen"): "-"}
_TODAY = frozenset({"DATE", "TIME", "SAVEDATE", "PRINTDATE", "CREATEDATE"})
_SYMBOLS = {"F0FE": "☒", "F0FD": "☒", "F0A8": "☐", "F06F": "☐", "F0FC": "✓", "F052": "☑", "F0A3": "☐"}
_SCRIPT_FONTS = (
    "script",
    "hand",
    "brush",
    "freestyle",
    "chancery",
    "vladimir",
    "mistral",
    "signature",
    "kunstler",
    "vivaldi",
)
_COMMENT, _PAGE_END, _VANISH, _U, _SZ, _B, _FONTS = (
    w("commentReference"),
    w("lastRenderedPageBreak"),
    w("vanish"),
    w("u"),
    w("sz"),
    w("b"),
    w("rFonts"),
)
_ASCII = w("ascii")
_Below = Callable[[Element], None]  # walks what stands below an element


@dataclass(slots=True)
class _Field:
    """A field in course of being read: its instruction first, then its result."""

    instruction: str = ""
    in_result: bool = False
    today: bool = False
    form: Element | None = None
    start: int = 0


class InlineWalk:
    """Reads what stands in a paragraph: runs, fields, controls, pictures."""

    def __init__(self, out: Text, part: str, place: Place) -> None:
        self.out, self.part, self.place = out, part, place
        self.page = 0
        self.contents = 0
        self.prompt = 0
        self.fields: list[_Field] = []
        self.buffer: list[str] = []
        self.length = 0
        self.paragraph: Paragraph | None = None

    # -- wrappers

    def control(self, node: Element, walk: _Below) -> None:
        """Walk the content of a content control; its prompt is no text."""
        content = node.find(_SDT_CONTENT)
        if content is None:
            return
        properties = node.find(_SDT_PR)
        prompting, listing = _is_prompting(properties), _is_contents(properties)
        checkbox = None if properties is None else properties.find(_CHECKBOX)
        if checkbox is not None:
            self.checkbox(checkbox.find(_CHECKED), node)
        if prompting and self.paragraph is not None:
            self.mark("placeholder", node, detail=_texts(content))
        self.prompt += prompting
        self.contents += listing
        walk(content)
        self.prompt -= prompting
        self.contents -= listing

    def checkbox(self, state: Element | None, node: Element) -> None:
        """Note a tick box and whether it is ticked."""
        value = "0" if state is None else state.get(f"{{{W14_NS}}}val", state.get(VAL, "1"))
        if self.paragraph is not None:
            self.mark("checked" if is_on(value) else "unchecked", node)

    def alternate(self, node: Element, walk: _Below) -> None:
        """Walk one of the versions of what is stored more than once: the newest, else the fallback."""
        chosen = node.find(_CHOICE)
        if chosen is None:
            chosen = node.find(_FALLBACK)
        if chosen is not None:
            walk(chosen)

    # -- inside a paragraph

    def inline(self, parent: Element) -> None:
        """Walk what stands in a paragraph."""
        for node in parent:
            tag = node.tag
            if tag == _R:
                self.run(node)
            elif tag in _GONE:
                self.out.changes = True
            elif tag == SDT:
                self.control(node, self.inline)
            elif tag == _FLD_SIMPLE:
                self.simple_field(node)
            elif tag == ALTERNATE:
                self.alternate(node, self.inline)
            elif tag in WRAPPERS:
                self.out.changes = self.out.changes or tag in _CHANGED
                self.inline(node)

    def simple_field(self, node: Element) -> None:
        """Walk the result of a field, unless it shows the present day."""
        if _shows_today(node.get(w("instr"), "")):
            self.mark("today", node, detail=_texts(node))
            return
        self.inline(node)

    def run(self, node: Element) -> None:
        """Walk one run."""
        underlined, start = False, self.length
        for child in node:
            tag = child.tag
            if tag == _T:
                self.text_node(child)
            elif tag == _RPR:
                hidden, underlined = self.run_properties(child)
                if hidden:
                    return
            elif tag in _FIXED:
                self.fixed(_FIXED[tag], child)
            else:
                self.run_rest(tag, child)
        if underlined and self.length > start:
            self.underlined_blank(node, start)

    def underlined_blank(self, node: Element, start: int) -> None:
        """Note blanks that are drawn as a line."""
        stretch = "".join(self.buffer)[start:]
        if not stretch.strip() and self.paragraph is not None:
            self.mark("blank_line", node, at=start)

    def run_rest(self, tag: str, node: Element) -> None:
        """Walk the rarer things of a run."""
        if tag == _BR:
            self.line_break(node)
        elif tag == _FLD_CHAR:
            self.field_char(node)
        elif tag == _INSTR and self.fields:
            self.fields[-1].instruction += node.text or ""
        elif tag in (_DRAWING, _PICT, _OBJECT):
            self.drawing(node)
        elif tag == ALTERNATE:
            self.alternate(node, self.run)
        elif tag == _SYM:
            self.symbol(node)
        elif tag == _PAGE_END:
            self.page += 1
        else:
            self.run_rarest(tag, node)

    def run_rarest(self, tag: str, node: Element) -> None:
        """Ink and anchors of comments."""
        if tag == _INK:
            self.mark("ink", node)
        elif tag == _COMMENT:
            self.out.comments = True

    def run_properties(self, node: Element) -> tuple[bool, bool]:
        """Whether a run is hidden and whether it is underlined; size and fonts are noted on the paragraph."""
        hidden = underlined = False
        for child in node:
            tag = child.tag
            if tag == _VANISH:
                hidden = is_on(child.get(VAL))
            elif tag == _U:
                underlined = child.get(VAL, "single") != "none"
            elif tag == _SZ:
                self.note_size(child.get(VAL, ""))
            elif tag == _B and self.paragraph is not None:
                self.paragraph.bold = self.paragraph.bold or is_on(child.get(VAL))
            elif tag == _FONTS:
                self.note_font(child.get(_ASCII, ""))
        return hidden, underlined

    def note_size(self, value: str) -> None:
        """Keep the largest type size of the paragraph."""
        if self.paragraph is not None and value.isdigit():
            self.paragraph.size = max(self.paragraph.size, int(value))

    def note_font(self, font: str) -> None:
        """Note a font that looks like handwriting."""
        if font and self.paragraph is not None and _is_script(font):
            self.paragraph.script = True

    # -- text

    def silent(self) -> bool:
        """Whether text met now is not to be seen as the document's own."""
        if self.prompt or not self.fields:
            return bool(self.prompt)
        return any(not one.in_result or one.today for one in self.fields)

    def text_node(self, node: Element) -> None:
        """Take up the text of a `w:t`."""
        text = node.text
        if not text or self.paragraph is None or self.silent():
            return
        self.paragraph.pieces.append(Piece(node, self.length, self.length + len(text)))
        self.put(text)

    def fixed(self, text: str, node: Element) -> None:
        """Take up a character that stands as an element of its own."""
        if self.paragraph is None or self.silent():
            return
        if text == "\t" and self.paragraph.leader:
            self.mark("leader", node)
        self.put(text)

    def put(self, text: str) -> None:
        """Append to the paragraph's text."""
        self.buffer.append(text)
        self.length += len(text)

    def line_break(self, node: Element) -> None:
        """A line break is a new line; a page break starts a page."""
        if node.get(w("type")) == "page":
            self.page += 1
        self.fixed("\n", node)

    def symbol(self, node: Element) -> None:
        """A symbol of a picture font: ticks and boxes are known, others are a blank."""
        self.fixed(_SYMBOLS.get(node.get(w("char"), "").upper(), " "), node)

    # -- fields

    def field_char(self, node: Element) -> None:
        """Begin, turn or end of a field."""
        kind = node.get(w("fldCharType"))
        if kind == "begin":
            self.fields.append(_Field(form=node.find(w("ffData")), start=self.length))
        elif kind == "separate" and self.fields:
            now = self.fields[-1]
            now.in_result, now.today, now.start = True, _shows_today(now.instruction), self.length
        elif kind == "end" and self.fields:
            self.field_end(self.fields.pop(), node)

    def field_end(self, done: _Field, node: Element) -> None:
        """What is worth noting of a field that is complete."""
        if self.paragraph is None:
            return
        if done.today or (not done.in_result and _shows_today(done.instruction)):
            self.mark("today", node)
        if done.form is None:
            return
        box = done.form.find(w("checkBox"))
        if box is not None:
            self.form_checkbox(box, node)
        elif not "".join(self.buffer)[done.start :].strip():
            self.mark("blank_field", node)

    def form_checkbox(self, box: Element, node: Element) -> None:
        """An old form's tick box: its state, else its default."""
        state = box.find(w("checked"))
        if state is None:
            state = box.find(w("default"))
        value = "0" if state is None else state.get(VAL, "1")
        self.mark("checked" if is_on(value) else "unchecked", node)

    # -- pictures and text boxes

    def drawing(self, node: Element) -> None:
        """Pictures, signature lines and text boxes."""
        line = next(node.iter(f"{{{O_NS}}}signatureline"), None)
        if line is not None:
            signer = (line.get(f"{{{O_NS}}}suggestedsigner", ""), line.get(f"{{{O_NS}}}suggestedsigner2", ""))
            self.mark("signature_line", node, detail="|".join(signer))
            return
        if not self.prompt:
            self.picture(node)
        for content in _outer_boxes(node):
            self.text_box(content)

    def picture(self, node: Element) -> None:
        """Note a picture with its size and description."""
        blip = next(node.iter(f"{{{A_NS}}}blip", f"{{{V_NS}}}imagedata"), None)
        if blip is None or self.paragraph is None:
            return
        extent, about = (
            next(node.iter(f"{{{WP_NS}}}extent"), None),
            next(node.iter(f"{{{WP_NS}}}docPr"), None),
        )
        detail = "" if about is None else f"{about.get('name', '')} {about.get('descr', '')}".strip()
        mark = Mark(
            "picture", self.length, node, detail=detail, floating=node.find(f"{{{WP_NS}}}anchor") is not None
        )
        if extent is not None:
            mark.width, mark.height = _number(extent.get("cx")), _number(extent.get("cy"))
        self.paragraph.marks.append(mark)

    def text_box(self, content: Element) -> None:
        """Walk a text box; a walk of whole stories knows how."""
        raise NotImplementedError

    def mark(self, kind: MarkKind, node: Element, *, detail: str = "", at: int | None = None) -> None:
        """Note something that is no text."""
        if self.paragraph is not None:
            self.paragraph.marks.append(Mark(kind, self.length if at is None else at, node, detail=detail))


@lru_cache(maxsize=512)
def _is_script(font: str) -> bool:
    """Whether a font's name says that it looks like handwriting; remembered, as every run names its font."""
    return any(word in font.casefold() for word in _SCRIPT_FONTS)


def _texts(node: Element) -> str:
    return "".join(inner.text or "" for inner in node.iter(_T))


def _number(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 0


def _shows_today(instruction: str) -> bool:
    words = instruction.split(None, 1)
    return bool(words) and words[0].upper() in _TODAY


def _is_prompting(properties: Element | None) -> bool:
    if properties is None:
        return False
    shown = properties.find(w("showingPlcHdr"))
    return shown is not None and is_on(shown.get(VAL))


def _is_contents(properties: Element | None) -> bool:
    if properties is None:
        return False
    gallery = next(properties.iter(w("docPartGallery")), None)
    return gallery is not None and gallery.get(VAL) == "Table of Contents"


def _outer_boxes(node: Element) -> Iterator[Element]:
    """The text boxes of a drawing, without those inside them and without second copies."""
    for child in node:
        if child.tag == _TXBX:
            yield child
        elif child.tag == ALTERNATE:
            chosen = child.find(_CHOICE)
            yield from _outer_boxes(child if chosen is None else chosen)
        else:
            yield from _outer_boxes(child)
