"""One walk over a Word file: what a reader of the page sees, and where each piece of it stands in the XML.

The walk gives the accepted view (insertions are in, deletions are out), once for text boxes that are stored twice,
without hidden text, placeholders of content controls and the results of fields that show the present day.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from policyclerk.word.markup import A_NS, MC_NS, O_NS, R_NS, V_NS, W14_NS, WP_NS, Element, is_on, w
from policyclerk.word.package import Package, Unreadable, refuse_doctype

Place = Literal["body", "header", "footer", "text box"]
MarkKind = Literal[
    "picture",  # a picture; detail = its description, name and size
    "ink",  # handwriting with a pen
    "placeholder",  # a content control that still shows its prompt; detail = the prompt
    "checked",
    "unchecked",
    "signature_line",  # Word's own signature line; detail = the suggested signer and role
    "leader",  # a tab drawn as a line or dots
    "blank_line",  # underlined blanks
    "blank_field",  # a form field that holds nothing
    "today",  # a field that shows the day on which the file is opened, printed or saved
]


@dataclass(slots=True)
class Mark:
    """Something in a paragraph that is no text, at an offset of its text."""

    kind: MarkKind
    at: int
    element: Element
    detail: str = ""
    width: int = 0
    height: int = 0
    floating: bool = False


@dataclass(slots=True)
class Piece:
    """A `w:t` element and the stretch of the paragraph's text that it holds."""

    element: Element
    start: int
    end: int


@dataclass(slots=True, eq=False)
class Paragraph:
    r"""A paragraph as seen.

    Attributes:
        element: the `w:p`.
        part: name of the part that it stands in.
        where: the place for people ("body, paragraph 3", "body, table 1, row 2", "header").
        place: which of the four kinds of place.
        lower: the text in small letters, for cheap looks before costly ones.
        text: with `\t` for tabs and `\n` for line breaks; offsets fit `pieces` and `marks`.
        page: roughly the page, from 0, where Word left traces of it.
        cell: the innermost table cell it stands in.
        contents: whether it belongs to a table of contents.
        size: largest type size set directly on a run, in half-points, 0 where none is.
    """

    element: Element
    part: str
    where: str
    place: Place
    text: str = ""
    lower: str = ""
    style: str = ""
    pieces: list[Piece] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    page: int = 0
    cell: "Cell | None" = None
    contents: bool = False
    numbered: bool = False
    leader: bool = False
    size: int = 0
    bold: bool = False
    script: bool = False


@dataclass(slots=True, eq=False)
class Cell:
    """A table cell: its `w:tc`, and its paragraphs and inner tables in order."""

    element: Element
    row: "Row"
    blocks: "list[Paragraph | Table]" = field(default_factory=list)

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The cell's own paragraphs, without those of inner tables."""
        return [block for block in self.blocks if isinstance(block, Paragraph)]

    @property
    def text(self) -> str:
        """The paragraphs' text, a line each."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(slots=True, eq=False)
class Row:
    """A table row: its `w:tr` and its cells."""

    element: Element
    where: str
    table: "Table"
    cells: list[Cell] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Table:
    """A table: its `w:tbl` and its rows."""

    element: Element
    part: str
    where: str
    place: Place
    rows: list[Row] = field(default_factory=list)
    page: int = 0


Block = Paragraph | Table


@dataclass(slots=True)
class Text:
    """All that is to be seen in one file.

    Attributes:
        body, headers, footers, boxes: the blocks, in the order of the document; text boxes by themselves.
        changes: whether the file holds tracked changes that nobody has accepted or rejected.
        comments: whether comments are anchored in it.
    """

    package: Package
    body: list[Block] = field(default_factory=list)
    headers: list[Block] = field(default_factory=list)
    footers: list[Block] = field(default_factory=list)
    boxes: list[Block] = field(default_factory=list)
    changes: bool = False
    comments: bool = False

    def blocks(self) -> Iterator[Block]:
        """Every outermost block: body, text boxes, headers, footers."""
        for group in (self.body, self.boxes, self.headers, self.footers):
            yield from group

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph, those of tables included, in the order of `blocks`."""
        for block in self.blocks():
            yield from paragraphs_of(block)

    def tables(self) -> Iterator[Table]:
        """Every table, the inner ones after the one that holds them."""
        for block in self.blocks():
            if isinstance(block, Table):
                yield from tables_of(block)


