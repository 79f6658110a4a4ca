"""Gathering: the register read and understood, every Word file read, and each policy brought together with its file."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import ceil
from typing import TypeVar

from policyclerk.domain.acknowledging import acknowledgement_problems
from policyclerk.domain.calendar import Calendar
from policyclerk.domain.coverage import NO_COVERAGE, Coverage, coverage
from policyclerk.domain.document import DocumentFacts
from policyclerk.domain.errors import PolicyclerkError, RegisterError
from policyclerk.domain.finding import RegisterProblem, RunProblem
from policyclerk.domain.judgement import DocumentLine
from policyclerk.domain.matching import Titles, titles_of
from policyclerk.domain.own_draft import is_own_draft
from policyclerk.domain.policy import Policy
from policyclerk.domain.refusal import RefusedAddress
from policyclerk.domain.register import RawBook, Register
from policyclerk.domain.review import PolicyDocument, Standing
from policyclerk.domain.settings import Settings
from policyclerk.domain.standing import standing
from policyclerk.domain.statutory import StatutoryList
from policyclerk.domain.superseded import NO_LIST, SupersededList
from policyclerk.domain.understand import understand
from policyclerk.night_reading import NoReadings, Read, ReadingStore
from policyclerk.ports import (
    Batch,
    DocumentRef,
    DocumentStore,
    FactsCache,
    RegisterSource,
    Resolution,
    Spread,
    Step,
)
from policyclerk.undisturbed import clear_up, undisturbed
from policyclerk.word.reference_names import unknown_names

T = TypeVar("T")
ReadBatch = Callable[[Batch], tuple[DocumentFacts, ...]]

SMALLEST_BATCH = 50
"""Documents in one task: fewer would cost more in bookkeeping than in reading."""
MOST_BATCHES = 100
LEAST_ROWS = 10
"""Policies from which a register is asked whether it is the whole: a shorter one has only been begun."""


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a night reads from.

    Attributes:
        read_batch: reads the Word files of one batch; module-level, so that it can be sent to other processes.
        bank_holidays: days of the trust's nation on which nothing is sent.
        statutory: the policies that are asked of schools; None where no list is for the trust's nation.
        superseded: names of laws, guidance, bodies, terms and services that are no longer current.
        refused: addresses that the last message before a day did not get through to.
        requests: how many requests have been made to the service that keeps the register or the documents; None where
            both are files.
        readings: where what a night read is kept for reports.
    """

    register: RegisterSource
    documents: DocumentStore
    cache: FactsCache
    read_batch: ReadBatch
    bank_holidays: frozenset[date]
    statutory: StatutoryList | None = None
    superseded: SupersededList = NO_LIST
    refused: Callable[[date], tuple[RefusedAddress, ...]] = lambda _: ()
    requests: Callable[[], int] | None = None
    readings: ReadingStore = field(default_factory=NoReadings)


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read: the register as understood, and where every policy stands.

    Attributes:
        register: None where it could not be read; `problems` then says why.
        calendar: terms and bank holidays; None without a register.
        documents: every Word file that was looked at.
        coverage: which of the policies asked for each school has.
        superseded: what the names in documents are compared with.
        refused: addresses that the last message did not get through to.
        read: what all this follows from; None without a register.
    """

    register: Register | None
    calendar: Calendar | None
    standings: tuple[Standing, ...]
    documents: tuple[DocumentLine, ...]
    problems: tuple[RunProblem, ...]
    coverage: Coverage = NO_COVERAGE
    superseded: SupersededList = NO_LIST
    refused: tuple[RefusedAddress, ...] = ()
    read: Read | None = None


def in_process(name: str, work: Callable[[], T], *, repeatable: bool = False) -> T:  # noqa: ARG001 - the protocol's names
    """The plain Step: do it here and now."""
    return work()


def one_by_one(work: ReadBatch, batches: Sequence[Batch]) -> Iterable[tuple[DocumentFacts, ...]]:
    """The plain Spread: batch after batch."""
    return (work(batch) for batch in batches)


def gather(sources: Sources, settings: Settings, today: date, *, step: Step, spread: Spread) -> Gathered:
    """Read everything that a judgement rests on.

    A register that cannot be read, or a documents folder that is not there, becomes a problem of the run.
    """
    clear_up()
    try:
        book = step("read register", sources.register.read, repeatable=True)
        with undisturbed():
            register = understand(book, settings=settings.register, today=today)
    except RegisterError as fault:
        return Gathered(None, None, (), (), (RunProblem(fault.kind, fault.message),))
    files, problems = _listed(sources, step)
    cells = _resolved(register.policies, sources.documents, problems)
    wanted = _all_files(files, cells.values())
    facts = _facts(wanted, sources, settings, spread)
    read = Read(book, wanted, cells, facts, problems, sources.refused(today))
    return _brought_together(read, register, sources, settings, today)


def gathered_again(read: Read, sources: Sources, settings: Settings, today: date) -> Gathered:
    """What follows from what an earlier night read; of the sources only the tables of the law are asked."""
    with undisturbed():
        register = understand(read.book, settings=settings.register, today=today)
    return _brought_together(read, register, sources, settings, today)


@undisturbed()
def _brought_together(
    read: Read, register: Register, sources: Sources, settings: Settings, today: date
) -> Gathered:
    cells = read.cells
    documents = {
        ref.path: PolicyDocument(ref.path, ref.below_root, read.facts[ref.path]) for ref in read.files
    }
    calendar = Calendar(register.terms, sources.bank_holidays)
    standings = tuple(_standings(register, cells, documents, calendar, settings, today))
    grid = coverage(
        standings, register=register, wanted=sources.statutory, trust=settings.trust.name, today=today
    )
    found = (*register.problems, *_link_problems(register.policies, cells), *_asked_about(grid, register))
    register = replace(register, problems=_in_sheet_order(found))
    lines = tuple(_line(ref, read.facts[ref.path]) for ref in read.files)
    return Gathered(
        register,
        calendar,
        standings,
        lines,
        (*_copies(read.book), *read.problems, *_given_up(lines)),
        grid,
        sources.superseded,
        read.refused,
        read,
    )


def _copies(book: RawBook) -> Iterable[RunProblem]:
    """That a synced folder has made a copy of the register: what somebody typed may stand in that."""
    if book.copies:
        yield RunProblem(
            "register_copied",
            f"Beside {book.source} lies {' and '.join(book.copies[:3])}: a synced folder makes such a copy when two "
            "people change a file at once, and what one of them typed may stand there alone. Bring the two together, "
            "then delete the copy.",
            fatal=False,
        )


# ---- documents


def _listed(sources: Sources, step: Step) -> tuple[tuple[DocumentRef, ...], tuple[RunProblem, ...]]:
    try:
        return step("list documents", sources.documents.listing, repeatable=True), ()
    except PolicyclerkError as fault:
        return (), (RunProblem(fault.kind, fault.message),)


def _resolved(
    policies: Iterable[Policy], store: DocumentStore, problems: tuple[RunProblem, ...]
) -> Mapping[tuple[str, int], Resolution]:
    """Where the Document cell of each row leads, by (tab, row); rows with a blank cell are left out.

    Where it is blank, the link of the policy's name counts if it leads to a file. Without a store nothing leads anywhere, and each row says why.
    """
    if problems:
        nowhere = Resolution(None, why=problems[0].message)
        return {(policy.tab, policy.row): nowhere for policy in policies}
    cells: dict[tuple[str, int], Resolution] = {}
    for policy in policies:
        place = (policy.tab, policy.row)
        if place not in cells and (policy.document or policy.document_link):
            cells[place] = store.resolve(text=policy.document, link=policy.document_link)
        elif place not in cells and policy.title_link:
            by_name = store.resolve(text=None, link=policy.title_link)
            cells |= {place: by_name} if by_name.ref is not None else {}
    return cells


def _all_files(files: tuple[DocumentRef, ...], cells: Iterable[Resolution]) -> tuple[DocumentRef, ...]:
    """The listing and what cells lead to besides, each file once, by path."""
    named = {ref.path: ref for ref in files}
    named.update({cell.ref.path: cell.ref for cell in cells if cell.ref is not None})
    return tuple(named[path] for path in sorted(named))


def _facts(
    files: Sequence[DocumentRef], sources: Sources, settings: Settings, spread: Spread
) -> Mapping[str, DocumentFacts]:
    """What each file says of itself, by path; unchanged files come from the cache."""
    with undisturbed():
        known = sources.cache.known(files)
    unread = [ref for ref in files if ref.path not in known]
    names = unknown_names(sources.superseded.names())
    batches = cut_batches(unread, max_mb=settings.limits.max_document_mb, names=names)
    read = {facts.file: facts for batch in spread(sources.read_batch, batches) for facts in batch}
    sources.cache.remember((ref, read[ref.path]) for ref in unread)
    return {**known, **read}


def cut_batches(
    files: Sequence[DocumentRef], *, max_mb: int, names: tuple[str, ...] = ()
) -> tuple[Batch, ...]:
    """Files cut into batches: at least 50 each, and at most 100 batches whatever the size of the trust."""
    size = max(SMALLEST_BATCH, ceil(len(files) / MOST_BATCHES))
    return tuple(
        Batch(
            number, tuple((ref.path, ref.local) for ref in files[start : start + size]), max_mb, names=names
        )
        for number, start in enumerate(range(0, len(files), size), 1)
    )


def _line(ref: DocumentRef, facts: DocumentFacts) -> DocumentLine:
    return DocumentLine(ref.path, facts.sha256, facts.ok, facts.problem, is_own_draft(ref.path, facts))


def _given_up(lines: Iterable[DocumentLine]) -> Iterable[RunProblem]:
    """Files that the machine failed to read are a fault of the run, not of the files."""
    count = sum(line.problem is not None and line.problem.kind == "not_read" for line in lines)
    if count:
        yield RunProblem(
            "documents_not_read",
            f"{count} Word files could not be read because the reading itself failed on this machine. The next run "
            "tries them again; see that the machine has memory and disk space to spare.",
        )


# ---- policies and their documents


def _link_problems(
    policies: Iterable[Policy], cells: Mapping[tuple[str, int], Resolution]
) -> Iterable[RegisterProblem]:
    told = set()
    for policy in policies:
        place = (policy.tab, policy.row)
        cell = cells.get(place)
        if cell is None or cell.kind is None or place in told or policy.retired:
            continue
        told.add(place)
        column = policy.place("document")
        raw = policy.document or policy.document_link
        yield RegisterProblem(
            policy.tab, policy.row, column.column if column else None, raw, cell.kind, cell.why or cell.kind
        )


def _asked_about(grid: Coverage, register: Register) -> Iterable[RegisterProblem]:
    """What the register leaves open: whether it is the whole, and who is meant to read what."""
    live = sum(not policy.retired for policy in register.policies)
    if grid.question and live >= LEAST_ROWS:
        yield RegisterProblem(None, None, None, None, "register_in_part", grid.question)
    yield from acknowledgement_problems(register)


def _in_sheet_order(problems: Sequence[RegisterProblem]) -> tuple[RegisterProblem, ...]:
    """By tab, as they were met, and by row; what concerns the book or a whole tab goes first."""
    met = {tab: number for number, tab in enumerate(dict.fromkeys(p.tab for p in problems if p.tab))}
    return tuple(sorted(problems, key=lambda p: (met.get(p.tab or "", -1), p.row or 0)))


def _standings(
    register: Register,
    cells: Mapping[tuple[str, int], Resolution],
    documents: Mapping[str, PolicyDocument],
    calendar: Calendar,
    settings: Settings,
    today: date,
) -> Iterable[Standing]:
    titles = titles_of(_unnamed(documents, cells), register.schools)
    for policy in register.policies:
        document, problem = _document_of(policy, cells.get((policy.tab, policy.row)), documents, titles)
        yield standing(
            policy,
            document,
            today=today,
            settings=settings,
            spans=calendar.spans(policy.school),
            document_problem=problem,
        )


def _unnamed(
    documents: Mapping[str, PolicyDocument], cells: Mapping[tuple[str, int], Resolution]
) -> tuple[PolicyDocument, ...]:
    """The files that no Document cell leads to: only these may be found by their title."""
    named = {cell.ref.path for cell in cells.values() if cell.ref is not None}
    return tuple(document for path, document in documents.items() if path not in named)


def _document_of(
    policy: Policy, cell: Resolution | None, documents: Mapping[str, PolicyDocument], titles: Titles
) -> tuple[PolicyDocument | None, str | None]:
    """The policy's document, or the sentence that says why there is none."""
    if cell is None:
        match = titles.match(policy)
        return match.document, match.problem
    if cell.ref is None:
        return None, cell.why
    return documents[cell.ref.path], None
