"""Reads config/trust.toml: every fault at once, each with its line and what was expected."""

import dataclasses
import re
import tomllib
import types
import typing
from collections.abc import Callable, Mapping
from datetime import time
from pathlib import Path
from typing import Any, Literal, Union
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from policyclerk.domain.errors import SettingsError
from policyclerk.domain.finding import FINDING_KINDS, SEVERITIES
from policyclerk.domain.heading_words import POLICIES
from policyclerk.domain.headings import field_named
from policyclerk.domain.settings import EscalationStep, Settings

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ADDRESS = re.compile(r"[^@\s<>,;]+@[^@\s<>,;]+\.[^@\s<>,;]+")
_ADDRESS_KEYS = {"trust.contact", "mail.sender", "mail.reply_to", "rollout.redirect", "heartbeat.contact"}
_NAMES = {str: "a text in quotes", int: "a whole number", float: "a number", bool: "true or false"}

_WINDOWS_PATH = (
    "a Windows path in double quotes is read as special characters; "
    "put it in 'single quotes', or write it with forward slashes"
)


class _Wrong(ValueError):
    """A value is not what is expected; the message says what would be."""


def read_settings(path: Path) -> Settings:
    """The settings in `path`.

    Raises:
        SettingsError: the file cannot be read, is no TOML, or holds unknown keys or wrong values; `faults` has a
            sentence for each.
    """
    text = _text(path)
    table = _table(path, text)
    return _Reading(path.name, text).settings(table)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise SettingsError(
            (f"{path.name}: is not saved as UTF-8. Save it again with the encoding UTF-8.",)
        ) from None
    except OSError as fault:
        raise SettingsError((f"{path}: cannot be read ({fault.strerror}).",)) from None