def paragraphs_of(block: Block) -> Iterator[Paragraph]:
    """The paragraphs of a block, through all its inner tables."""
    if isinstance(block, Paragraph):
        yield block
        return
    for row in block.rows:
        for cell in row.cells:
            for inner in cell.blocks:
                yield from paragraphs_of(inner)


def tables_of(table: Table) -> Iterator[Table]:
    """A table and all its inner ones."""
    yield table
    for row in table.rows:
        for cell in row.cells:
            for inner in cell.blocks:
                if isinstance(inner, Table):
                    yield from tables_of(inner)


# ---- the walk

_P, _R, _T, _TBL, _TR, _TC = w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc")
_PPR, _RPR, _SDT, _SDT_CONTENT, _SDT_PR = w("pPr"), w("rPr"), w("sdt"), w("sdtContent"), w("sdtPr")
_TAB, _BR, _CR, _PTAB, _SYM = w("tab"), w("br"), w("cr"), w("ptab"), w("sym")
_DRAWING, _PICT, _OBJECT, _TXBX = w("drawing"), w("pict"), w("object"), w("txbxContent")
_FLD_CHAR, _INSTR, _FLD_SIMPLE = w("fldChar"), w("instrText"), w("fldSimple")
_GONE = frozenset({w("del"), w("moveFrom")})
_CHANGED = frozenset({w("ins"), w("moveTo")})
_WRAPPERS = frozenset(
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
_ALTERNATE, _CHOICE, _FALLBACK = f"{{{MC_NS}}}AlternateContent", f"{{{MC_NS}}}Choice", f"{{{MC_NS}}}Fallback"
_CHECKBOX, _CHECKED, _INK = f"{{{W14_NS}}}checkbox", f"{{{W14_NS}}}checked", f"{{{W14_NS}}}contentPart"
_VAL = w("val")
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
_STYLE, _NUM, _TABS, _SECTION = w("pStyle"), w("numPr"), w("tabs"), w("sectPr")
_BREAK_BEFORE, _ASCII = w("pageBreakBefore"), w("ascii")


_Below = Callable[[Element], None]  # walks what stands below an element


@dataclass(slots=True)
class _Field:
    """A field in course of being read: its instruction first, then its result."""

    instruction: str = ""
    in_result: bool = False
    today: bool = False
    form: Element | None = None
    start: int = 0


class _Walk:
    """The state of one story (body, one header, one footer) while it is walked."""

    def __init__(self, out: Text, part: str, place: Place, target: list[Block]) -> None:
        self.out, self.part, self.place = out, part, place
        self.target: list[Block] = target
        self.cell: Cell | None = None
        self.row_where = ""
        self.number = 0
        self.tables = 0
        self.page = 0
        self.contents = 0
        self.prompt = 0
        self.fields: list[_Field] = []
        self.buffer: list[str] = []
        self.length = 0
        self.paragraph: Paragraph | None = None

    # -- blocks

    def blocks(self, parent: Element) -> None:
        """Walk everything below a parent that holds blocks (body, cell, content of a control)."""
        for node in parent:
            tag = node.tag
            if tag == _P:
                self.block_paragraph(node)
            elif tag == _TBL:
                self.table(node)
            elif tag == _SDT:
                self.control(node, self.blocks)
            elif tag == _ALTERNATE:
                self.alternate(node, self.blocks)
            elif tag in _WRAPPERS:
                self.blocks(node)

    def add(self, block: Block) -> None:
        """Put a block where it belongs: the cell being walked, else the story."""
        if self.cell is not None:
            self.cell.blocks.append(block)
        else:
            self.target.append(block)

    def block_paragraph(self, node: Element) -> None:
        """Walk one paragraph."""
        paragraph = Paragraph(node, self.part, "", self.place, cell=self.cell, contents=bool(self.contents))
        outer = self.paragraph, self.buffer, self.length
        self.paragraph, self.buffer, self.length = paragraph, [], 0
        paragraph.page = self.page
        self.add(paragraph)
        properties = node.find(_PPR)
        if properties is not None:
            self.paragraph_properties(properties, paragraph)
        self.inline(node)
        paragraph.text = "".join(self.buffer)
        paragraph.lower = paragraph.text.lower()
        self.paragraph, self.buffer, self.length = outer
        if self.cell is None and paragraph.text.strip():
            self.number += 1
        paragraph.where = self.row_where or self.where_now()

    def where_now(self) -> str:
        """The place of the paragraph being walked, outside of tables."""
        if self.place in ("header", "footer"):
            return self.place
        return f"{self.place}, paragraph {max(self.number, 1)}"

    def paragraph_properties(self, properties: Element, paragraph: Paragraph) -> None:
        """Style, list, tab leaders and page breaks of a paragraph."""
        for node in properties:
            name = node.tag
            if name == _STYLE:
                paragraph.style = node.get(_VAL, "")
                paragraph.contents = paragraph.contents or paragraph.style.upper().startswith("TOC")
            elif name == _NUM:
                paragraph.numbered = True
            elif name == _TABS:
                paragraph.leader = any(tab.get(w("leader"), "none") != "none" for tab in node)
            elif name == _BREAK_BEFORE and is_on(node.get(_VAL)):
                self.page += 1
                paragraph.page = self.page
            elif name == _SECTION:
                kind = node.find(w("type"))
                self.page += kind is None or kind.get(_VAL) != "continuous"

    # -- tables

    def table(self, node: Element) -> None:
        """Walk one table."""
        self.tables += 1
        where = f"{self.place}, table {self.tables}"
        table = Table(node, self.part, where, self.place, page=self.page)
        self.add(table)
        outer = self.cell, self.row_where
        self.rows(node, table)
        self.cell, self.row_where = outer

    def rows(self, parent: Element, table: Table) -> None:
        """Walk the rows below a table, through controls round rows."""
        for node in parent:
            if node.tag == _TR:
                self.row(node, table)
            elif node.tag == _SDT:
                self.control(node, lambda content: self.rows(content, table))
            elif node.tag in _WRAPPERS:
                self.rows(node, table)

    def row(self, node: Element, table: Table) -> None:
        """Walk one row, unless it is a tracked deletion."""
        properties = node.find(w("trPr"))
        if properties is not None and self.row_is_deleted(properties):
            return
        where = f"{table.where}, row {len(table.rows) + 1}"
        row = Row(node, where, table)
        table.rows.append(row)
        self.row_where = where
        self.cells(node, row)

    def row_is_deleted(self, properties: Element) -> bool:
        """Whether a row is a tracked deletion; tracked rows of both kinds are noted."""
        deleted = properties.find(w("del")) is not None
        if deleted or properties.find(w("ins")) is not None:
            self.out.changes = True
        return deleted

    def cells(self, parent: Element, row: Row) -> None:
        """Walk the cells below a row, through controls round cells."""
        for node in parent:
            if node.tag == _TC:
                cell = Cell(node, row)
                row.cells.append(cell)
                self.cell, self.row_where = cell, row.where
                self.blocks(node)
            elif node.tag == _SDT:
                self.control(node, lambda content: self.cells(content, row))
            elif node.tag in _WRAPPERS:
                self.cells(node, row)

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
        value = "0" if state is None else state.get(f"{{{W14_NS}}}val", state.get(_VAL, "1"))
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
            elif tag == _SDT:
                self.control(node, self.inline)
            elif tag == _FLD_SIMPLE:
                self.simple_field(node)
            elif tag == _ALTERNATE:
                self.alternate(node, self.inline)
            elif tag in _WRAPPERS:
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
        elif tag == _ALTERNATE:
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
                hidden = is_on(child.get(_VAL))
            elif tag == _U:
                underlined = child.get(_VAL, "single") != "none"
            elif tag == _SZ:
                self.note_size(child.get(_VAL, ""))
            elif tag == _B and self.paragraph is not None:
                self.paragraph.bold = self.paragraph.bold or is_on(child.get(_VAL))
            elif tag == _FONTS:
                self.note_font(child.get(_ASCII, ""))
        return hidden, underlined

    def note_size(self, value: str) -> None:
        """Keep the largest type size of the paragraph."""
        if self.paragraph is not None and value.isdigit():
            self.paragraph.size = max(self.paragraph.size, int(value))

    def note_font(self, font: str) -> None:
        """Note a font that looks like handwriting."""
        if font and self.paragraph is not None and any(word in font.casefold() for word in _SCRIPT_FONTS):
            self.paragraph.script = True

    # -- text

    def silent(self) -> bool:
        """Whether text met now is not to be seen as the document's own."""
        return bool(self.prompt) or any(not one.in_result or one.today for one in self.fields)

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
        value = "0" if state is None else state.get(_VAL, "1")
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
        """Walk a text box as a small story of its own."""
        inner = _Walk(self.out, self.part, "text box", self.out.boxes)
        inner.page = self.page
        inner.blocks(content)

    def mark(self, kind: MarkKind, node: Element, *, detail: str = "", at: int | None = None) -> None:
        """Note something that is no text."""
        if self.paragraph is not None:
            self.paragraph.marks.append(Mark(kind, self.length if at is None else at, node, detail=detail))


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
    return shown is not None and is_on(shown.get(_VAL))


def _is_contents(properties: Element | None) -> bool:
    if properties is None:
        return False
    gallery = next(properties.iter(w("docPartGallery")), None)
    return gallery is not None and gallery.get(_VAL) == "Table of Contents"


def _outer_boxes(node: Element) -> Iterator[Element]:
    """The text boxes of a drawing, without those inside them and without second copies."""
    for child in node:
        if child.tag == _TXBX:
            yield child
        elif child.tag == _ALTERNATE:
            chosen = child.find(_CHOICE)
            yield from _outer_boxes(child if chosen is None else chosen)
        else:
            yield from _outer_boxes(child)


# ---- headers and footers


def walk(package: Package) -> Text:
    """Walk the main document and the headers and footers that are shown.

    Raises:
        Unreadable: a part is broken or dangerous.
    """
    root = package.tree(package.main)
    body = root.find(w("body"))
    if body is None:
        raise Unreadable(
            "corrupt",
            "The main document of this file holds no text. Open it in Word and save it again as .docx.",
        )
    text = Text(package)
    _Walk(text, package.main, "body", text.body).blocks(body)
    _refuse_hidden_margins(package)
    for kind, part in _margins(package, root):
        target = text.headers if kind == "header" else text.footers
        _Walk(text, part, "header" if kind == "header" else "footer", target).blocks(package.tree(part))
    return text


def _margins(package: Package, root: Element) -> list[tuple[str, str]]:
    """("header" | "footer", part) of what a section shows, each part once."""
    targets = {rel.id: rel.target for rel in package.relationships(package.main) if not rel.external}
    found: dict[str, str] = {}
    for section in root.iter(w("sectPr")):
        first = section.find(w("titlePg"))
        has_first = first is not None and is_on(first.get(_VAL))
        for node in section.iter(w("headerReference"), w("footerReference")):
            target = targets.get(node.get(f"{{{R_NS}}}id", ""), "")
            if target in package.parts and (has_first or node.get(w("type")) != "first"):
                found.setdefault(target, "header" if node.tag == w("headerReference") else "footer")
    return [(kind, part) for part, kind in found.items()]


def _refuse_hidden_margins(package: Package) -> None:
    """Look into headers and footers that no section shows as well: what is wrong there is wrong with the file."""
    for rel in package.relationships(package.main):
        if rel.kind.endswith(("/header", "/footer")) and not rel.external and rel.target in package.parts:
            refuse_doctype(package.read(rel.target), rel.target)
