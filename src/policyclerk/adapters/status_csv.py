"""The status columns as a file of their own, for the nights when the register itself cannot be written."""

import csv
import io
from collections.abc import Sequence
from datetime import date

from policyclerk.adapters.cell_text import clean, day_text, guarded
from policyclerk.domain.action import StatusOrder
from policyclerk.domain.register import OWN_HEADINGS


def status_csv(orders: Sequence[StatusOrder]) -> str:
    """What would have been written, one line per row: tab, row number, the row's identity, our five columns.

    Text that a spreadsheet would take for a formula has `'` before it (OWASP, "CSV injection").
    """
    identity = tuple(dict.fromkeys(heading for order in orders for heading, _ in order.identity))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([_cell(each) for each in ("Tab", "Row", *identity, *OWN_HEADINGS)])
    for order in orders:
        known, values = dict(order.identity), dict(order.values)
        row = [known.get(each) for each in identity] + [values.get(each) for each in OWN_HEADINGS]
        writer.writerow([_cell(order.tab), str(order.row), *(_cell(each) for each in row)])
    return out.getvalue()


def _cell(value: str | date | None) -> str:
    if value is None:
        return ""
    return guarded(clean(value)) if isinstance(value, str) else day_text(value)
