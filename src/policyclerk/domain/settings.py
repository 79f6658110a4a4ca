"""A trust's settings: the shape of config/trust.toml, without secrets. Defaults are the documented ones."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time
from typing import Literal

from policyclerk.domain.finding import Severity


@dataclass(frozen=True, slots=True)
class TrustSettings:
    """[trust]: who we work for. `contact` gets the trust summary and alerts."""

    name: str = "Our trust"
    contact: str | None = None
    timezone: str = "Europe/London"
    nation: Literal["england-and-wales", "scotland", "northern-ireland"] = "england-and-wales"


@dataclass(frozen=True, slots=True)
class RegisterSettings:
    """[register]: where the trust keeps its sheet. `headings` is our field -> their heading."""

    kind: Literal["xlsx", "csv", "google"] = "xlsx"
    path: str = "register.xlsx"
    spreadsheet: str | None = None
    credentials: str | None = None
    endpoint: str | None = None
    tabs: tuple[str, ...] = ()
    write_back: bool = False
    deadline_s: int = 120
    people: str | None = None
    schools: str | None = None
    terms: str | None = None
    meetings: str | None = None
    acknowledgements: str | None = None
    headings: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DocumentsSettings:
    """[documents]: where the Word files are. `web_root` turns a path into a link for mails."""

    kind: Literal["folder", "drive"] = "folder"
    root: str = "policies"
    web_root: str | None = None


GRAPH_MAX_MB = 2
"""Microsoft takes requests of 4 MB, in which a file has grown by three quarters (base64 within base64)."""


@dataclass(frozen=True, slots=True)
class MailSettings:
    """[mail]: how messages leave. `folder` writes them to files and sends nothing."""

    kind: Literal["folder", "smtp", "notify", "graph"] = "folder"
    folder: str = "outbox"
    sender: str | None = None
    reply_to: str | None = None
    allowed_domains: tuple[str, ...] = ()
    allowed_addresses: tuple[str, ...] = ()
    host: str | None = None
    port: int | None = None
    security: Literal["none", "starttls", "tls"] = "starttls"
    timeout_s: int = 30
    per_minute: int | None = None
    on_unknown: Literal["hold", "resend"] = "hold"
    attach_drafts: bool = False
    attach_max_mb: int = 10

    @property
    def most_attached_mb(self) -> int:
        """What the drafts of one message may have together, in millions of bytes, by the trust's word and the way it goes."""
        return min(self.attach_max_mb, GRAPH_MAX_MB) if self.kind == "graph" else self.attach_max_mb


@dataclass(frozen=True, slots=True)
class GraphSettings:
    """[graph]: Microsoft 365; certificate or secret come from the environment."""

    tenant: str | None = None
    client: str | None = None
    endpoint: str | None = None
    token_uri: str | None = None


@dataclass(frozen=True, slots=True)
class NotifySettings:
    """[notify]: GOV.UK Notify. `template` has ((subject)) and ((body)); the key comes from the environment."""

    template: str | None = None
    reply_to_id: str | None = None
    endpoint: str | None = None


@dataclass(frozen=True, slots=True)
class DraftsSettings:
    """[drafts]: where drafts go, and whether as tracked changes or as a clean copy with comments.

    `web_root` is the address under which people see the folder; it turns a draft's path into a link for mails.
    """

    folder: str = "drafts"
    tracked: bool = True
    web_root: str | None = None


@dataclass(frozen=True, slots=True)
class StateSettings:
    """[state]: the ledger's database, any SQLAlchemy address; a relative SQLite path is the project's."""

    database: str = "sqlite:///state/policyclerk.db"


@dataclass(frozen=True, slots=True)
class EscalationStep:
    """[reminders] escalation: `after` days past the due date to `headteacher`, `trust` or an address."""

    after: int
    to: str


@dataclass(frozen=True, slots=True)
class RemindersSettings:
    """[reminders]: when people hear of a policy. Weekdays count Monday as 0; steps are whole days."""

    send_on: tuple[int, ...] = (0,)
    send_after: time = time(7, 30)
    owner_steps: tuple[int, ...] = (90, 42, 14, 0, -14, -42)
    approver_steps: tuple[int, ...] = (14, 7, 0)
    papers_days: int = 7
    escalation: tuple[EscalationStep, ...] = (EscalationStep(28, "headteacher"), EscalationStep(56, "trust"))
    cap: int = 12
    quiet_in_holidays: bool = True
    backlog: Literal["summary", "send"] = "summary"


@dataclass(frozen=True, slots=True)
class RolloutSettings:
    """[rollout]: a careful first month. Empty `schools` is all of them."""

    schools: tuple[str, ...] = ()
    redirect: str | None = None
    backlog_per_week: int = 0


@dataclass(frozen=True, slots=True)
class LimitsSettings:
    """[limits]: what is too much for one night."""

    max_mails_per_run: int = 200
    max_share_missing: float = 0.3
    max_drafts_per_run: int = 200
    max_document_mb: int = 50
    workers: int = 0
    engine: Literal["processes", "threads", "dask"] = "processes"
    dask_address: str | None = None


@dataclass(frozen=True, slots=True)
class ReportSettings:
    """[report]: from how many days before its date a review counts as due soon (that day included)."""

    due_soon_days: int = 90


@dataclass(frozen=True, slots=True)
class PrivacySettings:
    """[privacy]: how many days a night keeps messages in the outbox, and names in the ledger; older ones it takes away."""

    keep_mail_days: int = 365
    keep_names_days: int = 1095


@dataclass(frozen=True, slots=True)
class HeartbeatSettings:
    """[heartbeat]: who hears that the night itself has not run."""

    max_age_h: int = 36
    contact: str | None = None
    ping_url: str | None = None


@dataclass(frozen=True, slots=True)
class LogSettings:
    """[log]: a log for machines, a line of JSON per event; None keeps none. `keep` older files of `max_mb` stay."""

    file: str | None = None
    max_mb: int = 5
    keep: int = 9


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything a trust may set. `rules` is finding kind -> severity, or None for "off"."""

    trust: TrustSettings = TrustSettings()
    register: RegisterSettings = field(default_factory=RegisterSettings)
    documents: DocumentsSettings = DocumentsSettings()
    mail: MailSettings = MailSettings()
    graph: GraphSettings = GraphSettings()
    notify: NotifySettings = NotifySettings()
    drafts: DraftsSettings = DraftsSettings()
    state: StateSettings = StateSettings()
    reminders: RemindersSettings = RemindersSettings()
    rollout: RolloutSettings = RolloutSettings()
    rules: Mapping[str, Severity | None] = field(default_factory=dict)
    limits: LimitsSettings = LimitsSettings()
    report: ReportSettings = ReportSettings()
    privacy: PrivacySettings = PrivacySettings()
    heartbeat: HeartbeatSettings = HeartbeatSettings()
    log: LogSettings = LogSettings()