def _table(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as fault:
        raise SettingsError((_syntax_fault(path.name, text, str(fault)),)) from None


def _syntax_fault(name: str, text: str, fault: str) -> str:
    found = re.search(r"line (\d+)", fault)
    number = int(found.group(1)) if found else len(text.splitlines())
    lines = text.splitlines()
    line = lines[number - 1] if 0 < number <= len(lines) else ""
    if re.search(r'"[^"]*\\[^"]*', line):
        return f"{name}, line {number}: {_WINDOWS_PATH}."
    return f"{name}, line {number}: this is not TOML ({fault})."


class _Reading:
    """One reading of one file: collects faults and knows on which line a key stands."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.lines = _lines_of_keys(text)
        self.faults: list[str] = []

    def settings(self, table: Mapping[str, Any]) -> Settings:
        sections: dict[str, Any] = {}
        known = {field.name: field for field in dataclasses.fields(Settings)}
        for name, given in table.items():
            if name not in known:
                self._fault(name, f"there is no section [{name}]. Sections are: {', '.join(known)}.")
            elif not isinstance(given, dict):
                self._fault(name, f"[{name}] is a section and takes keys below it, not a value.")
            elif name == "rules":
                sections[name] = self._rules(given)
            else:
                sections[name] = self._section(name, typing.get_type_hints(Settings)[name], given)
        settings = Settings(**sections)
        self._across(settings)
        if self.faults:
            raise SettingsError(tuple(self.faults))
        return settings

    def _section(self, section: str, kind: type, given: Mapping[str, Any]) -> Any:
        hints = typing.get_type_hints(kind)
        values = {}
        for key, value in given.items():
            where = f"{section}.{key}"
            if key not in hints:
                self._fault(where, f"[{section}] has no key {key}. Keys are: {', '.join(hints)}.")
                continue
            try:
                values[key] = _special(where)(value) if where in _SPECIAL else _typed(hints[key], value)
                _check(where, values[key])
            except _Wrong as wrong:
                self._fault(where, f"[{section}] {key} = {_shown(value)}: {wrong}.")
                values.pop(key, None)
        return kind(**values)

    def _rules(self, given: Mapping[str, Any]) -> dict[str, Any]:
        rules = {}
        for kind, value in given.items():
            if kind not in FINDING_KINDS:
                self._fault(
                    f"rules.{kind}",
                    f"[rules] knows no finding {kind}. Findings are: {', '.join(FINDING_KINDS)}.",
                )
            elif value != "off" and value not in SEVERITIES:
                self._fault(
                    f"rules.{kind}", f'[rules] {kind}: expected "off" or one of {", ".join(SEVERITIES)}.'
                )
            else:
                rules[kind] = None if value == "off" else value
        return rules

    def _across(self, settings: Settings) -> None:
        mail = settings.mail
        if mail.kind != "folder" and not (mail.allowed_domains or mail.allowed_addresses):
            self._fault(
                "mail.kind",
                f'[mail] kind = "{mail.kind}" sends real mail: say to whom it may go with allowed_domains or '
                "allowed_addresses.",
            )
        if settings.register.kind == "google" and not settings.register.spreadsheet:
            self._fault(
                "register.kind",
                '[register] kind = "google" needs spreadsheet = the key or address of the sheet.',
            )

    def _fault(self, where: str, sentence: str) -> None:
        line = self.lines.get(where)
        self.faults.append(f"{self.name}{f', line {line}' if line else ''}: {sentence}")


def _lines_of_keys(text: str) -> dict[str, int]:
    """`section.key` and `section` -> line number, as far as plain `key = value` lines tell it."""
    lines: dict[str, int] = {}
    section = ""
    for number, line in enumerate(text.splitlines(), 1):
        if found := re.match(r"\s*\[\s*([\w.-]+)\s*\]", line):
            section = found.group(1)
            lines.setdefault(section.split(".")[0], number)
            lines.setdefault(section, number)
        elif found := re.match(r"\s*[\"']?([\w-]+)[\"']?\s*[=.]", line):
            lines.setdefault(f"{section}.{found.group(1)}" if section else found.group(1), number)
    return lines


def _typed(hint: Any, value: Any) -> Any:
    """The value as the hint asks for it, or _Wrong."""
    origin = typing.get_origin(hint)
    if origin in (Union, types.UnionType):
        return _typed(next(a for a in typing.get_args(hint) if a is not type(None)), value)
    if origin is Literal:
        if value not in typing.get_args(hint):
            raise _Wrong(f"expected one of {', '.join(typing.get_args(hint))}")
        return value
    if origin is tuple:
        return _texts(value)
    if origin is not None:
        return _mapping(value)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise _Wrong(f"expected {_NAMES[hint]}")
    return value


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise _Wrong('expected a list of texts, ["like", "this"]')
    return tuple(value)


def _mapping(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise _Wrong('expected lines of the form our_field = "your heading"')
    return dict(value)


def _check(where: str, value: Any) -> None:
    """What the type alone does not say."""
    if isinstance(value, str) and any(ord(letter) < 32 for letter in value):
        raise _Wrong(f"it holds control characters: {_WINDOWS_PATH}")
    bare = re.sub(r"[^<>]*<(.*)>", r"\1", value) if where == "mail.sender" else value
    if where in _ADDRESS_KEYS and not _ADDRESS.fullmatch(bare):
        raise _Wrong("expected one mail address")
    if where == "trust.timezone":
        _time_zone(value)
    if where in (
        "register.endpoint",
        "graph.endpoint",
        "graph.token_uri",
        "notify.endpoint",
        "documents.web_root",
        "drafts.web_root",
        "heartbeat.ping_url",
    ):
        _safe_address(value)
    if where == "limits.max_share_missing" and not 0 <= value <= 1:
        raise _Wrong("expected a share between 0 and 1")
    if where in ("log.max_mb", "log.keep", "mail.timeout_s", "mail.per_minute") and value < 1:
        raise _Wrong("expected 1 or more")
    if where == "mail.port" and not 1 <= value <= 65535:
        raise _Wrong("expected a port between 1 and 65535")
    if isinstance(value, int) and not isinstance(value, bool) and value < 0:
        raise _Wrong("expected 0 or more")


def _headings(value: Any) -> dict[str, str]:
    """Our field -> their heading; a field may be named as in the documentation of the sheet ("Next review")."""
    given = _mapping(value)
    fields = {key: field_named(key) for key in given}
    unknown = sorted(key for key, field in fields.items() if field is None)
    if unknown:
        raise _Wrong(f"there is no field {', '.join(unknown)}; fields are {', '.join(REGISTER_FIELDS)}")
    twice = sorted(key for key, field in fields.items() if list(fields.values()).count(field) > 1)
    if twice:
        raise _Wrong(f"{' and '.join(twice)} are the same field; name it once")
    return {str(fields[key]): heading for key, heading in given.items()}


REGISTER_FIELDS = tuple(POLICIES)
"""Our names for the columns of a policy tab."""


def _time_zone(name: str) -> None:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise _Wrong('expected a time zone such as "Europe/London"') from None


def _safe_address(address: str) -> None:
    """https, or http on this machine: anything else could carry a token or a name in the clear."""
    parts = urlsplit(address)
    loopback = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if not parts.hostname or (parts.scheme != "https" and not (parts.scheme == "http" and loopback)):
        raise _Wrong("expected an address that starts with https:// (http:// only for this machine)")


def _weekdays(value: Any) -> tuple[int, ...]:
    days = [day.lower() for day in _texts(value)]
    if not days or not set(days) <= set(WEEKDAYS):
        raise _Wrong('expected weekdays, ["monday", "thursday"]')
    return tuple(sorted({WEEKDAYS.index(day) for day in days}))


def _hour(value: Any) -> time:
    if isinstance(value, time):
        return value
    try:
        return time.fromisoformat(value)
    except (TypeError, ValueError):
        raise _Wrong('expected an hour such as "07:30"') from None


def _steps(value: Any) -> tuple[int, ...]:
    if not isinstance(value, list) or not all(isinstance(n, int) and not isinstance(n, bool) for n in value):
        raise _Wrong("expected a list of whole days, [90, 42, 14, 0, -14]")
    return tuple(sorted(set(value), reverse=True))


def _escalation(value: Any) -> tuple[EscalationStep, ...]:
    expected = '[{ after = 28, to = "headteacher" }] with to = headteacher, trust or an address'
    if not isinstance(value, list):
        raise _Wrong(f"expected {expected}")
    return tuple(sorted((_escalation_step(item, expected) for item in value), key=lambda step: step.after))


def _escalation_step(item: Any, expected: str) -> EscalationStep:
    if not isinstance(item, dict) or set(item) != {"after", "to"}:
        raise _Wrong(f"expected {expected}")
    after, to = item["after"], item["to"]
    if not isinstance(after, int) or isinstance(after, bool) or after < 1 or not isinstance(to, str):
        raise _Wrong(f"expected {expected}; after counts days from 1")
    if to not in ("headteacher", "trust") and not _ADDRESS.fullmatch(to):
        raise _Wrong(f"expected {expected}")
    return EscalationStep(after, to)


_SPECIAL: Mapping[str, Callable[[Any], Any]] = {
    "register.headings": _headings,
    "reminders.send_on": _weekdays,
    "reminders.send_after": _hour,
    "reminders.owner_steps": _steps,
    "reminders.approver_steps": _steps,
    "reminders.escalation": _escalation,
}


def _special(where: str) -> Callable[[Any], Any]:
    return _SPECIAL[where]


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
