"""Runs that send through Microsoft 365 or GOV.UK Notify and are killed, then run again, against a service on loopback.

Called by test_mail_web_killed.py as `python -m tests.adapters.killed_web_run graph|notify FOLDER` (ended hard at every point in turn), and
by hand with a number of kills behind it (SIGKILL at so many random moments). Each kill has a project and recipients of its own. The service
serves one connection after the other, so that whatever a killed run has passed on is dealt with before the next run asks. Prints, as JSON,
recipient -> the ledger's last word and how often the service took the message, and of how many messages it was asked before.
"""

import email
import http.client
import json
import os
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from http.server import HTTPServer
from pathlib import Path
from typing import Any

from tests.adapters.graph_service import TOKEN, Microsoft
from tests.adapters.killed_mails import ALLOWED, SENDER, claims_of, last_words, night
from tests.adapters.notify_service import EMAIL, KEY, TEMPLATE, Notify
from tests.killed_run import KILLED, Killer

from policyclerk.adapters.graph_key import GraphKey
from policyclerk.adapters.mail_graph import GraphMail
from policyclerk.adapters.mail_notify import NotifyMail
from policyclerk.domain.settings import GraphSettings, MailSettings, NotifySettings

ON_THE_WAY = ("socket.connect", "http.client.send")
Service = Microsoft | Notify


class OneMicrosoft(Microsoft):
    server_class = HTTPServer


class OneNotify(Notify):
    server_class = HTTPServer


def mailer(service: Service) -> Any:
    known: dict[str, Any] = {"timezone": "Europe/London", "sleep": lambda _: None}
    if isinstance(service, Microsoft):
        settings = MailSettings(kind="graph", sender=SENDER, allowed_domains=ALLOWED)
        places = {"endpoint": service.address, "token_uri": service.address + TOKEN}
        return GraphMail(
            settings, GraphSettings(tenant="trust", client="app-1", **places), GraphKey("s3cret"), **known
        )
    settings = MailSettings(kind="notify", allowed_domains=ALLOWED)
    return NotifyMail(settings, NotifySettings(template=TEMPLATE, endpoint=service.address), KEY, **known)


def begun(project: Path, service: Service, kill_at: int | None) -> int:
    """A run in a process of its own; points lie around every call, before a request goes out and around its answer."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        killer = Killer(kill_at)
        sys.addaudithook(lambda event, _given: killer.point() if event in ON_THE_WAY else None)
        http.client.HTTPResponse.begin = killer.around(http.client.HTTPResponse.begin)  # type: ignore[method-assign]
        night(project, mailer(service), killer)
        status = 0
    finally:
        os._exit(status)


def ended(child: int, project: Path) -> bool:
    """Whether a run came to its end, and was not killed."""
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if status not in (0, KILLED, -signal.SIGKILL):
        raise SystemExit(f"a run in {project} ended with {status}")
    return status == 0


def at_every_point(folder: Path, service: Service) -> Iterator[Path]:
    """A project for each point at which a run was killed, the last one for the run that came to its end before its point."""
    point, whole = 0, False
    while not whole:
        point += 1
        project = folder / str(point)
        whole = ended(begun(project, service, point), project)
        yield project


def at_random_moments(folder: Path, service: Service, kills: int) -> Iterator[Path]:
    """A project for each run that got SIGKILL, at a moment of its own within the time that a whole run takes."""
    began = time.monotonic()
    ended(begun(folder / "whole", service, None), folder / "whole")
    takes, killed, tried = time.monotonic() - began, 0, 0
    chance = random.Random(7)
    while killed < kills:
        tried += 1
        project = folder / str(tried)
        child = begun(project, service, None)
        time.sleep(chance.uniform(0, takes))
        os.kill(child, signal.SIGKILL)  # waited for below, so that it is there even where it has ended
        if not ended(child, project):
            killed += 1
            yield project


def taken(service: Service) -> Counter[str]:
    if isinstance(service, Microsoft):
        return Counter(email.message_from_bytes(each)["To"] for each in service.sent())
    return Counter(asked.json()["email_address"] for asked in service.asked if asked.path == EMAIL)


def asked_for(service: Service) -> set[str]:
    return {reference for asked in service.asked for reference in asked.query.get("reference", ())}


def main(service: Service, folder: Path, kills: int | None) -> None:
    words: dict[str, str] = {}
    projects, cut_off, looked_up = 0, 0, 0
    with service:
        killed = at_random_moments(folder, service, kills) if kills else at_every_point(folder, service)
        for project in killed:
            open_ = {c.message_id for c in claims_of(project).values() if c.state == "claimed"}
            ended(begun(project, service, None), project)
            words |= last_words(project)
            projects, cut_off = projects + 1, cut_off + len(open_)
            looked_up += len(open_ & asked_for(service))
        times = taken(service)
    outcomes = Counter(f"{word}, taken {times[to]}" for to, word in words.items())
    told = {"runs": projects, "outcomes": outcomes, "cut_off": cut_off, "looked_up": looked_up}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(
        {"graph": OneMicrosoft, "notify": OneNotify}[sys.argv[1]](),
        Path(sys.argv[2]),
        int(sys.argv[3]) if len(sys.argv) > 3 else None,
    )
