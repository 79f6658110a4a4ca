"""What policyclerk proves itself with to Microsoft 365: a certificate with its key, or a secret, from the environment."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key

from policyclerk.domain.errors import SettingsError

CERT_VARIABLE, SECRET_VARIABLE = "POLICYCLERK_GRAPH_CERT", "POLICYCLERK_GRAPH_SECRET"

_KEY = re.compile(
    r"-----BEGIN (?:RSA |ENCRYPTED )?PRIVATE KEY-----.*?-----END [A-Z ]*PRIVATE KEY-----", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class GraphKey:
    """The credential in the form that msal takes.

    Attributes:
        credential: a secret, or `private_key` and `public_certificate` as PEM texts; never printed.
        ends: the certificate's last day; None for a secret, which does not say.
    """

    credential: str | Mapping[str, str] = field(repr=False)
    ends: date | None = None


def read_graph_key(secrets: Mapping[str, str]) -> GraphKey:
    """The certificate where one is set, else the secret.

    Raises:
        SettingsError: neither is set, or the certificate cannot be used.
    """
    pem, secret = secrets.get(CERT_VARIABLE, "").strip(), secrets.get(SECRET_VARIABLE, "").strip()
    if pem:
        return _certificate(pem.replace("\\n", "\n"))  # how several systems keep a text of many lines
    if secret:
        return GraphKey(secret)
    wanted = f"{CERT_VARIABLE} (the text of a PEM file with private key and certificate) or {SECRET_VARIABLE}"
    raise SettingsError((f'[mail] kind = "graph" needs {wanted} in the environment.',))


def _certificate(pem: str) -> GraphKey:
    key_text = _KEY.search(pem)
    if key_text is None:
        raise _unusable("holds no private key")
    try:
        key = load_pem_private_key(key_text.group().encode(), password=None)
        found = x509.load_pem_x509_certificates(pem.encode())
    except TypeError:
        raise _unusable("holds a private key that is locked with a password; store it without") from None
    except ValueError:
        raise _unusable("cannot be read as PEM with a private key and a certificate") from None
    if not isinstance(key, rsa.RSAPrivateKey):
        raise _unusable("holds a key that is no RSA key, which Microsoft's sign-in does not take")
    own = next((each for each in found if each.public_key() == key.public_key()), None)
    if own is None:
        raise _unusable("holds a private key and a certificate that do not belong together")
    texts = {"private_key": key_text.group(), "public_certificate": own.public_bytes(Encoding.PEM).decode()}
    return GraphKey(texts, own.not_valid_after_utc.date())


def _unusable(why: str) -> SettingsError:
    return SettingsError((f"{CERT_VARIABLE} {why}.",))
