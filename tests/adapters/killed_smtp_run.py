"""Runs that send through a mail server and are killed: ended hard at every point in turn, then run again.

Called by test_mail_smtp_killed.py as `python -m tests.adapters.killed_smtp_run FOLDER PORT`, with a server listening
there. Each kill has a project and recipients of its own. Prints, as JSON, recipient -> the ledger's last word.
"""

import json
import os
import sys
from pathlib import Path

from tests.adapters.killed_mails import ALLOWED, SENDER, last_words, night
from tests.killed_run import KILLED, Killer

from policyclerk.adapters.mail_smtp import SmtpMail
from policyclerk.domain.settings import MailSettings


def mailer(port: int) -> SmtpMail:
    settings = MailSettings(
        kind="smtp", host="127.0.0.1", port=port, security="none", sender=SENDER, allowed_domains=ALLOWED
    )
    return SmtpMail(settings, timezone="Europe/London")


def run(project: Path, port: int, kill_at: int | None) -> bool:
    """A run in a process of its own; whether it came to its end."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            killer = Killer(kill_at)
            sys.addaudithook(lambda event, _given: killer.point() if event.startswith("smtplib.") else None)
            night(project, mailer(port), killer)
            status = 0
        finally:
            os._exit(status)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (0, KILLED):
        raise SystemExit(f"a run in {project} ended with {status}")
    return status == 0


def main(folder: Path, port: int) -> None:
    """Kill at point 1, 2, 3 ... until a run comes to its end before its point."""
    words: dict[str, str] = {}
    ended, point = False, 0
    while not ended:
        point += 1
        project = folder / str(point)
        ended = run(project, port, point)
        run(project, port, None)
        words |= last_words(project)
    sys.stdout.write(json.dumps({"kills": point - 1, "words": words}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
