"""The mail server of the simulation: it takes messages, refuses them, or is cut off; and knows what truly arrived."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from benchmarks.chasing.mishaps import Mishaps


@dataclass(frozen=True, slots=True)
class Item:
    """One step that a message tells: "owner", "approver", "escalation" or "trust-summary", and of which policy."""

    kind: str
    ref: str
    cycle: str
    step: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message in somebody's mailbox."""

    day: date
    to: str
    message_id: str
    items: tuple[Item, ...]


class MailDown(OSError):
    """The server cannot be reached; the message certainly did not leave."""


class CutOff(Exception):
    """The connection broke after the server may have taken the message."""


@dataclass(slots=True)
class Post:
    """Everything that arrived, and who listens to it."""

    seed: int
    mishaps: Mishaps = field(default_factory=Mishaps)
    deliveries: list[Delivery] = field(default_factory=list)
    arrived: set[str] = field(default_factory=set)
    listeners: list[Callable[[Delivery], None]] = field(default_factory=list)

    def send(self, delivery: Delivery) -> None:
        """Take a message.

        Raises:
            MailDown, CutOff: as the day's mishaps have it.
        """
        if self.mishaps.mail_down:
            raise MailDown("the mail server does not answer")
        # by day and person, so that the order in which messages leave changes nothing
        rng = random.Random(f"{self.seed} {delivery.day} {delivery.to}")
        cut = rng.random() < self.mishaps.cut_off
        if not cut or rng.random() < 0.5:
            self.deliveries.append(delivery)
            self.arrived.add(delivery.message_id)
            for listener in self.listeners:
                listener(delivery)
        if cut:
            raise CutOff("the connection broke")
