"""Faults that a person can mend: their text is the sentence she reads, never a traceback."""


class PolicyclerkError(Exception):
    """A fault told in one sentence that names the place and what to do.

    Attributes:
        kind: the short name under which the fault stands in JSON (`register_missing`, `template_error` ...).
        exit_code: what the command line ends with when the fault ends the command.
        temporary: whether the same thing may go well in a minute (a locked file, a server out of reach).
    """

    exit_code = 1

    def __init__(self, kind: str, message: str, *, temporary: bool = False) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.temporary = temporary


class SettingsError(PolicyclerkError):
    """Settings or options are wrong: nothing was touched. Carries every fault at once."""

    exit_code = 2

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__("settings_wrong", "\n".join(faults))
        self.faults = faults


class UsageError(PolicyclerkError):
    """The command cannot be carried out as asked (no project folder, a day before the last run)."""

    exit_code = 2


class RegisterError(PolicyclerkError):
    """The register is missing, unreadable, or has no policy tab; the night reports it and goes no further."""


class WriteRefused(PolicyclerkError):
    """A file was left as it is because writing could harm it (changed meanwhile, open in Excel, read-only)."""


class TemplateError(PolicyclerkError):
    """A template is broken or asks for something it is not given; nothing was sent."""


class DraftRefused(PolicyclerkError):
    """A document cannot be drafted safely; the reason is the message."""


class AnotherRun(PolicyclerkError):
    """Another run holds the lock of this project."""


STILL_ASKED = "outcome_asked"
"""Kind of an unknown outcome of which the service itself can be asked later: the next run does so."""


class OutcomeUnknown(PolicyclerkError):
    """An effect was cut off where it may have happened: it is not repeated by itself, a person settles it."""
