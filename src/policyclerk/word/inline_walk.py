"""The inner half of the walk: what stands in a paragraph, in the accepted view."""

from collections.abc import Callable
from dataclasses import dataclass

from policyclerk.word.drawings import boxes_of, picture_of, signer_of
from policyclerk.word.looks import shows_today
from policyclerk.word.markup import (
    ALTERNATE,
    SDT,
    SDT_CONTENT,
    SIMPLE_FIELD,
    VAL,
    W14_NS,
    WRAPPERS,
    Element,
    is_on,
    newest,
    w,
)
from policyclerk.word.plain import PLAIN, words_of
from policyclerk.word.shown import Mark, MarkKind, Paragraph, Place, Text
from policyclerk.word.story import Story

_R, _T, _PPR, _RPR, _SDT_PR = w("r"), w("t"), w("pPr"), w("rPr"), w("sdtPr")
_TAB, _BR, _CR, _PTAB, _SYM = w("tab"), w("br"), w("cr"), w("ptab"), w("sym")
_DRAWING, _PICT, _OBJECT = w("drawing"), w("pict"), w("object")
_FLD_CHAR, _INSTR, _COMMENT, _PAGE_END = (
    w("fldChar"),
    w("instrText"),
    w("commentReference"),
    w("lastRenderedPageBreak"),
)
_FIELD_CHAR_TYPE = w("fldCharType")
_GONE = frozenset({w("del"), w("moveFrom")})
_CHANGED = frozenset({w("ins"), w("moveTo")})
_CHECKBOX, _CHECKED, _INK = f"{{{W14_NS}}}checkbox", f"{{{W14_NS}}}checked", f"{{{W14_NS}}}contentPart"
_VANISH, _U = w("vanish"), w("u")
_RUBY, _RUBY_BASE = w("ruby"), w("rubyBase")
STYLE, NUMBERING, TABS, SECTION = w("pStyle"), w("numPr"), w("tabs"), w("sectPr")
BREAK_BEFORE = w("pageBreakBefore")
_FIXED = {_TAB: "\t", _PTAB: "\t", _CR: "\n", w("noBreakHyphen"): "-"}
_BOXES = ("☐", "☑", "☒", "✓", "✔")
_SYMBOLS = {"F0FE": "☒", "F0FD": "☒", "F0A8": "☐", "F06F": "☐", "F0FC": "✓", "F052": "☑", "F0A3": "☐"}
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

    def __init__(self, out: Text, story: Story, place: Place) -> None:
        self.out, self.place = out, place
        self.part, self.plain, self.odd = story.part, story.plain, story.odd
        self.page = 0
        self.contents = 0
        self.prompt = 0
        self.fields: list[_Field] = []
        self.elements: list[Element] = []
        self.texts: list[str] = []
        self.paragraph: Paragraph | None = None

    # -- wrappers

    def control(self, node: Element, walk: _Below) -> None:
        """Walk the content of a content control; its prompt is no text."""
        content = node.find(SDT_CONTENT)
        if content is None:
            return
        properties = node.find(_SDT_PR)
        prompting, listing = _is_prompting(properties), _is_contents(properties)
        checkbox = None if properties is None else properties.find(_CHECKBOX)
        if checkbox is not None:
            self.checkbox(checkbox.find(_CHECKED), node, self.words_below(content).strip())
        if prompting and self.paragraph is not None:
            self.mark("placeholder", node, detail=self.words_below(content))
        self.prompt += prompting
        self.contents += listing
        walk(content)
        self.prompt -= prompting
        self.contents -= listing

    def checkbox(self, state: Element | None, node: Element, sign: str) -> None:
        """Note a tick box and whether it is ticked: by the sign that it shows, else by its state.

        Rejecting a tracked change brings back the sign alone; the state beside it is no text and is not tracked.
        """
        value = "0" if state is None else state.get(f"{{{W14_NS}}}val", state.get(VAL, "1"))
        ticked = sign != "☐" if sign in _BOXES else is_on(value)
        if self.paragraph is not None:
            self.mark("checked" if ticked else "unchecked", node)

    def alternate(self, node: Element, walk: _Below) -> None:
        """Walk one of the versions of what is stored more than once: the newest, else the fallback."""
        chosen = newest(node)
        if chosen is not None:
            walk(chosen)

    # -- inside a paragraph

    def inline(self, parent: Element) -> None:
        """Walk what stands in a paragraph."""
        for node in parent:
            tag = node.tag
            if tag == _R:
                if node in self.odd:
                    self.odd_run(node)
                else:
                    self.run(node)
            elif tag == _PPR and self.paragraph is not None:
                self.paragraph_properties(node, self.paragraph)
            elif tag in _GONE:
                self.out.changes = True
            elif tag == SDT:
                self.control(node, self.inline)
            elif tag == SIMPLE_FIELD:
                self.simple_field(node)
            elif tag == ALTERNATE:
                self.alternate(node, self.inline)
            elif tag in WRAPPERS:
                self.out.changes = self.out.changes or tag in _CHANGED
                self.inline(node)

    def simple_field(self, node: Element) -> None:
        """Walk the result of a field, unless it shows the present day."""
        if shows_today(node.get(w("instr"), "")):
            self.mark("today", node, detail=self.words_below(node))
            return
        self.inline(node)

    def run(self, node: Element) -> None:
        """Walk one run. Nearly all that a file holds passes here: kept short, and without calls for plain text."""
        for child in node:
            tag = child.tag
            if tag == _T:
                text = child.text
                if text and not (self.fields or self.prompt):
                    self.elements.append(child)
                    self.texts.append(text)
                elif text:
                    self.put(text, child)
            elif tag == _RPR:
                continue
            elif tag in _FIXED:
                self.fixed(_FIXED[tag], child)
            else:
                self.run_rest(tag, child)

    def odd_run(self, node: Element) -> None:
        """Walk a run that may be hidden, or underlined as a line to write on."""
        hidden = underlined = False
        for properties in node.iterchildren(_RPR):
            for child in properties.iterchildren(_VANISH):
                hidden = is_on(child.get(VAL))
            for child in properties.iterchildren(_U):
                underlined = child.get(VAL, "single") != "none"
        if hidden:
            return
        start = len(self.texts)
        self.run(node)
        if underlined and len(self.texts) > start and not "".join(self.texts[start:]).strip():
            self.mark("blank_line", node, at=self.length(start))

    def length(self, parts: int | None = None) -> int:
        """How many characters of the paragraph's text are there, or in its first parts."""
        return sum(map(len, self.texts[:parts]))

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
        """Ink, anchors of comments, and words with a reading aid above them, which is left out."""
        if tag == _INK:
            self.mark("ink", node)
        elif tag == _RUBY:
            for base in node.iterchildren(_RUBY_BASE):
                self.inline(base)
        elif tag == _COMMENT:
            self.out.comments = True

    # -- text

    def silent(self) -> bool:
        """Whether text met now is not to be seen as the document's own."""
        if self.prompt or not self.fields:
            return bool(self.prompt)
        return any(not one.in_result or one.today for one in self.fields)

    def put(self, text: str, node: Element) -> None:
        """Take up a text and the element that it stands in."""
        if self.paragraph is not None and not self.silent():
            self.elements.append(node)
            self.texts.append(text)

    def fixed(self, text: str, node: Element) -> None:
        """Take up a character that stands as an element of its own."""
        if text == "\t" and self.paragraph is not None and self.paragraph.leader and not self.silent():
            self.mark("leader", node)
        self.put(text, node)

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
        kind = node.get(_FIELD_CHAR_TYPE)
        if kind == "begin":
            form = node.find(w("ffData")) if len(node) else None
            self.fields.append(_Field(form=form, start=self.length()))
        elif kind == "separate" and self.fields:
            now = self.fields[-1]
            now.in_result, now.today, now.start = True, shows_today(now.instruction), self.length()
        elif kind == "end" and self.fields:
            self.field_end(self.fields.pop(), node)

    def field_end(self, done: _Field, node: Element) -> None:
        """What is worth noting of a field that is complete."""
        if self.paragraph is None:
            return
        if done.today or (not done.in_result and shows_today(done.instruction)):
            self.mark("today", node)
        if done.form is None:
            return
        box = done.form.find(w("checkBox"))
        if box is not None:
            self.form_checkbox(box, node)
        elif not "".join(self.texts)[done.start :].strip():
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
        signer = signer_of(node)
        if signer is not None:
            self.mark("signature_line", node, detail=signer)
            return
        picture = None if self.prompt or self.paragraph is None else picture_of(node, self.length())
        if picture is not None and self.paragraph is not None:
            self.paragraph.marks.append(picture)
        for content in boxes_of(node):
            self.text_box(content)

    def text_box(self, content: Element) -> None:
        """Walk a text box; a walk of whole stories knows how."""
        raise NotImplementedError

    def paragraph_properties(self, properties: Element, paragraph: Paragraph) -> None:
        """Take up what is set on the paragraph as a whole; it may start a page, which a walk of stories counts."""
        raise NotImplementedError

    def words_below(self, node: Element) -> str:
        """All words that stand below an element."""
        found = []
        for inner in node.iter(_T, PLAIN):
            plain = self.plain.get(inner)
            found.append(inner.text or "" if plain is None else words_of(plain))
        return "".join(found)

    def mark(self, kind: MarkKind, node: Element, *, detail: str = "", at: int | None = None) -> None:
        """Note something that is no text."""
        if self.paragraph is not None:
            self.paragraph.marks.append(Mark(kind, self.length() if at is None else at, node, detail=detail))


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
