"""To whom mail may go: the addresses and domains that a trust has listed, and nobody else."""

from collections.abc import Collection

from policyclerk.domain.errors import PolicyclerkError


def refuse_others(address: str, *, domains: Collection[str], addresses: Collection[str]) -> None:
    """Pass where the trust has listed the address or its domain; both lists empty means that nobody may be written to.

    A domain stands for itself alone: `trust.example` does not let in `mail.trust.example`.

    Args:
        address: one bare address, as it goes to the server.
        domains, addresses: `allowed_domains` and `allowed_addresses` of [mail], in any case.

    Raises:
        PolicyclerkError: recipient_not_allowed.
    """
    wanted = _plain(address)
    if wanted in map(_plain, addresses) or wanted.rpartition("@")[2] in map(_plain, domains):
        return
    raise PolicyclerkError(
        "recipient_not_allowed",
        "The recipient's address is not among allowed_domains and allowed_addresses of [mail], so nothing was sent. "
        "Correct the address in the register's People tab, or add its domain in config/trust.toml.",
    )


def _plain(text: str) -> str:
    return text.strip().casefold()
