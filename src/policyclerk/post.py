"""The ways in which messages leave: a folder, a mail server, Microsoft 365, GOV.UK Notify."""

import os
from typing import TYPE_CHECKING

from policyclerk.ports import Mailer
from policyclerk.reach import Setup

if TYPE_CHECKING:  # each is loaded only where a trust uses it
    from policyclerk.adapters.mail_folder import FolderMail
    from policyclerk.adapters.mail_graph import GraphMail
    from policyclerk.adapters.mail_notify import NotifyMail
    from policyclerk.adapters.mail_smtp import SmtpMail


def mailer(setup: Setup) -> Mailer:
    """The way messages leave; logins, secrets and keys come from the environment alone.

    Raises:
        SettingsError: the settings of that way are not whole, or its secret is missing.
    """
    return outbox(setup) if setup.settings.mail.kind == "folder" else mail_service(setup)


def mail_service(setup: Setup) -> "SmtpMail | GraphMail | NotifyMail":
    """The mail server or service that sends, each loaded only where a trust uses it. Raises as `mailer`."""
    settings, timezone = setup.settings, setup.settings.trust.timezone
    if settings.mail.kind == "graph":
        from policyclerk.adapters.graph_key import read_graph_key
        from policyclerk.adapters.mail_graph import GraphMail

        return GraphMail(settings.mail, settings.graph, read_graph_key(os.environ), timezone=timezone)
    if settings.mail.kind == "notify":
        from policyclerk.adapters.mail_notify import KEY_VARIABLE, NotifyMail

        return NotifyMail(settings.mail, settings.notify, os.environ.get(KEY_VARIABLE, ""), timezone=timezone)
    from policyclerk.adapters.mail_smtp import SmtpMail
    from policyclerk.adapters.smtp_door import smtp_login

    return SmtpMail(settings.mail, timezone=timezone, login=smtp_login(os.environ))


def outbox(setup: Setup) -> "FolderMail":
    """The folder of messages, whatever way they leave now."""
    from policyclerk.adapters.mail_folder import FolderMail

    project, settings = setup.project, setup.settings
    return FolderMail(project.path(settings.mail.folder), settings.trust.timezone, project.root)
