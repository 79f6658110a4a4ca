"""Digital signatures are verified: intact or broken, who signed, and whether it is the document that was signed."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from tests.word.build_docx import p, write_docx
from tests.word.sign_docx import Key, changed, read, signed, write

from policyclerk.domain.document import SignOff
from policyclerk.word.digital_signature import digital_signatures
from policyclerk.word.package import open_package
from policyclerk.word.reader import read_file

GUID = "{3C9B6E0A-0B71-4E39-9C7B-5F0F0F6D6E11}"
LINE = (
    '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="rId9"/><o:signatureline issignatureline="t" '
    f'id="{GUID}" o:suggestedsigner="Ann Reed" o:suggestedsigner2="Chair of Governors"/></v:shape></w:pict></w:r></w:p>'
)
DOCUMENT = "word/document.xml"


@pytest.fixture(scope="module")
def key() -> Key:
    return ec.generate_private_key(ec.SECP256R1())


@pytest.fixture
def policy(tmp_path: Path) -> str:
    return write_docx(
        tmp_path, p("Behaviour Policy", style="Title"), p("All are kind."), footer=p("Version 2")
    )


@pytest.fixture
def lined(tmp_path: Path) -> str:
    return write_docx(tmp_path, p("Behaviour Policy", style="Title"), p("All are kind."), LINE)


def sign_offs(path: str) -> tuple[SignOff, ...]:
    facts = read_file(path)
    assert facts.ok, facts.problem
    return facts.sign_offs


def test_an_intact_signature_of_the_document_is_a_sign_off_by_whom_the_certificate_names(
    policy: str, key: Key
) -> None:
    (one,) = sign_offs(signed(policy, key))
    assert (one.signed, one.name, one.role) == ("yes", "Ann Reed", None)
    assert one.date is not None
    assert one.date.raw == "2025-09-12"
    assert "intact" in one.evidence
    assert "certificate was not checked" in one.evidence


def test_rsa_signatures_are_verified_as_well(policy: str) -> None:
    path = signed(policy, rsa.generate_private_key(public_exponent=65537, key_size=2048))
    assert [one.state for one in digital_signatures(open_package(path))] == ["intact"]


def test_a_document_changed_after_signing_is_unclear_and_says_so(policy: str, key: Key) -> None:
    (one,) = sign_offs(changed(signed(policy, key), DOCUMENT, "kind", "cruel"))
    assert one.signed == "unclear"
    assert "broken: the file was changed after it was signed (word/document.xml)" in one.evidence


def test_a_relationship_that_was_signed_and_changed_breaks_the_signature(policy: str, key: Key) -> None:
    path = changed(signed(policy, key), "word/_rels/document.xml.rels", "footer1.xml", "footer2.xml")
    assert digital_signatures(open_package(path))[0].state == "broken"


def test_relationships_may_be_written_in_another_order(policy: str, key: Key) -> None:
    path = changed(
        signed(policy, key), "word/_rels/document.xml.rels", "<Relationship Id", "\n <Relationship  Id"
    )
    assert digital_signatures(open_package(path))[0].state == "intact"


@pytest.mark.parametrize(
    ("old", "new"),
    [("2025-09-12", "2026-09-12"), ("idOfficeObject", "idPackageObject"), ("ecdsa-sha256", "ecdsa-sha512")],
)
def test_a_signature_that_was_changed_itself_counts_for_nothing(
    policy: str, key: Key, old: str, new: str
) -> None:
    path = changed(signed(policy, key), "_xmlsignatures/sig1.xml", old, new)
    assert digital_signatures(open_package(path))[0].state == "broken"
    assert [one.signed for one in sign_offs(path)] == ["unclear"]


def test_a_signature_of_other_parts_is_none_of_the_document(policy: str, key: Key) -> None:
    (one,) = sign_offs(signed(policy, key, parts=("word/footer1.xml",)))
    assert one.signed == "unclear"
    assert "not of the text" in one.evidence


def test_another_persons_certificate_does_not_make_it_theirs(policy: str, key: Key, tmp_path: Path) -> None:
    other = write_docx(tmp_path, p("Other"), footer=p("x"), name="other.docx")
    theirs = read(signed(other, ec.generate_private_key(ec.SECP256R1()), name="Chair"))[
        "_xmlsignatures/sig1.xml"
    ].decode()
    ours = read(signed(policy, key))
    start, end = "<X509Certificate>", "</X509Certificate>"
    mine = ours["_xmlsignatures/sig1.xml"].decode()
    put = theirs.split(start)[1].split(end)[0]
    ours["_xmlsignatures/sig1.xml"] = (mine.split(start)[0] + start + put + end + mine.split(end)[1]).encode()
    assert [one.signed for one in sign_offs(write(policy, ours))] == ["unclear"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("xmldsig-more#ecdsa-sha256", "xmldsig#dsa-sha1"),
        ("<X509Certificate>M", "<X509Certificate>!"),
        ('<CanonicalizationMethod Algorithm="http', '<CanonicalizationMethod Algorithm="odd'),
    ],
)
def test_what_is_not_known_is_neither_intact_nor_broken(policy: str, key: Key, old: str, new: str) -> None:
    path = changed(signed(policy, key), "_xmlsignatures/sig1.xml", old, new)
    assert digital_signatures(open_package(path))[0].state == "unknown"
    assert [one.signed for one in sign_offs(path)] == ["unclear"]


def test_a_signature_that_is_no_xml_does_not_stop_the_reading(policy: str, key: Key) -> None:
    path = changed(signed(policy, key), "_xmlsignatures/sig1.xml", "</Signature>", "")
    assert [one.signed for one in sign_offs(path)] == ["unclear"]


def test_a_part_that_nothing_leads_to_is_no_signature(policy: str, key: Key) -> None:
    content = read(signed(policy, key))
    del content["_xmlsignatures/_rels/origin.sigs.rels"]
    assert sign_offs(write(policy, content)) == ()


# ---- signature lines


def test_a_line_is_signed_by_the_signature_made_for_it(lined: str, key: Key) -> None:
    (one,) = sign_offs(signed(lined, key, line=GUID.lower()))
    assert (one.role, one.name, one.signed) == ("Chair of Governors", "Ann Reed", "yes")


def test_a_line_is_not_signed_by_a_signature_made_for_another(lined: str, key: Key) -> None:
    blank, other = sign_offs(signed(lined, key, line="{00000000-0000-0000-0000-000000000001}"))
    assert (blank.role, blank.signed) == ("Chair of Governors", "no")
    assert other.signed == "yes"


def test_a_line_is_unclear_where_the_file_as_a_whole_was_signed(lined: str, key: Key) -> None:
    line, whole = sign_offs(signed(lined, key))
    assert (line.signed, whole.signed) == ("unclear", "yes")


def test_a_line_whose_signature_is_broken_is_unclear(lined: str, key: Key) -> None:
    (one,) = sign_offs(changed(signed(lined, key, line=GUID), DOCUMENT, "kind", "cruel"))
    assert (one.role, one.signed) == ("Chair of Governors", "unclear")


def test_a_blank_place_to_sign_is_unclear_where_the_file_was_signed(tmp_path: Path, key: Key) -> None:
    path = write_docx(tmp_path, p("Policy", style="Title"), p("Signed: __________ (Chair of Governors)"))
    blank, whole = sign_offs(signed(path, key))
    assert (blank.role, blank.signed, whole.signed) == ("Chair of Governors", "unclear", "yes")
    assert "may stand for it" in blank.evidence
