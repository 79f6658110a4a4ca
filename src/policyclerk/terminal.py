"""What the terminal shows: the answer on stdout, in words, worst first; progress and log go to stderr."""

from __future__ import annotations

import json
import sys
from collections import Counter, defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.text import Text

from policyclerk.domain.finding import MEANINGS, SEVERITIES, WHOLE_TRUST, Finding
from policyclerk.domain.json_text import json_pieces
from policyclerk.planning.days import count
from policyclerk.rules import KINDS

if TYPE_CHECKING:  # what is shown is made elsewhere; to show the one, the others need not be loaded
    from collections.abc import Iterable, Iterator

    from policyclerk.doctor.line import Line
    from policyclerk.domain.action import Action, DraftResult
    from policyclerk.domain.document import DocumentFacts
    from policyclerk.domain.judgement import Judgement
    from policyclerk.report import RunReport

_STYLES = {"red": "bold red", "amber": "yellow", "blue": "blue", "grey": "bright_black", "green": "green"}
_Spans = tuple[tuple[str, str], ...]
"""A line: its texts, each with its style."""
_DOING = {
    "write_draft": ("draft", "drafts"),
    "send_mail": ("message", "messages"),
    "update_register": ("row of the register", "rows of the register"),
    "write_report": ("report", "reports"),
}


def out() -> Console:
    """stdout: the answer. Lines are never cut or wrapped by us, so that they can be piped."""
    return Console(soft_wrap=True, highlight=False, markup=False, emoji=False)


def err() -> Console:
    """stderr: progress, problems, the log."""
    return Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)


def say_json(answer: Any) -> None:
    """One JSON document on stdout, in UTF-8 whatever the terminal's own encoding; written as it is made."""
    if isinstance(answer, Mapping):
        pieces = json_pieces(answer)
    else:
        pieces = iter([json.dumps(answer, ensure_ascii=False, indent=2)])
    sys.stdout.buffer.writelines(piece.encode("utf-8") for piece in pieces)
    sys.stdout.buffer.write(b"\n")
    sys.stdout.flush()


def say_json_line(answer: Any) -> None:
    """One line of JSON Lines on stdout."""
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8") + b"\n")
    sys.stdout.flush()


# ---- check


def show_check(judgement: Judgement, console: Console) -> None:
    """How the trust stands: counts, then every policy that is out of order with its reasons and where to look."""
    console.print(
        f"{judgement.trust}, {judgement.today:%A} {judgement.today.day} {judgement.today:%B %Y}", style="bold"
    )
    console.print(_counts(judgement))
    for findings_of_one in _grouped(judgement.findings):
        _say(_policy_lines(findings_of_one), console)
    _say(_register_lines(judgement), console)
    for problem in judgement.problems:
        console.print(f"\n! {problem.message}", style="bold red")


def _counts(judgement: Judgement) -> Text:
    text = Text(f"{count(len(judgement.policies), 'policy', 'policies')}: ")
    for number, severity in enumerate(SEVERITIES):
        text.append(", " if number else "")
        text.append(f"{judgement.summary.get(severity, 0)} {severity}", style=_STYLES[severity])
        text.append(f" ({MEANINGS[severity]})")
    return text


