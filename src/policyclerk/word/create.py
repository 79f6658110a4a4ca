"""Begins a policy that does not exist yet, from our own Word template.

The template is rendered in a sandbox and everything put into it is escaped, so no value can become markup or code. A
school's own document is never rendered: what stands in its braces would be run.
"""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from policyclerk.domain.action import DraftChange, DraftResult
from policyclerk.domain.errors import TemplateError
from policyclerk.domain.new_policy import NewPolicy, usual_sections, usual_signatories
from policyclerk.word.atomic import place
from policyclerk.word.draft import check_target
from policyclerk.word.graft import repacked
from policyclerk.word.written import written_like

_PLAIN = "1 January 2000"
_WHERE = "new document"


def create_policy(*, template: str, target: str, policy: NewPolicy) -> DraftResult:
    """Write the first draft of a policy, atomically, never over an existing file.

    Args:
        template: path of the shipped templates/documents/policy.docx, or of another of ours.
        target: the draft, a .docx; folders above it are made.
        policy: what it says; without sections or signatories it is given the usual ones.

    Returns:
        What was filled in, and in `left` what its author has to write.

    Raises:
        DraftRefused: something stands at the target (`draft_exists`), or its name is no .docx (`draft_name`).
        TemplateError: the template is missing, damaged, or asks for what it is not given.
        OSError: the target cannot be written; nothing is left behind.
    """
    goal = Path(target)
    check_target(goal)
    place(_settled(_rendered(template, _context(policy))), goal)
    return DraftResult(target, tuple(_changes(policy)), tuple(_left(policy)))


def _context(policy: NewPolicy) -> dict[str, Any]:
    """What the template may use: plain texts, a blank for what is not known."""
    sections = policy.sections or usual_sections()
    signatories = policy.signatories or usual_signatories(policy)
    due = policy.next_review
    return {
        "title": _text(policy.title),
        "organisation": _text(policy.organisation),
        "owner": _text(policy.owner),
        "approver": _text(policy.approver),
        "version": _text(policy.version),
        "status": _text(policy.status),
        "cycle": _text(policy.cycle),
        "next_review": written_like(_PLAIN, due) if due is not None else "",
        "reference": _text(policy.reference),
        "basis": _text(policy.basis),
        "made_on": written_like(_PLAIN, policy.made_on),
        "history_comment": _text(policy.history_comment),
        "sections": [
            {"heading": _text(s.heading), "lines": [_text(line) for line in s.lines]} for s in sections
        ],
        "signatories": [{"role": _text(one.role), "name": _text(one.name)} for one in signatories],
    }


def _text(value: str | None) -> str:
    """A text on one line without the signs that XML cannot hold."""
    kept = (sign for sign in value or "" if sign.isspace() or sign.isprintable())
    return " ".join("".join(kept).split())


def _rendered(template: str, context: Mapping[str, Any]) -> bytes:
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # slow to load, and few runs begin a policy
    from jinja2 import StrictUndefined
    from jinja2 import TemplateError as JinjaError
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    out = io.BytesIO()
    try:
        document = DocxTemplate(template)
        document.render(dict(context), jinja_env=environment, autoescape=True)
        document.save(out)
    except JinjaError as fault:
        raise TemplateError(
            "template_error", f"{Path(template).name} cannot be filled in: {fault}. Put the shipped one back."
        ) from fault
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, PackageNotFoundError) as fault:
        raise TemplateError(
            "template_error",
            f"{Path(template).name} is missing or damaged ({type(fault).__name__}). Put the shipped one back.",
        ) from fault
    return out.getvalue()


def _settled(data: bytes) -> bytes:
    """The same document without the hour at which it was packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
        return repacked(archive, kept=(), changed=parts)


def _changes(policy: NewPolicy) -> list[DraftChange]:
    due = policy.next_review
    told = {
        "title": policy.title,
        "organisation": policy.organisation,
        "version": policy.version,
        "status": policy.status,
        "owner": policy.owner,
        "approver": policy.approver,
        "next_review": written_like(_PLAIN, due) if due is not None else None,
        "reference": policy.reference,
    }
    return [DraftChange(field, None, _text(text), _WHERE) for field, text in told.items() if text]


def _left(policy: NewPolicy) -> list[str]:
    """What a person has to see to, in sentences."""
    sections = policy.sections or usual_sections()
    gaps = [section.heading for section in sections if any("[" in line for line in section.lines)]
    left = [f"To be written: {', '.join(gaps)}."] if gaps else []
    unknown = {"owner": policy.owner, "approver": policy.approver, "review cycle": policy.cycle}
    left += [
        f"No {what} is known: fill it in on the first page." for what, text in unknown.items() if not text
    ]
    return left
