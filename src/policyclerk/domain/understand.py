"""From a spreadsheet as it is to a register as it is meant. Pure; nothing that looks like a row is lost in silence.

Every row below the headings of a policy tab ends as policies, as a named problem, or is blank.
"""

from collections.abc import Sequence
from datetime import date

from policyclerk.domain.calendar import Calendar
from policyclerk.domain.cells import plain_words
from policyclerk.domain.directory import directory_of
from policyclerk.domain.finding import RegisterProblem
from policyclerk.domain.policy import Policy
from policyclerk.domain.policy_keys import with_keys
from policyclerk.domain.policy_list import read_policy_list
from policyclerk.domain.register import RawBook, Register
from policyclerk.domain.schools import SchoolList
from policyclerk.domain.settings import RegisterSettings
from policyclerk.domain.side_tabs import (
    read_acknowledgements,
    read_meetings,
    read_people,
    read_schools,
    read_terms,
)
from policyclerk.domain.surroundings import Surroundings
from policyclerk.domain.tabs import Tabs, sort_tabs


def understand(book: RawBook, *, settings: RegisterSettings, today: date) -> Register:
    """What a book says about a trust's policies.

    Args:
        book: the spreadsheet as read.
        settings: which tabs and headings the trust has named.
        today: the run's day; terms must reach over it, and no review was held after it.

    Raises:
        RegisterError: `no_policy_tab`.
    """
    tabs = sort_tabs(book, settings)
    schools, a = read_schools(tabs.of("schools"))
    names = SchoolList(schools)
    people, b = read_people(tabs.of("people"), names)
    terms, c = read_terms(tabs.of("terms"), names)
    meetings, d = read_meetings(tabs.of("meetings"), names)
    acknowledgements, e = read_acknowledgements(tabs.of("acknowledgements"))
    around = Surroundings(
        schools=names,
        directory=directory_of(people, schools, (m.body for m in meetings)),
        calendar=Calendar(terms),
        many_tabs=len(tabs.of("policies")) > 1,
        serials=book.locale is not None,
        today=today,
    )
    rows = read_policy_list(tabs.of("policies"), around, settings.headings)
    return Register(
        source=book.source,
        version=book.version,
        policies=with_keys(rows.policies),
        people=people,
        schools=schools,
        terms=terms,
        meetings=meetings,
        acknowledgements=acknowledgements,
        keeps_acknowledgements=bool(tabs.of("acknowledgements")),
        problems=(
            *_of_the_book(book),
            *tabs.problems,
            *(*a, *b, *c, *d, *e),
            *_missing_terms(tabs, around, today),
            *rows.problems,
            *_duplicates(rows.policies),
        ),
        tabs=tuple(tab.as_policy_tab() for tab in tabs.of("policies")),
        own_cells=tuple(rows.own_cells),
        has=frozenset(name for tab in tabs.of("policies") for name in tab.headings.fields),
    )


def _of_the_book(book: RawBook) -> list[RegisterProblem]:
    """A sheet set to the United States turns 05/02/2027, when typed, into 2 May."""
    locale = (book.locale or "").replace("-", "_")
    if not locale.lower().startswith("en_us"):
        return []
    message = (
        f"{book.source} is set to {locale}: a date typed as 05/02/2027 becomes 2 May there. Set its locale to United "
        "Kingdom, and look over the dates typed so far."
    )
    return [RegisterProblem(None, None, None, locale, "locale_suspect", message)]


def _missing_terms(tabs: Tabs, around: Surroundings, today: date) -> list[RegisterProblem]:
    """Schools (None: the whole trust) whose rows of the Terms tab do not reach over today, or leave a school year out ahead."""
    calendar = around.calendar
    groups = dict.fromkeys(t.school for t in calendar.terms) or dict.fromkeys([None])
    tab = next((t.table.name for t in tabs.of("terms")), None)
    told = (_why_terms_missing(calendar, school, today) for school in groups)
    return [
        RegisterProblem(tab, None, None, None, "terms_missing", why)
        for why in told
        if tab is not None and why is not None
    ]


def _why_terms_missing(calendar: Calendar, school: str | None, today: date) -> str | None:
    whose = school or "the whole trust"
    forgotten = calendar.terms_forgotten(today, school)
    if forgotten is not None:
        first, last = forgotten
        return (
            f"The Terms tab has no term from {first:%d/%m/%Y} to {last:%d/%m/%Y} for {whose}: too long for a holiday, so it is taken "
            "for terms that were forgotten, and no mail is held back in that time. Add the terms."
        )
    if calendar.terms_known(today, school):
        return None
    return (
        f"The Terms tab has no row around {today:%d/%m/%Y} for {whose}, so holidays are not kept quiet there. Add the terms of "
        "this school year."
    )


def _duplicates(policies: Sequence[Policy]) -> list[RegisterProblem]:
    """Refs used twice in one school, and two rows for one policy of one school; the later row is named.

    A retired row may stand beside the policy that took its place.
    """
    problems: list[RegisterProblem] = []
    refs: dict[tuple[str, str], Policy] = {}
    titles: dict[tuple[str, str], Policy] = {}
    told: set[tuple[str, str, int]] = set()
    for policy in policies:
        for kind, seen, text in (
            ("duplicate_ref", refs, policy.ref or ""),
            ("duplicate_row", titles, "" if policy.retired else policy.title),
        ):
            words = plain_words(text) or text
            before = seen.setdefault((plain_words(policy.school or ""), words), policy) if words else policy
            line = (kind, policy.tab, policy.row)
            if (before.tab, before.row) != (policy.tab, policy.row) and line not in told:
                told.add(line)
                problems.append(_duplicate(kind, policy, before))
    return problems


def _duplicate(kind: str, policy: Policy, before: Policy) -> RegisterProblem:
    name = "ref" if kind == "duplicate_ref" else "title"
    place = policy.place(name)
    what = "Ref" if kind == "duplicate_ref" else "policy"
    return RegisterProblem(
        policy.tab,
        policy.row,
        place.column if place else None,
        place.raw if place else None,
        kind,
        f"The same {what} for the same school already stands in row {before.row} of tab “{before.tab}”. Keep one of the "
        "two, or tell them apart.",
    )
