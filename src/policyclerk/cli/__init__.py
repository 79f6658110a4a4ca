"""The command line: options in, one call, an answer out."""

import sys

# this is the order of the commands in --help
# isort: off
from policyclerk.cli import looking
from policyclerk.cli import doing
from policyclerk.cli import drafting
from policyclerk.cli import ledger
from policyclerk.cli import keeping

# isort: on
from policyclerk.cli.app import app, fail
from policyclerk.domain.errors import PolicyclerkError, SettingsError
from policyclerk.undisturbed import look_seldom

__all__ = ["doing", "drafting", "keeping", "ledger", "looking", "main"]


def main() -> None:
    """Run the command line; faults that a person can mend end in a sentence, never in a traceback."""
    look_seldom()
    try:
        app()
    except SettingsError as fault:
        fail("\n".join(fault.faults), fault.exit_code)
    except PolicyclerkError as fault:
        fail(fault.message, fault.exit_code)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our answer has had enough of it
        raise SystemExit(0) from None
    except OSError as fault:
        fail(f"{fault.filename or 'A file'} cannot be used: {fault.strerror or fault}.", 1)
