"""Signs tiny Word files digitally, for tests, in the way Office does."""

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.x509.oid import NameOID
from lxml import etree

C14N = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315"
DS = "http://www.w3.org/2000/09/xmldsig#"
SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELS = "application/vnd.openxmlformats-package.relationships+xml"
Key = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey


def certificate(key: Key, name: str) -> str:
    """A certificate that the key gives to itself, in base 64."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(17)
        .not_valid_before(datetime(2025, 1, 1))  # noqa: DTZ001  certificates are dated without zone
        .not_valid_after(datetime(2027, 1, 1))  # noqa: DTZ001
        .sign(key, hashes.SHA256())
    )
    return base64.b64encode(made.public_bytes(serialization.Encoding.DER)).decode()


def signed(
    path: str,
    key: Key,
    *,
    name: str = "Ann Reed",
    parts: tuple[str, ...] = ("word/document.xml",),
    line: str = "",
) -> str:
    """Sign a file in place: these parts, the relationships of the document, and the line that the signature is for."""
    content = read(path)
    manifest = "".join(_part(content, part) for part in parts) + _relationships(content)
    office = f'<SignatureInfoV1 xmlns="http://schemas.microsoft.com/office/2006/digsig"><SetupID>{line}</SetupID></SignatureInfoV1>'
    time = f'<mdssi:SignatureTime xmlns:mdssi="{PACKAGE}/digital-signature"><mdssi:Value>2025-09-12T10:00:00Z</mdssi:Value></mdssi:SignatureTime>'
    objects = {"idPackageObject": f"<Manifest>{manifest}</Manifest>{time}", "idOfficeObject": office}
    told = "".join(_object(identity, inner) for identity, inner in objects.items())
    listed = "".join(
        _reference(f"#{identity}", _canonical(_object(identity, inner, alone=True)))
        for identity, inner in objects.items()
    )
    kind = "rsa" if isinstance(key, rsa.RSAPrivateKey) else "ecdsa"
    info = (
        f'<CanonicalizationMethod Algorithm="{C14N}"/>'
        f'<SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#{kind}-sha256"/>{listed}'
    )
    value = _value(key, _canonical(f'<SignedInfo xmlns="{DS}">{info}</SignedInfo>'))
    shown = (
        f"<KeyInfo><X509Data><X509Certificate>{certificate(key, name)}</X509Certificate></X509Data></KeyInfo>"
    )
    signature = (
        f'<Signature Id="idPackageSignature" xmlns="{DS}"><SignedInfo>{info}</SignedInfo>'
        f"<SignatureValue>{value}</SignatureValue>{shown}{told}</Signature>"
    )
    return write(path, {**content, **_linked(content, signature)})


def read(path: str) -> dict[str, bytes]:
    """The parts of a file."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(path: str, content: Mapping[str, bytes]) -> str:
    """The parts as a file again; gives its path."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in content.items():
            archive.writestr(name, data)
    Path(path).write_bytes(buffer.getvalue())
    return path


def changed(path: str, part: str, old: str, new: str) -> str:
    """A file with some words of a part replaced, its signature left as it was."""
    content = read(path)
    assert old.encode() in content[part]
    return write(path, {**content, part: content[part].replace(old.encode(), new.encode())})


def _linked(content: Mapping[str, bytes], signature: str) -> dict[str, bytes]:
    root = content["_rels/.rels"].decode()
    kind = f"{PACKAGE}/relationships/digital-signature"
    link = f'<Relationship Id="rIdSign" Type="{kind}/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    rels = f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" Type="{kind}/signature" Target="sig1.xml"/></Relationships>'
    return {
        "_rels/.rels": root.replace("</Relationships>", link).encode(),
        "_xmlsignatures/origin.sigs": b"",
        "_xmlsignatures/_rels/origin.sigs.rels": rels.encode(),
        "_xmlsignatures/sig1.xml": signature.encode(),
    }


def _object(identity: str, inner: str, *, alone: bool = False) -> str:
    space = f' xmlns="{DS}"' if alone else ""
    return f'<Object Id="{identity}"{space}>{inner}</Object>'


def _part(content: Mapping[str, bytes], part: str) -> str:
    return _reference(f"/{part}?ContentType={MAIN}", content[part])


def _relationships(content: Mapping[str, bytes]) -> str:
    name = "word/_rels/document.xml.rels"
    root = etree.fromstring(content[name])
    nodes = sorted(root, key=lambda node: node.get("Id"))
    written = "".join(
        f'<Relationship Id="{node.get("Id")}" Target="{node.get("Target")}" TargetMode="Internal" Type="{node.get("Type")}"/>'
        for node in nodes
    )
    chosen = "".join(
        f'<mdssi:RelationshipReference xmlns:mdssi="{PACKAGE}/digital-signature" SourceId="{node.get("Id")}"/>'
        for node in nodes
    )
    transforms = (
        f'<Transforms><Transform Algorithm="{PACKAGE}/RelationshipTransform">{chosen}</Transform>'
        f'<Transform Algorithm="{C14N}"/></Transforms>'
    )
    data = _canonical(f'<Relationships xmlns="{PACKAGE}/relationships">{written}</Relationships>')
    return _reference(f"/{name}?ContentType={RELS}", data, transforms)


def _reference(uri: str, data: bytes, transforms: str = "") -> str:
    digest = base64.b64encode(hashlib.sha256(data).digest()).decode()
    return (
        f'<Reference URI="{uri}">{transforms}<DigestMethod Algorithm="{SHA256}"/>'
        f"<DigestValue>{digest}</DigestValue></Reference>"
    )


def _canonical(xml: str) -> bytes:
    form: bytes = etree.tostring(etree.fromstring(re.sub(r">\s+<", "><", xml)), method="c14n")
    return form


def _value(key: Key, data: bytes) -> str:
    if isinstance(key, rsa.RSAPrivateKey):
        return base64.b64encode(key.sign(data, padding.PKCS1v15(), hashes.SHA256())).decode()
    r, s = decode_dss_signature(key.sign(data, ec.ECDSA(hashes.SHA256())))
    return base64.b64encode(r.to_bytes(32, "big") + s.to_bytes(32, "big")).decode()
