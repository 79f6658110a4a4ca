"""The mathematics of XML signatures: the canonical form of an element, digests, and the value that a key has signed.

Only what Office writes is known: inclusive and exclusive canonical XML without comments, SHA-1 and SHA-2, RSA
(PKCS #1 v1.5) and ECDSA. Anything else raises `NotKnown`, and nothing is then said for or against the signature.
"""

import hashlib
import hmac
from base64 import b64decode
from binascii import Error as NotBase64
from copy import deepcopy

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.x509.oid import NameOID
from lxml import etree

from policyclerk.word.markup import Element

DS = "http://www.w3.org/2000/09/xmldsig#"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_INCLUSIVE = {"http://www.w3.org/TR/2001/REC-xml-c14n-20010315", "http://www.w3.org/2006/12/xml-c14n11"}
_EXCLUSIVE = "http://www.w3.org/2001/10/xml-exc-c14n#"
_HASHES: dict[str, type[hashes.HashAlgorithm]] = {
    "sha1": hashes.SHA1,
    "sha256": hashes.SHA256,
    "sha384": hashes.SHA384,
    "sha512": hashes.SHA512,
}


class NotKnown(Exception):
    """A way of signing that is not known here; the message names it."""


def ds(name: str) -> str:
    """The full name of an element of XML signatures (`ds("Reference")`)."""
    return f"{{{DS}}}{name}"


def is_canonical_form(algorithm: str) -> bool:
    """Whether a transform is one of the canonical forms."""
    return algorithm in _INCLUSIVE or algorithm == _EXCLUSIVE


def canonical(element: Element, algorithm: str) -> bytes:
    """The canonical form of an element as a document of its own, in the namespaces it stands in.

    The element is rebuilt first: written straight from a living tree, it would undeclare namespaces of its parents.

    Raises:
        NotKnown: another form than those known.
    """
    if not is_canonical_form(algorithm):
        raise NotKnown(f"the canonical form {algorithm}")
    alone = etree.Element(element.tag, nsmap=element.nsmap)  # type: ignore[arg-type]  # None is the default namespace
    alone.text = element.text
    for name, value in element.attrib.items():
        alone.set(name, value)
    for child in element:
        alone.append(deepcopy(child))
    if algorithm != _EXCLUSIVE:
        for above in element.iterancestors():
            for name, value in above.attrib.items():
                if str(name).startswith(_XML) and name not in alone.attrib:
                    alone.set(name, value)
    form: bytes = etree.tostring(alone, method="c14n", exclusive=algorithm == _EXCLUSIVE, with_comments=False)
    return form


def has_digest(data: bytes, method: str, expected: str) -> bool:
    """Whether data has the digest that a reference states. Raises NotKnown for other digests than SHA-1 and SHA-2."""
    found = hashlib.new(_hash_name(method), data, usedforsecurity=False).digest()
    return hmac.compare_digest(found, decoded(expected))


def _hash_name(method: str) -> str:
    name = method.rpartition("#")[2].rpartition("-")[2]
    if name not in _HASHES:
        raise NotKnown(f"the digest {method}")
    return name


def decoded(text: str) -> bytes:
    """The bytes of a text in base 64. Raises NotKnown where it is none."""
    try:
        return b64decode("".join(text.split()), validate=True)
    except (NotBase64, ValueError) as fault:
        raise NotKnown("a value that is not base 64") from fault


def certificate_of(signature: Element) -> x509.Certificate:
    """The signer's certificate. Raises NotKnown where there is none, or none that can be read."""
    text = signature.findtext(f"{ds('KeyInfo')}/{ds('X509Data')}/{ds('X509Certificate')}")
    if not text:
        raise NotKnown("a signature without its certificate")
    try:
        return x509.load_der_x509_certificate(decoded(text))
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        raise NotKnown("a certificate that cannot be read") from fault


def common_name(certificate: x509.Certificate) -> str | None:
    """Who a certificate says it is for; None where it does not say."""
    try:
        found = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    except ValueError:
        return None
    return str(found[0].value).strip()[:120] or None if found else None


def is_signed_by(certificate: x509.Certificate, data: bytes, value: bytes, method: str) -> bool:
    """Whether a value is the certificate's signature of the data. Raises NotKnown for other keys than RSA and ECDSA."""
    algorithm = _HASHES[_hash_name(method)]()
    try:
        key = certificate.public_key()
        if isinstance(key, rsa.RSAPublicKey) and "rsa-sha" in method:
            return _is_rsa(key, data, value, algorithm)
        if isinstance(key, ec.EllipticCurvePublicKey) and "ecdsa-sha" in method:
            key.verify(_as_der(value), data, ec.ECDSA(algorithm))
        else:
            raise NotKnown(f"the way of signing {method}")
    except InvalidSignature:
        return False
    except (ValueError, UnsupportedAlgorithm) as fault:
        raise NotKnown(f"the way of signing {method}") from fault
    return True


def _is_rsa(key: rsa.RSAPublicKey, data: bytes, value: bytes, algorithm: hashes.HashAlgorithm) -> bool:
    try:
        key.verify(value, data, padding.PKCS1v15(), algorithm)
    except InvalidSignature:
        return _is_rsa_in_brief(key, data, value, algorithm)
    return True


_IDENTITIES = {
    "sha1": bytes.fromhex("06052b0e03021a"),
    "sha256": bytes.fromhex("0609608648016503040201"),
    "sha384": bytes.fromhex("0609608648016503040202"),
    "sha512": bytes.fromhex("0609608648016503040203"),
}


def _is_rsa_in_brief(
    key: rsa.RSAPublicKey, data: bytes, value: bytes, algorithm: hashes.HashAlgorithm
) -> bool:
    """Some programs leave out the empty parameters of the digest's name, which RFC 8017 (9.2, note 2) tells us to accept."""
    digest = hashlib.new(algorithm.name, data, usedforsecurity=False).digest()
    name = _IDENTITIES[algorithm.name]
    inner = bytes([0x30, len(name)]) + name + bytes([0x04, len(digest)]) + digest
    try:
        found = key.recover_data_from_signature(value, padding.PKCS1v15(), None)
    except InvalidSignature:
        return False
    return hmac.compare_digest(found, bytes([0x30, len(inner)]) + inner)


def _as_der(value: bytes) -> bytes:
    """XML writes both numbers of an ECDSA signature one behind the other; libraries want them wrapped."""
    half = len(value) // 2
    return encode_dss_signature(int.from_bytes(value[:half], "big"), int.from_bytes(value[half:], "big"))
