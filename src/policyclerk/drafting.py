"""Word drafts that a person asks for one by one: of a policy, of a new one, of a trust's policy for each school."""

from collections.abc import Callable
from pathlib import Path

from policyclerk import bootstrap
from policyclerk.bootstrap import Setup
from policyclerk.domain.action import DraftChanges, DraftResult
from policyclerk.domain.document import DocumentFacts
from policyclerk.domain.errors import DraftRefused, UsageError
from policyclerk.domain.local_facts import local_facts
from policyclerk.domain.new_policy import NewPolicy
from policyclerk.domain.understand import understand
from policyclerk.project import shipped
from policyclerk.word.create import create_policy
from policyclerk.word.draft import write_draft
from policyclerk.word.fan_out import SchoolCopy, fan_out


def draft_one(file: Path, target: Path, changes: Callable[[DocumentFacts], DraftChanges]) -> DraftResult:
    """The draft of one document, without a project.

    Raises:
        DraftRefused: the document cannot be read, or cannot be drafted safely.
        OSError: the target cannot be written.
    """
    (facts,) = bootstrap.read_files([str(file)])
    if facts.problem is not None:
        raise DraftRefused(facts.problem.kind, f"{file}: {facts.problem.message}")
    return write_draft(source=str(file), target=str(target), changes=changes(facts))


def begin_policy(target: Path, policy: NewPolicy) -> DraftResult:
    """The first draft of a policy that does not exist yet, from the shipped template. Raises as `create_policy`."""
    template = shipped("templates") / "documents" / "policy.docx"
    return create_policy(template=str(template), target=str(target), policy=policy)


def adopt(setup: Setup, file: Path, folder: Path | None) -> tuple[SchoolCopy, ...]:
    """A copy of a trust's policy for each school of the register; the trust's own file stays as it is.

    Args:
        folder: where the copies go; None is the drafts folder.

    Raises:
        RegisterError: the register cannot be read.
        UsageError: it names no schools.
        OSError: a copy cannot be written.
    """
    settings = setup.settings
    register = understand(
        bootstrap.register(setup).read(), settings=settings.register, today=bootstrap.this_day()
    )
    if not register.schools:
        raise UsageError(
            "no_schools", f"{register.source} has no Schools tab: nobody knows who shall adopt the policy."
        )
    return fan_out(
        source=str(file),
        folder=str(folder or setup.project.path(settings.drafts.folder)),
        schools=[local_facts(school) for school in register.schools],
        made_on=bootstrap.this_day(),
        tracked=settings.drafts.tracked,
        max_mb=settings.limits.max_document_mb,
    )
