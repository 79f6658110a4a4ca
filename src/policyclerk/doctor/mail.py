"""Mail and its templates: whether the server lets us in, and what the next sending day brings."""

import os
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial

from policyclerk import bootstrap
from policyclerk.bootstrap import Setup
from policyclerk.doctor.line import Line
from policyclerk.doctor.state import folder_lines
from policyclerk.domain.errors import PolicyclerkError, SettingsError, TemplateError
from policyclerk.forecast import next_mails
from policyclerk.planning.days import count, weekday_words
from policyclerk.planning.example_trust import example_days
from policyclerk.ports import Renderer
from policyclerk.report import night_view


def mail_lines(setup: Setup, day: date) -> Iterator[Line]:
    """Who may be written to, and whether the way there is open."""
    settings = setup.settings
    if settings.mail.kind == "folder":
        yield Line("well", "mail", f"Messages are written to {settings.mail.folder}/ and sent to nobody.")
    else:
        yield from _mail_server(setup, day)
    if settings.trust.contact is None:
        yield Line("look", "mail", "[trust] contact is not set: nobody gets the summary of the trust.")
    yield from folder_lines(setup, settings.mail.folder, "mail")
    yield from folder_lines(setup, settings.drafts.folder, "drafts")
    yield from folder_lines(setup, "reports", "reports")


def _mail_server(setup: Setup, day: date) -> Iterator[Line]:
    """Whether the settings are whole and the service lets us in; nothing is sent to find out."""
    try:
        service = bootstrap.mail_service(setup)
        service.try_door()
    except SettingsError as fault:
        yield from (Line("fault", "mail", sentence) for sentence in fault.faults)
        return
    except PolicyclerkError as fault:
        yield Line("fault", "mail", fault.message)
        return
    mail = setup.settings.mail
    allowed = ", ".join((*mail.allowed_domains, *mail.allowed_addresses))
    way = f"Messages are sent through {service.place}, which lets us in, and only to {allowed}."
    yield Line("well", "mail", way)
    yield from _certificate(setup, day)


def _certificate(setup: Setup, day: date) -> Iterator[Line]:
    """Whether the certificate for Microsoft 365 is about to run out."""
    if setup.settings.mail.kind != "graph":
        return
    from policyclerk.adapters.graph_key import CERT_VARIABLE, read_graph_key

    ends = read_graph_key(os.environ).ends
    if ends is not None and ends < day + timedelta(days=60):
        yield Line(
            "look",
            "mail",
            f"The certificate in {CERT_VARIABLE} ends on {ends:%d/%m/%Y}. Make and upload a new one.",
        )


def templates_lines(setup: Setup, _day: date) -> Iterator[Line]:
    """Whether every template can be read, and be rendered with everything that it may be given."""
    renderer = bootstrap.renderer(setup)
    faults = renderer.faults() or _tried(renderer, setup.settings.trust.name)
    yield from (Line("fault", "templates", fault) for fault in faults)
    if not faults:
        yield Line("well", "templates", "Every message and report can be made with made-up policies.")


def _tried(renderer: Renderer, trust: str) -> tuple[str, ...]:
    """The faults of messages and reports about a made-up trust, each once."""
    faults: dict[str, None] = {}
    for day in example_days(trust):
        view = night_view(
            judgement=day.judgement, register=day.register, plan=day.plan, done=day.plan.actions
        )
        attempts: list[Callable[[], object]] = [partial(renderer.mail, order) for order in day.orders]
        attempts.append(partial(renderer.report, "night", view))
        for attempt in attempts:
            try:
                attempt()
            except TemplateError as fault:
                faults[fault.message] = None
    return tuple(faults)


def next_mails_lines(setup: Setup, day: date) -> Iterator[Line]:
    """How many messages the next sending day would bring, before anybody is surprised by them."""
    try:
        coming = next_mails(setup, day)
    except PolicyclerkError as fault:
        yield Line("look", "next mails", f"They cannot be told before the rest is in order: {fault.message}")
        return
    if coming is None:
        return
    yield from (Line("look", "next mails", problem.message) for problem in coming.problems)
    kinds = ", ".join(count(number, kind.replace("-", " ")) for kind, number in coming.kinds.items())
    said = f"On {weekday_words(coming.day, day)} {count(coming.messages, 'message')} would go out"
    said += f": {kinds}." if kinds else "."
    if coming.passed:
        said += f" {count(coming.passed, 'reminder')} already past would be passed over."
    if redirect := setup.settings.rollout.redirect:
        said += f" All of it would go to {redirect}."
    yield Line("well", "next mails", said)
