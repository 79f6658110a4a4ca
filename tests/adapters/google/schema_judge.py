"""Google's own description of its interfaces as a judge over every request and every answer.

The discovery documents come with google-api-python-client (Apache-2.0): which calls there are, which parameters and
fields each knows, of which type. Whatever is not in them is a violation.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Json = Mapping[str, Any]


class Violation(AssertionError):
    """A request or an answer that Google's own description does not know."""


@dataclass(frozen=True)
class Call:
    """One method of the interface and the parameters found in the path."""

    api: str
    method: Json
    path: Mapping[str, str]

    @property
    def name(self) -> str:
        return str(self.method["id"])


class SchemaJudge:
    """Judges calls by the discovery documents of Sheets and Drive."""

    def __init__(self) -> None:
        self.judged = 0

    def request(self, method: str, path: str, query: Mapping[str, list[str]], body: Any) -> Call:
        """The call that a request is. Raises Violation."""
        call = find_call(method, path)
        known = {**discovery(call.api)["parameters"], **call.method.get("parameters", {})}
        for name, values in query.items():
            if name not in known:
                raise Violation(f"{call.name} has no parameter {name}")
            for value in values:
                _judge_text(value, known[name], f"{call.name}?{name}")
        if body is not None:
            if "request" not in call.method:
                raise Violation(f"{call.name} takes no body")
            self._value(call.api, body, call.method["request"], call.name)
        self.judged += 1
        return call

    def answer(self, call: Call, body: Any) -> None:
        """Hold a good answer against the schema. Raises Violation."""
        self._value(call.api, body, call.method["response"], f"{call.name} answer")
        self.judged += 1

    def _value(self, api: str, value: Any, schema: Json, where: str) -> None:
        if "$ref" in schema:
            schema = discovery(api)["schemas"][schema["$ref"]]
        kind = schema.get("type", "any")
        if kind == "object":
            self._object(api, value, schema, where)
        elif kind == "array":
            if not isinstance(value, list):
                raise Violation(f"{where} should be a list")
            for each in value:
                self._value(api, each, schema["items"], f"{where}[]")
        elif kind != "any":
            _judge_plain(value, kind, schema, where)

    def _object(self, api: str, value: Any, schema: Json, where: str) -> None:
        if not isinstance(value, dict):
            raise Violation(f"{where} should be an object")
        known = schema.get("properties", {})
        for name, each in value.items():
            if each is None:  # null is the same as absent
                continue
            inner = known.get(name, schema.get("additionalProperties"))
            if inner is None:
                raise Violation(f"{where} has no field {name}")
            self._value(api, each, inner, f"{where}.{name}")


def find_call(method: str, path: str) -> Call:
    """The call that a method and a path stand for. Raises Violation where there is none."""
    for api in ("sheets.v4", "drive.v3"):
        for pattern, each in _patterns(api):
            match = pattern.fullmatch(path)
            if match and each["httpMethod"] == method:
                return Call(api, each, match.groupdict())
    raise Violation(f"there is no {method} {path}")


@cache
def discovery(api: str) -> Json:
    """The discovery document of an interface."""
    place = files("googleapiclient") / "discovery_cache" / "documents" / f"{api}.json"
    return json.loads(place.read_text(encoding="utf-8"))


@cache
def _patterns(api: str) -> tuple[tuple[re.Pattern[str], Json], ...]:
    document = discovery(api)
    base = document["servicePath"]
    return tuple(
        (_pattern(f"/{base}{each.get('flatPath', each['path'])}"), each) for each in _methods(document)
    )


def _pattern(path: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", path)
    return re.compile(
        "".join(re.escape(each) if at % 2 == 0 else f"(?P<{each}>[^/:]+)" for at, each in enumerate(parts))
    )


def _methods(resource: Json) -> Iterator[Json]:
    yield from resource.get("methods", {}).values()
    for inner in resource.get("resources", {}).values():
        yield from _methods(inner)


def _judge_text(text: str, schema: Json, where: str) -> None:
    """A query parameter: always text, of a stated type."""
    good = {"boolean": text in {"true", "false", "True", "False"}, "integer": text.lstrip("-").isdecimal()}
    if not good.get(schema["type"], True) or ("enum" in schema and text not in schema["enum"]):
        raise Violation(f"{where} cannot be {text!r}")


def _judge_plain(value: Any, kind: str, schema: Json, where: str) -> None:
    types = {"string": str, "boolean": bool, "integer": int, "number": (int, float)}
    good = isinstance(value, types[kind]) and (kind == "boolean" or not isinstance(value, bool))
    if not good or ("enum" in schema and value not in schema["enum"]):
        raise Violation(f"{where} cannot be {value!r}")
