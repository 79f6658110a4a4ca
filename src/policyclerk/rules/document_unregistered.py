"""A Word file lies in the policies folder, and no row of the register leads to it.

Why it matters: it may be a policy that nobody reviews because nobody knows of it, or an old version that staff still
open. Often it is neither, so the finding is grey: only worth knowing.

Source: the Word files below the documents root, less those that a row's Document cell leads to and those found by a
policy's title. Rows that are retired count, and so does a cell that could mean several files: it names them all.
A draft of ours that lies there is no policy yet, and none to be registered.
"""

from collections.abc import Iterator

from policyclerk.domain.finding import Evidence, Finding, Severity
from policyclerk.domain.matching import fold_title
from policyclerk.domain.review import Standing
from policyclerk.rules.context import Context
from policyclerk.rules.rule import WholeTrust, about_the_trust

SEVERITY: Severity = "grey"
TITLE = "Document not in the register"


def find(trust: WholeTrust, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - every rule takes the context
    """One finding per file that no row leads to."""
    led_to = {standing.document.path for standing in trust.standings if standing.document}
    in_doubt = {_file_name(named) for each in trust.standings if (named := _named_in_vain(each))}
    for line in trust.documents:
        if line.path not in led_to and not line.draft and _file_name(line.path) not in in_doubt:
            message = (
                f"No row of the register leads to {line.path}. Name it in a Document cell, or move it out of the "
                "policies folder."
            )
            evidence = [Evidence(line.path, "whole file", None)]
            yield about_the_trust(__name__, SEVERITY, message, evidence, rule="documents: named by no row")


def _named_in_vain(standing: Standing) -> str | None:
    """What a Document cell says that leads to no file, because there is none or several could be meant."""
    return standing.policy.document if standing.document is None else None


def _file_name(path: str) -> str:
    """The last part of a path for comparing, with or without its ending."""
    name = path.replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, ending = name.rpartition(".")
    return fold_title(stem if dot and ending.casefold().startswith(("doc", "dot")) else name)
