"""Versions listed line by line ("Version 1.0, 8 February 2021: first policy"): a log, of which only the newest is the version."""

import re

from policyclerk.domain.dates import dates_in
from policyclerk.word.claim import Claim

_NUMBER = re.compile(r"^\W*[a-z]*[\W_]*\d[\d.]*\W*", re.IGNORECASE)
"""The version itself ("Version 1.0, "), whose digits would pass for the beginning of the date behind it."""


class VersionLog:
    """Collects the version claims of dated lines, to tell a log from a cover that names its version."""

    def __init__(self) -> None:
        self._lines: list[tuple[int, int, Claim]] = []

    def see(self, number: int, text: str, claims: list[Claim]) -> None:
        """Take in the claims of one line; `number` is its place in the document."""
        versions = [claim for claim in claims if claim.field == "version"]
        if not versions:
            return
        days = [
            found.claim.start
            for found in dates_in(_NUMBER.sub("", text), "")
            if found.claim.start is not None
        ]
        if days:
            self._lines += [(number, days[0].toordinal(), claim) for claim in versions]

    def outdated(self) -> list[Claim]:
        """The claims of lines that follow one another and are not the newest of them."""
        old: list[Claim] = []
        run: list[tuple[int, int, Claim]] = []
        for line in self._lines:
            if run and line[0] != run[-1][0] + 1:
                run = []
            run.append(line)
            if len(run) > 1:
                newest = max(run, key=lambda each: each[1])
                old += [each[2] for each in run if each is not newest]
        return old
