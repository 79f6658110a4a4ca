"""What the places for signatures of a document come to: sign-offs of the policy, and forms that others are to sign."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from policyclerk.domain.dates import DateClaim
from policyclerk.domain.document import Declaration, SignOff
from policyclerk.word.sign_blocks import SignBlock, grid_sign_offs, judge
from policyclerk.word.sign_grids import Grid
from policyclerk.word.values import clean

FoundBlock = tuple[SignBlock, str | None]
"""A place for a signature, and the heading of the form it belongs to."""
FoundGrid = tuple[Grid, str | None, str]
"""A table for signatures, the heading of the form it belongs to, and the words above it."""


@dataclass(slots=True)
class SignatureFindings:
    """All that was found: sign-offs, forms for others, and the places that sign blocks and, near these, forms take up."""

    sign_offs: list[SignOff] = field(default_factory=list)
    declarations: list[Declaration] = field(default_factory=list)
    approvals: list[DateClaim] = field(default_factory=list)
    block_places: set[str] = field(default_factory=set)
    form_places: set[str] = field(default_factory=set)

    def conclude(self, blocks: Iterable[FoundBlock], grids: Iterable[FoundGrid]) -> None:
        """Turn places and tables for signatures into sign-offs and declarations."""
        forms: dict[str, tuple[list[str], str]] = {}
        for block, form in blocks:
            if form is not None:
                fields, _ = forms.setdefault(form, ([], block.line.where))
                fields.extend(key for key in block.keys if key not in fields)
            elif block.sure or len(block.keys) > 1:
                self.sign_offs.append(judge(block))
        for grid, form, above in grids:
            if form is not None:
                forms.setdefault(form, ([clean(cell.text) for cell in grid.header.cells], grid.header.where))
            else:
                self.sign_offs.extend(grid_sign_offs(grid, above))
        self.declarations = [
            Declaration(heading, tuple(fields), where) for heading, (fields, where) in forms.items()
        ]
