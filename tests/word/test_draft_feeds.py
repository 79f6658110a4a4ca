"""Values that Word fills in from properties and XML stores are changed together with what they are filled from."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from tests.word.draft_samples import CHANGES, TITLE, Desk, p, parts_of, read_parts, run, table, write_docx

from policyclerk.domain.action import DraftResult
from policyclerk.word.draft import write_draft

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ITEM = "{0F5A6B7C-1111-4222-8333-444455556666}"
_CORE_ID = "{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"
_VT = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_CP = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def field(instruction: str, result: str, form: str = "") -> str:
    """A field as Word writes it."""
    mark = '<w:r><w:fldChar w:fldCharType="{}">{}</w:fldChar></w:r>'
    told = f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
    return (
        mark.format("begin", form) + told + mark.format("separate", "") + run(result) + mark.format("end", "")
    )


def bound(text: str, path: str, *, store: str = _ITEM, more: str = "<w:text/>") -> str:
    """A content control bound to a value of an XML store."""
    spaces = "xmlns:k='urn:control' xmlns:cp='" + _CP + "'"
    binding = f'<w:dataBinding w:prefixMappings="{spaces}" w:xpath="{path}" w:storeItemID="{store}"/>'
    return f"<w:sdt><w:sdtPr>{binding}{more}</w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"


def property_(name: str, value: str, kind: str = "lpwstr") -> str:
    return f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{name}"><vt:{kind}>{value}</vt:{kind}></property>'


def draft(
    desk: Desk,
    body: str,
    *,
    custom: str = "",
    core: str = "",
    store: str = "",
    tracked: bool = True,
    version: str | None = CHANGES.version,
    **margins: str,
) -> DraftResult:
    """A draft of a policy with properties and an XML store."""
    parts = parts_of(TITLE + body, **margins)
    links = ""
    if custom:
        parts["docProps/custom.xml"] = (
            f'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="{_VT}">{custom}</Properties>'
        ).encode()
        links += f'<Relationship Id="c" Type="{_REL}/custom-properties" Target="docProps/custom.xml"/>'
    if core:
        parts["docProps/core.xml"] = (
            f'<cp:coreProperties xmlns:cp="{_CP}">{core}</cp:coreProperties>'.encode()
        )
        links += f'<Relationship Id="k" Type="{_CP.replace("/metadata", "/relationships/metadata")}" Target="docProps/core.xml"/>'
    if store:
        parts["customXml/item1.xml"] = (
            f'<?mso-contentType?><k:control xmlns:k="urn:control">{store}</k:control>'.encode()
        )
        parts["customXml/itemProps1.xml"] = (
            f'<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="{_ITEM}"/>'
        ).encode()
        parts["customXml/_rels/item1.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r" Type="{_REL}/customXmlProps" Target="itemProps1.xml"/></Relationships>'
        ).encode()
        item = f'<Relationship Id="rIdItem" Type="{_REL}/customXml" Target="../customXml/item1.xml"/></Relationships>'
        relations = "word/_rels/document.xml.rels"
        parts[relations] = parts[relations].replace(b"</Relationships>", item.encode())
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(
        b"</Relationships>", f"{links}</Relationships>".encode()
    )
    write_docx(desk.source, parts)
    return write_draft(
        source=str(desk.source),
        target=str(desk.target),
        changes=replace(CHANGES, tracked=tracked, version=version),
    )


def values(desk: Desk, part: str) -> list[str]:
    """The texts of a part."""
    root = etree.fromstring(read_parts(desk.target)[part])
    return [node.text for node in root.iter() if isinstance(node.tag, str) and not len(node) and node.text]


@pytest.mark.parametrize("tracked", [True, False])
def test_a_field_and_the_property_it_shows_are_renewed_together(desk: Desk, tracked: bool) -> None:
    body = p(run("Next review: "), field('DOCPROPERTY "Review due" \\* MERGEFORMAT', "May 2024"))
    result = draft(desk, body, custom=property_("Review due", "May 2024"), tracked=tracked)
    assert "Next review: 23 November 2027" in desk.now()
    assert values(desk, "docProps/custom.xml") == ["23 November 2027"]
    assert ("Next review: May 2024" in desk.before()) is tracked
    assert not any("field" in sentence for sentence in result.left)


def test_a_simple_field_is_renewed_as_well(desk: Desk) -> None:
    simple = f'<w:fldSimple w:instr=" DOCPROPERTY  Ver ">{run("1.3")}</w:fldSimple>'
    draft(desk, p(run("Version: "), simple), custom=property_("Ver", "1.3"))
    assert "Version: 1.4" in desk.now()
    assert "Version: 1.3" in desk.before()
    assert values(desk, "docProps/custom.xml") == ["1.4"]


def test_every_field_that_shows_the_same_property_shows_the_new_value(desk: Desk) -> None:
    shown = field("DOCPROPERTY Edition", "1.3")
    draft(
        desk, p(run("Version: "), shown), footer=p(run("Ours: "), shown), custom=property_("Edition", "1.3")
    )
    assert "Version: 1.4" in desk.now()
    assert desk.now("word/footer1.xml") == ["Ours: 1.4"]


def test_a_field_that_shows_another_text_than_its_property_is_left_and_named(desk: Desk) -> None:
    body = p(run("Version: "), field("DOCPROPERTY Edition", "1.3"))
    result = draft(desk, body, custom=property_("Edition", "7"))
    assert "Version: 1.3" in desk.now()
    assert values(desk, "docProps/custom.xml") == ["7"]
    assert any("something else than it is filled from" in sentence for sentence in result.left)


@pytest.mark.parametrize(
    "instruction", ['STYLEREF "Version"', "DOCPROPERTY Absent", "REF edition", "QUOTE 1.3"]
)
def test_other_fields_are_left_and_named(desk: Desk, instruction: str) -> None:
    result = draft(desk, p(run("Version: "), field(instruction, "1.3")))
    assert "Version: 1.3" in desk.now()
    assert any("field that Word fills in itself" in sentence for sentence in result.left)


def test_a_field_inside_another_is_left_and_named(desk: Desk) -> None:
    inner = field("DOCPROPERTY Edition", "1.3")
    outer = field("QUOTE", "x").replace(run("x"), inner)
    result = draft(desk, p(run("Version: "), outer), custom=property_("Edition", "1.3"))
    assert "Version: 1.3" in desk.now()
    assert any("field that Word fills in itself" in sentence for sentence in result.left)


def test_a_field_round_a_day_keeps_the_day_in_the_manner_of_machines(desk: Desk) -> None:
    body = p(run("Next review: "), field('DOCPROPERTY Due \\@ "dd/MM/yyyy"', "02/11/2016"))
    draft(desk, body, custom=property_("Due", "2016-11-02T00:00:00Z", "filetime"))
    assert "Next review: 23/11/2027" in desk.now()
    assert values(desk, "docProps/custom.xml") == ["2027-11-23T00:00:00Z"]


# ---- content controls


@pytest.mark.parametrize("tracked", [True, False])
def test_a_bound_control_and_its_store_are_renewed_together(desk: Desk, tracked: bool) -> None:
    body = table(("Version", p(bound("V1.3", "/k:control[1]/k:version[1]"))))
    store = "<k:version>V1.3</k:version><k:other>kept</k:other>"
    result = draft(desk, body, store=store, footer=p(bound("V1.3", "/k:control/k:version")), tracked=tracked)
    assert "V1.4" in desk.now()
    assert desk.now("word/footer1.xml") == ["V1.4"]
    assert values(desk, "customXml/item1.xml") == ["V1.4", "kept"]
    assert ("V1.3" in desk.before()) is tracked
    assert not any("properties" in sentence for sentence in result.left)
    assert b"<?mso-contentType?>" in read_parts(desk.target)["customXml/item1.xml"]


def test_a_control_for_a_day_keeps_the_day_in_the_manner_of_machines(desk: Desk) -> None:
    control = bound("02/11/2016", "/k:control/k:due", more='<w:date w:fullDate="2016-11-02T00:00:00Z"/>')
    draft(desk, p(run("Next review: "), control), store="<k:due>2016-11-02T00:00:00</k:due>")
    assert "Next review: 23/11/2027" in desk.now()
    assert values(desk, "customXml/item1.xml") == ["2027-11-23T00:00:00"]
    assert b"fullDate" not in read_parts(desk.target)["word/document.xml"]


def test_a_control_round_the_whole_paragraph_bound_to_a_property_of_word(desk: Desk) -> None:
    control = bound("x", "/cp:coreProperties[1]/cp:category[1]", store=_CORE_ID)
    draft(desk, control.replace(run("x"), p("Version 1.3")), core="<cp:category>Version 1.3</cp:category>")
    assert "Version 1.4" in desk.now()
    assert values(desk, "docProps/core.xml") == ["Version 1.4"]


@pytest.mark.parametrize(
    "control",
    [
        bound("1.3", "/k:control/k:absent"),
        bound("1.3", "//k:version"),
        bound("1.3", "/k:control/k:version[2]"),
        bound("1.3", "/k:control/k:version", store="{00000000-0000-0000-0000-000000000000}"),
        bound("1.3", "/k:control/k:version", more="<w:dropDownList/>"),
        bound("1.3", "/k:control/k:version", more='<w:lock w:val="contentLocked"/><w:text/>'),
    ],
)
def test_a_control_that_cannot_be_followed_is_left_and_named(desk: Desk, control: str) -> None:
    result = draft(desk, p(run("Version: "), control), store="<k:version>1.3</k:version>")
    assert "Version: 1.3" in desk.now()
    assert values(desk, "customXml/item1.xml") == ["1.3"]
    assert any("content control" in sentence for sentence in result.left)


# ---- form fields


def form(inside: str) -> str:
    return f'<w:ffData><w:name w:val="Text1"/><w:enabled/><w:textInput>{inside}</w:textInput></w:ffData>'


def test_what_is_typed_into_a_form_field_is_renewed(desk: Desk) -> None:
    draft(desk, p(run("Next review date: "), field("FORMTEXT", "May 2024", form(""))))
    assert "Next review date: 23 November 2027" in desk.now()


@pytest.mark.parametrize("inside", ['<w:maxLength w:val="8"/>', '<w:type w:val="calculated"/>'])
def test_a_form_field_that_cannot_take_the_value_is_left_and_named(desk: Desk, inside: str) -> None:
    result = draft(desk, p(run("Next review date: "), field("FORMTEXT", "May 2024", form(inside))))
    assert "Next review date: May 2024" in desk.now()
    assert any("field" in sentence for sentence in result.left)


# ---- properties by themselves


def test_properties_that_state_version_dates_and_status_are_renewed(desk: Desk) -> None:
    custom = (
        property_("Version", "1.3")
        + property_("Next review date", "02/11/2016")
        + property_("Last Reviewed", "2016-11-02T00:00:00Z", "filetime")
        + property_("Department", "Version 1.3 of the world")
    )
    core = "<cp:version>1.3</cp:version><cp:contentStatus>Final</cp:contentStatus>"
    result = draft(desk, p("Version: 1.3"), custom=custom, core=core)
    assert values(desk, "docProps/custom.xml") == [
        "1.4", "23/11/2027", "2026-11-23T00:00:00Z", "Version 1.3 of the world",
    ]  # fmt: skip
    assert values(desk, "docProps/core.xml") == ["1.4", "DRAFT - not approved"]
    assert len([change for change in result.changes if change.where == "the file's properties"]) == 5
    assert "Status: DRAFT - not approved" in desk.now()


def test_a_property_with_another_version_is_left_and_named(desk: Desk) -> None:
    result = draft(desk, p("Version: 1.3"), custom=property_("Version", "0.9"))
    assert values(desk, "docProps/custom.xml") == ["0.9"]
    assert any("0.9" in sentence for sentence in result.left)


def test_a_property_for_a_number_follows_where_the_number_shows_as_it_is(desk: Desk) -> None:
    shown = field("DOCPROPERTY Version", "1.3")
    draft(desk, p(run("Version: "), shown), custom=property_("Version", "1.3", "r8"))
    assert "Version: 1.4" in desk.now()
    assert values(desk, "docProps/custom.xml") == ["1.4"]


def test_a_property_for_a_number_that_would_show_another_version_is_left_and_named(desk: Desk) -> None:
    shown = field("DOCPROPERTY Version", "1.9")
    result = draft(desk, p(run("Version: "), shown), custom=property_("Version", "1.9", "r8"), version="1.10")
    assert "Version: 1.9" in desk.now()
    assert values(desk, "docProps/custom.xml") == ["1.9"]
    assert any("for a number" in sentence for sentence in result.left)


def test_a_property_that_a_field_has_renewed_is_told_once(desk: Desk) -> None:
    shown = field("DOCPROPERTY Reviewed", "02/11/2016")
    held = property_("Last Reviewed", "2016-11-02T00:00:00Z", "filetime")
    result = draft(
        desk, p(run("Last reviewed: "), shown.replace("Reviewed", '"Last Reviewed"', 1)), custom=held
    )
    assert values(desk, "docProps/custom.xml") == ["2026-11-23T00:00:00Z"]
    assert [c.new for c in result.changes if c.field == "latest_review"] == ["23/11/2026"]