def _grouped(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Findings by policy (None: the trust as a whole), in the order of each one's worst."""
    groups: dict[str | None, list[Finding]] = defaultdict(list)
    for finding in findings:
        groups[finding.policy].append(finding)
    yield from groups.values()


def _say(lines: Iterable[_Spans], console: Console) -> None:
    """Many lines at once, as rich takes a while for each printing; where nobody sees colours it is not asked at all."""
    if console.is_terminal:
        text = Text("\n").join(Text.assemble(*line) for line in lines)
        if text:
            console.print(text)
    else:
        console.file.writelines("".join(text for text, _ in line) + "\n" for line in lines)


def _policy_lines(findings: list[Finding]) -> Iterator[_Spans]:
    first = findings[0]
    yield ()
    whose = f"{first.title} · {first.school or WHOLE_TRUST} ({first.policy})" if first.policy else None
    style = _STYLES[first.severity]
    yield (f"{first.severity.upper():6}", style), (whose or "The trust as a whole", f"{style} bold")
    for finding in findings:
        heading = KINDS[finding.kind].title if finding.kind in KINDS else finding.kind
        yield ("       ", ""), (f"{heading}: ", _STYLES[finding.severity]), (finding.message, "")
        for item in finding.evidence:
            raw = f": {item.raw}" if item.raw else ""
            yield ((f"         {item.source}, {item.where}{raw}", "bright_black"),)


def _register_lines(judgement: Judgement) -> Iterator[_Spans]:
    if not judgement.register_problems:
        return
    things = count(len(judgement.register_problems), "thing")
    yield ()
    yield ((f"The register: {things} that could not be understood", "bold"),)
    for problem in judgement.register_problems:
        place = ", ".join(
            str(part)
            for part in (problem.tab, f"row {problem.row}" if problem.row else None, problem.column)
            if part is not None
        )
        raw = f" “{problem.raw}”" if problem.raw else ""
        yield ((f"  {place}{raw}: {problem.message}", ""),)


# ---- preview, run, remind


def show_run(report: RunReport, console: Console, *, planned: bool = False) -> None:
    """What a run does or did: problems first, then each action in a line, then what was left and why."""
    for problem in report.problems:
        console.print(f"! {problem.message}", style="bold red" if problem.fatal else "yellow")
    for kind in _DOING:
        for action in report.actions:
            if action.kind == kind and (kind != "update_register" or action.state not in ("planned", "done")):
                console.print(_action_line(action))
    console.print(summary(report, planned=planned), style="bold")
    if report.run:
        console.print(f"Run {report.run}: `policyclerk ledger --run {report.run}` lists what it did.")
    for note in report.notes:
        console.print(note)
    if report.requests is not None:
        console.print(f"Google was asked {report.requests} times.")
    for why, number in Counter(item.why for item in report.suppressed).most_common(12):
        console.print(f"  left out: {number} × {why}", style="bright_black")
    if planned and report.fingerprint:
        console.print(
            f"Fingerprint {report.fingerprint}: `policyclerk run --expect {report.fingerprint}` does just this."
        )


def _action_line(action: Action) -> Text:
    result = action.result if isinstance(action.result, dict) else {}
    line = Text(f"{action.state:8}", style="bold red" if action.state in ("failed", "unknown") else "green")
    what = result.get("path") or result.get("subject") or action.policy
    line.append(f"{_DOING[action.kind][0]}: {what}" if what else _DOING[action.kind][0])
    line.append(f" to {action.to}" if action.to else "")
    line.append(f"  {action.why}", style="bright_black")
    if "problem" in result:
        line.append(f"  {result['problem']['message']}", style="red")
    return line


def summary(report: RunReport, *, planned: bool = False) -> str:
    """One sentence with the counts: "6 drafts, 8 messages, 26 rows of the register, 1 report"."""
    state = "planned" if planned else "done"
    counts = Counter[str](action.kind for action in report.actions if action.state == state)
    parts = [f"{counts[kind]} {one if counts[kind] == 1 else many}" for kind, (one, many) in _DOING.items()]
    failed = sum(action.state in ("failed", "unknown") for action in report.actions)
    tail = f"; {failed} could not be done" if failed else ""
    return f"{'Would do' if planned else 'Done'} for {report.today:%d/%m/%Y}: {', '.join(parts)}{tail}."


def show_messages(report: RunReport, console: Console) -> None:
    """Every message of a preview in full, as its reader would see the text part."""
    for action in report.actions:
        if action.kind == "send_mail" and isinstance(action.result, dict):
            console.rule(style="bright_black")
            console.print(f"To: {action.to}\nSubject: {action.result['subject']}\n", style="bold")
            console.print(action.result["text"])


# ---- read


def show_facts(facts: DocumentFacts, console: Console) -> None:
    """What one Word file says of itself."""
    console.print(facts.file, style="bold")
    if facts.problem is not None:
        console.print(f"  {facts.problem.message}", style="bold red")
        return
    for label, value in _fact_lines(facts):
        console.print(f"  {label:14} {value}")
    for conflict in facts.conflicts:
        values = "; ".join(f"{value.raw} ({value.where})" for value in conflict.values)
        console.print(f"  conflict       {conflict.field.replace('_', ' ')}: {values}", style="yellow")
    for note in facts.notes:
        console.print(f"  note           {note.message}", style="bright_black")


def _fact_lines(facts: DocumentFacts) -> Iterator[tuple[str, str]]:
    for label in ("title", "organisation", "reference", "version", "status", "owner", "approver"):
        if value := getattr(facts, label):
            yield label, value
    for field in ("latest_review", "approved", "next_review"):
        if claim := getattr(facts, field):
            said = claim.raw if claim.known else f"{claim.raw} ({claim.problem})"
            yield field.replace("_", " "), f"{said}, {claim.where}"
    if facts.review_cycle:
        yield "review cycle", f"{facts.review_cycle.raw}, {facts.review_cycle.where}"
    words = {"yes": "signed", "no": "NOT signed", "unclear": "cannot tell whether signed"}
    for sign_off in facts.sign_offs:
        name = f", {sign_off.name}" if sign_off.name else ""
        yield (
            "sign-off",
            f"{sign_off.role or 'no role'}{name}: {words[sign_off.signed]} ({sign_off.evidence}, {sign_off.where})",
        )
    for declaration in facts.declarations:
        yield "declaration", f"{declaration.heading} ({declaration.where})"
    if facts.history:
        yield "history", f"{len(facts.history)} rows"


def show_draft(result: DraftResult, console: Console) -> None:
    """What differs in a draft from its policy, and what could not be changed."""
    console.print(result.path, style="bold")
    for change in result.changes:
        field = change.field.replace("_", " ")
        console.print(f"  {field:14} {change.old or 'nothing'} -> {change.new or 'nothing'} ({change.where})")
    for sentence in result.left:
        console.print(f"  left           {sentence}", style="yellow")


# ---- doctor


def show_examination(lines: Iterable[Line], console: Console) -> int:
    """Doctor's lines; gives the exit code: 1 where something is at fault, 2 where it is the folder or the settings."""
    marks = {"well": ("ok     ", "green"), "look": ("look   ", "yellow"), "fault": ("FAULT  ", "bold red")}
    faults = []
    for line in lines:
        mark, style = marks[line.state]
        text = Text(mark, style=style)
        text.append(f"{line.about}: {line.sentence}")
        console.print(text)
        if line.state == "fault":
            faults.append(line.about)
    console.print(
        "Everything policyclerk needs is in order." if not faults else f"{len(faults)} to be put right.",
        style="bold",
    )
    if {"settings", "project"} & set(faults):
        return 2
    return 1 if faults else 0
