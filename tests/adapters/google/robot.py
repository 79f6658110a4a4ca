"""The service account of the tests: a key pair made when the tests start, so that none lies in the project."""

import json
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

EMAIL = "robot@northmoor-register.iam.gserviceaccount.com"

_PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_NAME = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "robot")])
CERTIFICATE = (
    x509.CertificateBuilder()
    .subject_name(_NAME)
    .issuer_name(_NAME)
    .public_key(_PRIVATE.public_key())
    .serial_number(1)
    .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
    .not_valid_after(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=3650))
    .sign(_PRIVATE, hashes.SHA256())
    .public_bytes(serialization.Encoding.PEM)
)
PRIVATE_PEM = _PRIVATE.private_bytes(
    serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
).decode()


def key_json(token_uri: str, **changed: object) -> str:
    """A key file as the Google Cloud console hands it out."""
    key = {
        "type": "service_account",
        "project_id": "northmoor-register",
        "private_key_id": "abc",
        "private_key": PRIVATE_PEM,
        "client_email": EMAIL,
        "client_id": "1",
        "token_uri": token_uri,
    }
    return json.dumps({**key, **changed})
