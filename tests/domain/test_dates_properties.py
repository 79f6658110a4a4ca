"""What holds of the reading of dates whatever the text."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from policyclerk.domain.dates import dates_in, read_date, trouble

DAYS = st.dates(date(1990, 1, 1), date(2059, 12, 31))
FORMS = (
    lambda d: f"{d:%d/%m/%Y}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
    lambda d: f"{d:%Y-%m-%d}",
    lambda d: f"{d.day} {d:%B} {d.year}",
    lambda d: f"{d.day}{_ordinal(d.day)} {d:%B} {d.year}",
    lambda d: f"{d.day} {_ordinal(d.day)} of {d:%b}, {d.year}",
    lambda d: f"{d:%A} {d.day}{_ordinal(d.day)} {d:%B} {d.year}",
    lambda d: f"{d:%B} {d.day}, {d.year}",
    lambda d: f"{d.day}-{d:%b}-{d.year}",
    lambda d: f"{d:%Y-%m-%d}T00:00:00",
)
SCRAPS = st.lists(
    st.sampled_from(
        [
            "1",
            "31",
            "2024",
            "99",
            "/",
            ".",
            "-",
            " ",
            "March",
            "may",
            "Sept",
            "Autumn",
            "term",
            "th",
            "of",
            "to",
            "\u2013",
            "Monday",
            ",",
            "|",
            "(",
            "FGB",
            "V",
            "2020/21",
            ":",
            "'",
            "\u00a0",
            "\u0130",
            "\u017f",
            "\u0661",
        ]
    ),
    max_size=14,
).map("".join)


def _ordinal(day):
    return "th" if 11 <= day <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@given(DAYS, st.sampled_from(FORMS))
def test_a_day_written_in_a_british_form_is_read_back(day, form):
    claim = read_date(form(day), "x")

    assert (claim.start, claim.end, claim.precision) == (day, day, "day")


@given(DAYS, st.sampled_from(FORMS))
def test_a_day_inside_a_line_is_found_where_it_stands(day, form):
    text = form(day)
    line = f"Next review: {text} by the board"
    (only,) = dates_in(line, "x")

    assert (line[only.start : only.end], only.claim.start) == (text, day)


@given(st.one_of(st.text(), SCRAPS))
def test_no_text_whatever_breaks_the_reading(text):
    claim = read_date(text, "x")
    if claim is None:
        return
    assert (claim.start is None) == (claim.end is None) == (claim.precision is None)
    assert (claim.start is None) == (claim.problem is not None) == (trouble(claim) is not None)
    assert claim.start is None or claim.start <= claim.end
    assert claim.raw == text.strip()


@given(st.one_of(st.text(), SCRAPS))
def test_found_dates_stand_in_order_without_overlap(text):
    ends = 0
    for found in dates_in(text, "x"):
        assert ends <= found.start < found.end <= len(text)
        assert found.claim.raw == text[found.start : found.end]
        ends = found.end
