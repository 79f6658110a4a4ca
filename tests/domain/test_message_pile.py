"""Messages that wait come out as they went in."""

from collections.abc import Iterator
from datetime import date

import pytest

from policyclerk.domain.action import Attachment, Message
from policyclerk.domain.message_pile import MessagePile


def message(text: str) -> Message:
    return Message(
        message_id="pc-1",
        kind="owner-digest",
        to="a@b.example",
        sender=None,
        reply_to=None,
        subject="Reviews",
        text=text,
        html=f"<p>{text}</p>",
        day=date(2026, 11, 23),
        items=("owner/P1/2026-12-01/42/x",),
        attachments=(Attachment("policies.ics", "text/calendar", b"BEGIN"),),
    )


def test_a_message_comes_out_as_it_went_in() -> None:
    asked = {"a": message("Dear Jo — £3 \udcff"), "b": message("")}
    assert dict(MessagePile(asked.items())) == asked


def test_the_pile_keeps_the_order_and_knows_what_it_has() -> None:
    pile = MessagePile([("b", message("x")), ("a", message("y"))])
    assert (list(pile), len(pile), "a" in pile, "c" in pile) == (["b", "a"], 2, True, False)
    with pytest.raises(KeyError):
        pile["c"]


def test_a_message_that_cannot_be_made_stops_the_pile() -> None:
    def made() -> Iterator[tuple[str, Message]]:
        yield "a", message("x")
        raise ValueError("no such template")

    with pytest.raises(ValueError, match="no such template"):
        MessagePile(made())
