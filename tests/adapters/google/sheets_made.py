"""Small Google sheets made on the spot, and ways to open them without a network and without waiting."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Any

from tests.adapters.google.fake_google import FakeGoogle, in_process
from tests.adapters.google.robot import key_json
from tests.adapters.google.sheet_model import Book, Tab

from policyclerk.adapters.google_key import ServiceKey, read_service_key
from policyclerk.adapters.google_session import GoogleSession
from policyclerk.adapters.register_google import GoogleRegister
from policyclerk.domain.action import StatusOrder
from policyclerk.domain.register import OWN_HEADINGS, PolicyTab, RawBook, Register

KEY = "1AbC_register-key"
DAY = date(2026, 11, 23)
HEADINGS = ("Ref", "Policy", "Owner", "Next review", "Document")


def rows(how_many: int = 6, letter: str = "P") -> list[tuple[Any, ...]]:
    """A tab's rows with headings; every third date is typed as text."""
    lines = [
        (
            f"{letter}{n}",
            f"Policy {letter}{n}",
            f"Owner {n}",
            "Sept 2027" if n % 3 == 0 else date(2027, 1, 1) + timedelta(days=n - 1),
            f"{n}.docx",
        )
        for n in range(1, how_many + 1)
    ]
    return [HEADINGS, *lines]


def book(*tabs: Tab, key: str = KEY) -> Book:
    """A spreadsheet; with no tabs given, one called Policies."""
    return Book(key, list(tabs) or [Tab.of(0, "Policies", rows())])


@dataclass
class Waits:
    """A clock that only moves when somebody waits."""

    now: float = 1_000.0
    waited: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.now += seconds

    def moment(self) -> float:
        return self.now


@cache
def robots_key(token_uri: str) -> ServiceKey:
    """The robot's key; reading one takes a moment, and a thousand nights share it."""
    return read_service_key(secret=key_json(token_uri), path=None)


def session(google: FakeGoogle, waits: Waits | None = None, **how: Any) -> GoogleSession:
    """A session that reaches the fake in process."""
    waits = waits or Waits()
    key = robots_key("http://localhost/token")
    return GoogleSession(
        key,
        **{
            "endpoint": "http://localhost",
            "sleep": waits.sleep,
            "moment": waits.moment,
            "epoch": lambda: google.epoch,
            "share": lambda: 0.5,
            "session": in_process(google),
            **how,
        },
    )


def register(google: FakeGoogle, key: str = KEY, **how: Any) -> GoogleRegister:
    """The register behind it."""
    return GoogleRegister(session(google, **how), key)


def understood(read: RawBook) -> Register:
    """What a writer needs to know of a book whose tabs have the headings Ref and Policy somewhere."""
    tabs = tuple(each for table in read.tables if (each := policy_tab(table)))
    return Register(read.source, read.version, (), tabs=tabs)


def policy_tab(table: Any) -> PolicyTab | None:
    for number, row in enumerate(table.rows, 1):
        texts = [cell.value for cell in row]
        if "Ref" in texts and "Policy" in texts:
            fields = {"ref": "Ref", "title": "Policy"}
            return PolicyTab(
                name=table.name,
                heading_row=number,
                columns={name: texts.index(text) + 1 for name, text in fields.items()},
                headings=fields,
                own={each: texts.index(each) + 1 for each in OWN_HEADINGS if each in texts},
                last_column=len(texts),
            )
    return None


def status_of(title: str, *, night: int = 1) -> str:
    """The status that belongs to a policy, and to no other."""
    return f"Red: {title}, night {night}"


def orders_for(read: RawBook, *, night: int = 1, only: Sequence[str] | None = None) -> list[StatusOrder]:
    """A whole status for every policy row of a book."""
    found = []
    for tab in understood(read).tabs:
        table = next(each for each in read.tables if each.name == tab.name)
        for number in range(tab.heading_row + 1, len(table.rows) + 1):
            cells = [cell.value for cell in table.rows[number - 1]]
            ref, title = (
                cells[tab.columns[name] - 1] if len(cells) >= tab.columns[name] else None
                for name in ("ref", "title")
            )
            if title and (only is None or title in only):
                status = status_of(str(title), night=night)
                values = (status, f"Findings of {title}", "Ask the owner", None, DAY)
                identity = (("Ref", None if ref is None else str(ref)), ("Policy", str(title)))
                found.append(
                    StatusOrder(tab.name, number, identity, tuple(zip(OWN_HEADINGS, values, strict=True)))
                )
    return found


def column(tab: Tab, heading: str) -> int:
    """Index of a heading's column."""
    return next(at for row in tab.rows for at, cell in enumerate(row) if cell.value == heading)


def statuses(tab: Tab) -> dict[str, Any]:
    """Policy -> status, as a person sees them."""
    title, status = column(tab, "Policy"), column(tab, "Policyclerk status")
    return {
        row[title].value: row[status].value for row in tab.rows if row[title].value not in (None, "Policy")
    }


def without_ours(tab: Tab) -> list[list[tuple[Any, ...]]]:
    """Everything in a tab but our columns: values, formulas, links and formats."""
    ours = {at for at, each in enumerate(tab.columns) if each.tags}
    return [
        [(c.value, c.formula, c.form, c.hyperlink, c.chip) for at, c in enumerate(row) if at not in ours]
        for row in tab.rows
    ]
