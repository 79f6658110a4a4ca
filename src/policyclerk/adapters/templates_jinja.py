"""Renders mails and reports with Jinja2: the trust's own templates first, then the shipped ones.

Templates are strict (a name they are not given is an error, never a blank), sandboxed (a trust's clerk may edit them,
nobody can reach the machine through them) and escape everything in HTML.
"""

import base64
import hashlib
import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import (
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
    UndefinedError,
)
from jinja2 import TemplateError as JinjaError
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment

from policyclerk.domain.action import MailOrder
from policyclerk.domain.errors import TemplateError

_LOGOS = {"logo.svg": "image/svg+xml", "logo.png": "image/png", "logo.jpg": "image/jpeg"}
_LARGEST_LOGO = 300_000
_TEMPLATE = re.compile(r"(?:emails|report)/(?:[\w-]+/)?[\w.-]+\.j2$")
_COLOUR = re.compile(r"--([a-z]+):\s*(#[0-9a-fA-F]{6})\b")


_METHODS = frozenset(dir(dict))


class _Environment(ImmutableSandboxedEnvironment):
    """Jinja's own, which looks for `policy.title` among a mapping's methods before its keys: thousands of faults raised and caught."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """What a template means by `obj.attribute`."""
        if type(obj) is dict and attribute in obj and attribute not in _METHODS:
            return obj[attribute]
        return super().getattr(obj, attribute)

    def call(self, context: Context, obj: Any, /, *args: Any, **kwargs: Any) -> Any:
        """What a template means by `obj(...)`: its own macros need not be looked at, whether they are safe, thousands of times."""
        if type(obj) is Macro:
            return context.call(obj, *args, **kwargs)
        return super().call(context, obj, *args, **kwargs)


class JinjaRenderer:
    """The Renderer over Jinja2.

    Args:
        folders: template folders, the first that has a file wins.
        trust: the trust's name, known to every template.
    """

    def __init__(self, folders: Sequence[Path], *, trust: str) -> None:
        self._folders = tuple(folders)
        self._environment = _Environment(
            loader=FileSystemLoader([str(folder) for folder in folders]),
            undefined=StrictUndefined,
            autoescape=_is_html,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=False,
        )
        self._environment.filters.update(
            uk_date=uk_date,
            short_date=short_date,
            day_month=day_month,
            plural=plural,
            capitalize_first=capitalize_first,
            shortened=shortened,
            script_hash=script_hash,
            schools_with=schools_with,
        )
        self._environment.globals.update(trust=trust, logo=self._logo)

    def mail(self, order: MailOrder) -> tuple[str, str, str]:
        """Subject (one line), text and HTML of a message.

        Raises:
            TemplateError: a template is missing, broken, or asks for what it is not given.
        """
        folder = f"emails/{order.kind}"
        context = {**order.context, "kind": order.kind}
        subject = " ".join(self._render(f"{folder}/subject.txt.j2", context).split())
        text = self._render(f"{folder}/body.txt.j2", context).strip() + "\n"
        return subject, _without_gaps(text), self._render(f"{folder}/body.html.j2", context)

    def report(self, kind: str, view: Mapping[str, Any]) -> Mapping[str, str]:
        """The report's texts by file suffix: ".html" for people, ".md" for Prefect's artifact.

        Raises:
            TemplateError: as for `mail`.
        """
        return {suffix: self._render(f"report/{kind}{suffix}.j2", view) for suffix in (".html", ".md")}

    def page(self, name: str, view: Mapping[str, Any]) -> str:
        """One page, `report/<name>.html.j2`.

        Raises:
            TemplateError: as for `mail`.
        """
        return self._render(f"report/{name}.html.j2", view)

    def colours(self) -> Mapping[str, str]:
        """The trust's colours by name ("brand", "red" ...), for what is drawn and not written in HTML."""
        text = self._environment.get_template("report/colours.css").render()
        return dict(_COLOUR.findall(text))

    def faults(self) -> tuple[str, ...]:
        """What is wrong with the templates as they stand, each with its file and line (for `doctor`)."""
        faults = []
        for name in self._environment.list_templates(filter_func=lambda name: name.endswith(".j2")):
            try:
                self._environment.get_template(name)
            except JinjaError as fault:
                faults.append(_sentence(name, fault))
        return tuple(faults)

    def _render(self, name: str, context: Mapping[str, Any]) -> str:
        try:
            return self._environment.get_template(name).render(context)
        except (
            JinjaError,
            TypeError,
            ValueError,
            KeyError,
            AttributeError,
            ArithmeticError,
            RecursionError,
        ) as fault:
            raise TemplateError("template_error", _sentence(name, fault)) from fault

    def _logo(self) -> str | None:
        """The trust's logo as a data address, so that a report needs no second file and no network."""
        for folder in self._folders:
            for name, kind in _LOGOS.items():
                file = folder / name
                if file.is_file() and file.stat().st_size <= _LARGEST_LOGO:
                    return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode('ascii')}"
        return None


def uk_date(day: date | str | None) -> str:
    """`23 November 2026`; takes ISO texts too, because contexts are plain values."""
    if day is None:
        return "no date"
    known = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{known.day} {known:%B %Y}"


def short_date(day: date | str | None) -> str:
    """`23/11/2026`, day first."""
    if day is None:
        return ""
    known = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{known:%d/%m/%Y}"


def day_month(day: date | str) -> str:
    """`23 Nov`."""
    known = date.fromisoformat(day) if isinstance(day, str) else day
    return f"{known.day} {known:%b}"


def shortened(text: str, most: int) -> str:
    """The text, cut where it is longer than anybody would read in a table."""
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def script_hash(script: str) -> str:
    """What a Content-Security-Policy names a script by, so that no other one is ever run."""
    digest = hashlib.sha256(script.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def schools_with(cells: Mapping[str, Mapping[str, Any]], status: str) -> list[str]:
    """The schools whose cell of the coverage grid says so."""
    return [school for school, cell in cells.items() if cell["status"] == status]


def plural(count: int, one: str, many: str | None = None) -> str:
    """`1 policy`, `2 policies`: the number with the right word."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def capitalize_first(text: str) -> str:
    """The text with a capital letter; Jinja's own `capitalize` would lower the rest of it."""
    return text[:1].upper() + text[1:]


def _is_html(name: str | None) -> bool:
    return name is not None and ".html" in name


def _without_gaps(text: str) -> str:
    """Text mails never show more than one blank line in a row."""
    kept: list[str] = []
    for line in (line.rstrip() for line in text.splitlines()):
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept) + "\n"


def _sentence(name: str, fault: Exception) -> str:
    line: int | None
    if isinstance(fault, TemplateSyntaxError):
        name, line = fault.name or name, fault.lineno
    else:
        name, line = _place_of(fault) or (name, None)
    place = f"templates/{name}" + (f", line {line}" if line else "")
    if isinstance(fault, TemplateNotFound):
        return f"templates/{fault.name} is missing. Put it back or delete your own copy of the folder."
    if isinstance(fault, UndefinedError):
        return f"{place}: asks for something that is not there ({fault.message})."
    if isinstance(fault, SecurityError):
        return f"{place}: does something that templates may not do ({fault.message})."
    return f"{place}: is not a working template ({fault})."


def _place_of(fault: Exception) -> tuple[str, int] | None:
    """The template and line in which a fault arose, be it in one that another takes in: Jinja gives frames its files."""
    place = None
    trace = fault.__traceback__
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename).as_posix()
        if found := _TEMPLATE.search(file):
            place = found[0], trace.tb_lineno
        trace = trace.tb_next
    return place
