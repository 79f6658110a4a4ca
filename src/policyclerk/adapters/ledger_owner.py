"""Whose ledger a database server holds, so that two trusts do not come to share one by a slip in their settings.

A trust is known by its name alone: its folder may move, and a ledger must outlive the folder. The table is made by the first run that
asks; a ledger of an earlier version then belongs to whoever runs first. A file in the trust's own folder is nobody else's and is not asked.
"""

import sqlalchemy as sql

from policyclerk.adapters.ledger_schema import address_of, shown, told, writing_engine
from policyclerk.domain.errors import UsageError

TABLES = sql.MetaData()
OWNER = sql.Table(
    "ledger_owner",
    TABLES,
    sql.Column("id", sql.Integer, primary_key=True, autoincrement=False),
    sql.Column("trust", sql.Text, nullable=False),
)
"""One row at most."""


def see_owner(url: str, trust: str) -> None:
    """Note that the ledger is this trust's; where it is another's, refuse.

    Raises:
        UsageError: ledger_of_another.
        PolicyclerkError: state_unwritable, the database cannot be used.
    """
    owner = _noted(url, trust)
    if _folded(owner) != _folded(trust):
        raise UsageError(
            "ledger_of_another",
            f'[state] database in trust.toml names the ledger of "{owner}", and this is "{trust}". Two trusts must not share a '
            "ledger: one would take the other's messages for its own, and not send them. Nothing was done. Give this trust a "
            "database of its own; or, where it is the same trust under a new name, run: policyclerk ledger rename",
        )


def give_to(url: str, trust: str) -> str:
    """The ledger is this trust's from now on; gives whose it was."""
    before = _noted(url, trust)
    engine = writing_engine(address_of(url))
    try:
        with told(shown(engine.url)), engine.begin() as connection:
            connection.execute(sql.update(OWNER).values(trust=trust))
    finally:
        engine.dispose()
    return before


def _noted(url: str, trust: str) -> str:
    """Whose the ledger is, after it was noted as this trust's where it was nobody's."""
    engine = writing_engine(address_of(url))
    try:
        with told(shown(engine.url)):
            TABLES.create_all(engine)
            _note(engine, trust)
            with engine.connect() as connection:
                owner: str = connection.execute(sql.select(OWNER.c.trust)).scalar_one()
                return owner
    finally:
        engine.dispose()


def _note(engine: sql.Engine, trust: str) -> None:
    """Of two first runs the database lets one note its trust."""
    with engine.connect() as connection:
        if connection.execute(sql.select(OWNER.c.id)).first() is not None:
            return
    try:
        with engine.begin() as connection:
            connection.execute(sql.insert(OWNER), {"id": 1, "trust": trust})
    except sql.exc.IntegrityError:
        return


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()
