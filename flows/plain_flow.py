"""Flows whose parameters are texts, numbers, days and lists of these."""

from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from prefect import Flow
from pydantic_core import to_jsonable_python

P = ParamSpec("P")
R = TypeVar("R")


class PlainFlow(Flow[P, R]):
    """Prefect's flow, which makes its parameters plain with pydantic.

    Prefect does it with FastAPI, its server's library, and loads all of that for it: a sixth of what a flow costs that does
    nothing, and more than the rest of what Prefect adds to a quiet night.
    """

    def serialize_parameters(self, parameters: dict[str, Any]) -> dict[str, Any]:
        """The parameters as the server keeps them."""
        plain: dict[str, Any] = to_jsonable_python(parameters)
        return plain


def flow(*, name: str, **further: Any) -> Callable[[Callable[P, R]], PlainFlow[P, R]]:
    """As Prefect's decorator of that name; no flow of ours keeps its result."""

    def decorated(work: Callable[P, R]) -> PlainFlow[P, R]:
        return PlainFlow(work, name=name, persist_result=False, **further)

    return decorated
