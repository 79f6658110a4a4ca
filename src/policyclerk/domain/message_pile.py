"""Messages that wait to be sent: held small, because a first night may hold many thousands of them."""

import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from policyclerk.domain.action import Message

_QUICKLY = 1


class MessagePile(Mapping[str, Message]):
    """Messages by the key of their action, their texts packed until one is asked for.

    Args:
        messages: key and message of each; every one is asked for once, so that they may be made on the way.
    """

    def __init__(self, messages: Iterable[tuple[str, Message]] = ()) -> None:
        self._packed = {key: _packed(message) for key, message in messages}

    def __getitem__(self, key: str) -> Message:
        """The message, whole."""
        message, text, html = self._packed[key]
        return replace(message, text=_unpacked(text), html=_unpacked(html))

    def __iter__(self) -> Iterator[str]:
        """The keys, in the order in which they came."""
        return iter(self._packed)

    def __len__(self) -> int:
        """How many messages wait."""
        return len(self._packed)


def _packed(message: Message) -> tuple[Message, bytes, bytes]:
    return replace(message, text="", html=""), _small(message.text), _small(message.html)


def _small(text: str) -> bytes:
    return zlib.compress(text.encode("utf-8", "surrogatepass"), _QUICKLY)


def _unpacked(small: bytes) -> str:
    return zlib.decompress(small).decode("utf-8", "surrogatepass")
