"""The register as a Google sheet: what is read of it, and what is written into it. The fake answers as Google does."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.adapters.google.fake_google import FakeGoogle, Reply
from tests.adapters.google.fake_sheets import GoogleSays
from tests.adapters.google.sheet_model import Cell, Tab
from tests.adapters.google.sheets_made import (
    DAY,
    HEADINGS,
    KEY,
    book,
    column,
    orders_for,
    register,
    rows,
    status_of,
    statuses,
    understood,
    without_ours,
)

import policyclerk
from policyclerk.adapters.register_google import GoogleRegister, spreadsheet_key
from policyclerk.adapters.sheet_answers import FIRST_DAY
from policyclerk.domain.action import StatusOrder
from policyclerk.domain.errors import RegisterError, SettingsError, WriteRefused
from policyclerk.domain.register import OWN_HEADINGS, RawBook, RawCell
from policyclerk.domain.settings import RegisterSettings
from policyclerk.domain.understand import understand
from policyclerk.ports import RowOutcome


def only_tab(google: FakeGoogle) -> Tab:
    return google.books[KEY].tabs[0]


def read(*tabs: Tab) -> RawBook:
    google = FakeGoogle(book(*tabs))
    whole = register(google).read()
    assert not google.violations
    return whole


def cells(*values: Any) -> tuple[RawCell, ...]:
    """The second row of a tab, after reading it."""
    return read(Tab.of(0, "Policies", [HEADINGS, values])).tables[0].rows[1]


def write(
    google: FakeGoogle, orders: Sequence[StatusOrder] | None = None, *, source: GoogleRegister | None = None
) -> tuple[RowOutcome, ...]:
    source = source or register(google)
    whole = source.read()
    outcomes = source.write_status(
        orders=orders_for(whole) if orders is None else orders, register=understood(whole)
    )
    assert not google.violations
    assert not google.foreign
    return outcomes


def one_order(
    status: str | None = "Red: overdue", *, row: int = 2, ref: str | None = "P1", title: str = "Policy P1"
) -> StatusOrder:
    values = (status, "Review overdue", "Ask the owner", "drafts/x.docx", DAY)
    return StatusOrder(
        "Policies", row, (("Ref", ref), ("Policy", title)), tuple(zip(OWN_HEADINGS, values, strict=True))
    )


# ---- reading


def test_all_tabs_are_read_in_four_requests_with_their_own_row_numbers() -> None:
    google = FakeGoogle(
        book(
            Tab.of(0, "O'Brien's", [HEADINGS, (), ("P1", "Behaviour"), ("", ""), ("P2", "Uniform")]),
            Tab.of(5, "A1", [("Name", "Email"), ("Ann", "ann@x.example")]),
            Tab.of(9, "empty", []),
        )
    )
    whole = register(google).read()
    assert [table.name for table in whole.tables] == ["O'Brien's", "A1", "empty"]
    assert [[cell.value for cell in row][:1] for row in whole.tables[0].rows] == [
        ["Ref"],
        [],
        ["P1"],
        [],
        ["P2"],
    ]
    assert whole.tables[2].rows == ()
    assert (whole.locale, whole.source) == ("en_GB", "Google sheet “Policy register”")
    names = [each.name.removeprefix("sheets.spreadsheets.") for each in google.seen]
    assert names == ["token", "get", "values.batchGet", "get", "values.batchGet"]
    asked = google.seen[2].query
    assert asked["valueRenderOption"] == ["UNFORMATTED_VALUE"]
    assert asked["dateTimeRenderOption"] == ["SERIAL_NUMBER"]
    assert asked["ranges"] == ["'O''Brien''s'", "'A1'", "'empty'"]


def test_a_number_in_a_cell_that_shows_a_date_is_a_date() -> None:
    assert cells("P1", "x", None, date(2027, 3, 1))[3].value == date(2027, 3, 1)
    assert cells("P1", "x", None, Cell(46_388.75, form="DATE_TIME"))[3].value == datetime(2027, 1, 1, 18)  # noqa: DTZ001 - a sheet's own time
    assert cells("P1", "x", None, Cell(0.4375, form="TIME"))[3].value == "10:30"
    assert cells("P1", "x", None, Cell(10**9, form="DATE"))[3].value == 10**9


def test_numbers_and_texts_stay_what_they_are() -> None:
    row = cells("007", 7.0, 1.5, True, "01/02/2027", 46_388)
    assert [cell.value for cell in row] == ["007", 7, 1.5, True, "01/02/2027", 46_388]
    assert [type(cell.value) for cell in row] == [str, int, float, bool, str, int]


def test_both_kinds_of_dates_of_one_column_are_understood() -> None:
    tab = Tab.of(
        0,
        "Policies",
        [HEADINGS, ("P1", "Behaviour", "Ann", date(2027, 3, 1)), ("P2", "Uniform", "Ann", "1 March 2027")],
    )
    policies = understand(read(tab), settings=RegisterSettings(), today=DAY).policies
    assert [policy.next_review.start for policy in policies if policy.next_review] == [date(2027, 3, 1)] * 2
    assert [policy.next_review.raw for policy in policies if policy.next_review] == [
        "01/03/2027",
        "1 March 2027",
    ]


@pytest.mark.parametrize(
    ("cell", "link"),
    [
        (Cell("a", hyperlink="https://x.example/a"), "https://x.example/a"),
        (
            Cell("a", chip="https://docs.google.com/document/d/1/edit", hyperlink="https://x.example"),
            "https://docs.google.com/document/d/1/edit",
        ),
        (Cell("see here", inner_link="https://x.example/b"), "https://x.example/b"),
        (Cell("a", hyperlink="javascript:alert(1)"), "javascript:alert(1)"),
        (Cell(None, chip="https://docs.google.com/document/d/2/edit"), None),
        (Cell("a"), None),
    ],
)
def test_the_link_of_a_cell_is_its_chip_its_hyperlink_or_the_first_in_its_text(
    cell: Cell, link: str | None
) -> None:
    row = cells("P1", "x", "Ann", "", cell)
    assert (row[4].link if len(row) > 4 else None) == link


def test_formulas_and_errors_are_marked() -> None:
    row = cells(
        "P1", "x", Cell("Ann", formula='=IMPORTRANGE("x","y")'), Cell("#REF!", formula="=A1", error="#REF!")
    )
    assert (row[2].value, row[2].formula) == ("Ann", True)
    assert (row[3].value, row[3].error, row[3].formula) == (None, "#REF!", True)


def test_merged_ranges_are_told() -> None:
    tab = Tab.of(0, "Policies", [("Trust register",), HEADINGS])
    tab.merges = [
        {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 1, "startColumnIndex": 0, "endColumnIndex": 5}
    ]
    assert read(tab).tables[0].merged == ((1, 1, 1, 5),)


def test_charts_are_no_tabs() -> None:
    chart = Tab.of(3, "Chart", [])
    chart.properties = {"sheetType": "OBJECT"}
    assert [table.name for table in read(Tab.of(0, "Policies", rows()), chart).tables] == ["Policies"]


def test_the_version_is_of_everything_but_our_own_columns() -> None:
    google = FakeGoogle(book())
    source = register(google)
    first = source.read().version
    write(google, source=source)
    assert source.read().version == first
    tab = only_tab(google)
    tab.rows[2][column(tab, "Policyclerk status")].value = "typed over"
    tab.move_column(column(tab, "Policyclerk status"), 0)
    assert source.read().version == first
    tab.rows[2][column(tab, "Owner")].value = "Somebody else"
    assert source.read().version != first
    tab.rows[2][column(tab, "Owner")].value = "Owner 2"
    tab.rows[2][column(tab, "Document")].hyperlink = "https://x.example"
    assert source.read().version != first


def test_a_result_that_changes_by_itself_does_not_hold_up_reading() -> None:
    google = FakeGoogle(book(Tab.of(0, "Policies", [*rows(), ("now", "", "", Cell(1.0, formula="=NOW()"))])))
    clock = only_tab(google).rows[7][3]

    def tick() -> None:
        clock.value += 1

    google.between = tick
    assert len(register(google).read().tables[0].rows) == 8
    assert google.calls()["sheets.spreadsheets.values.batchGet"] == 2


def test_a_tab_renamed_between_two_requests_is_followed() -> None:
    google = FakeGoogle(book())

    def rename() -> None:
        if (
            google.calls()["sheets.spreadsheets.get"] == 1
            and google.calls()["sheets.spreadsheets.values.batchGet"] == 1
        ):
            only_tab(google).title = "Renamed"

    google.between = rename
    assert [table.name for table in register(google).read().tables] == ["Renamed"]


# ---- writing


def test_our_columns_are_made_at_the_far_right_and_filled() -> None:
    google = FakeGoogle(book())
    before = without_ours(only_tab(google))
    outcomes = write(google)
    tab = only_tab(google)
    assert [(o.row, o.written, o.why) for o in outcomes] == [(n, True, None) for n in range(2, 8)]
    assert [cell.value for cell in tab.rows[0][5:10]] == list(OWN_HEADINGS)
    assert [cell.value for cell in tab.rows[1][5:10]] == [
        status_of("Policy P1"), "Findings of Policy P1", "Ask the owner", None, (DAY - FIRST_DAY).days,
    ]  # fmt: skip
    assert tab.rows[1][9].form == "DATE"
    assert [each.form for each in tab.rows[1][5:9]] == [None] * 4
    assert without_ours(tab) == before
    assert [tuple(each.tags.values()) for each in tab.columns[5:7]] == [
        (("policyclerk.column", "status", "DOCUMENT"),),
        (("policyclerk.column", "findings", "DOCUMENT"),),
    ]
    (protected,) = tab.protected
    assert protected["warningOnly"] is True
    assert protected["range"] == {"startColumnIndex": 5, "endColumnIndex": 10}


def test_a_night_over_three_tabs_takes_twelve_requests_at_most() -> None:
    tabs = [Tab.of(number, f"School {number}", rows(40, letter=f"S{number}-")) for number in range(3)]
    google = FakeGoogle(book(*tabs))
    assert len(write(google)) == 120
    assert (
        sum(google.calls().values()) == 12
    )  # the first night, which makes the columns; one of them is the token
    google.seen.clear()
    source = register(google)
    whole = source.read()
    source.write_status(orders=orders_for(whole, night=2), register=understood(whole))
    assert sum(google.calls().values()) == 10
    google.seen.clear()
    source.write_status(orders=orders_for(whole, night=2), register=understood(whole))
    assert google.calls() == {
        "sheets.spreadsheets.developerMetadata.search": 1,
        "sheets.spreadsheets.values.batchGet": 1,
    }


def test_adopting_columns_that_people_headed_keeps_to_twelve_requests() -> None:
    tabs = [Tab.of(n, f"School {n}", [(*line, *OWN_HEADINGS) if at == 0 else line for at, line in enumerate(rows(5, letter=f"S{n}-"))])
            for n in range(3)]  # fmt: skip
    google = FakeGoogle(book(*tabs))
    outcomes = write_with_format_changes(google)
    assert all(outcome.written for outcome in outcomes)
    assert sum(google.calls().values()) == 12
    assert all(len([each for each in tab.columns if each.tags]) == 5 for tab in tabs)
    assert [cell.value for cell in tabs[0].rows[0]][5:10] == list(OWN_HEADINGS)


def write_with_format_changes(google: FakeGoogle) -> tuple[RowOutcome, ...]:
    source = register(google)
    whole = source.read()
    outcomes = source.write_status(orders=orders_for(whole), register=understood(whole))
    assert not google.violations
    return outcomes


def test_the_same_orders_a_second_time_write_nothing() -> None:
    google = FakeGoogle(book())
    write(google)
    google.seen.clear()
    outcomes = write(google)
    assert all(o.written and o.why for o in outcomes)
    assert "sheets.spreadsheets.values.batchUpdateByDataFilter" not in google.calls()


def sent_values(google: FakeGoogle) -> list[Any]:
    bodies = [json.loads(each.body) for each in google.seen if each.name.endswith("batchUpdateByDataFilter")]
    return [
        value
        for body in bodies
        for data in body["data"]
        for line in data["values"]
        for value in line
        if value is not None
    ]


def test_only_cells_that_differ_are_sent() -> None:
    google = FakeGoogle(book())
    write(google, [one_order()])
    google.seen.clear()
    write(google, [one_order("Green: in order")])
    assert sent_values(google) == ["Green: in order"]


def test_our_columns_are_found_again_wherever_people_moved_them() -> None:
    google = FakeGoogle(book())
    write(google)
    tab = only_tab(google)
    tab.move_column(column(tab, "Policyclerk status"), 0)
    tab.insert_columns(3)
    outcomes = write(google, [replace(each) for each in orders_for(register(google).read(), night=2)])
    assert all(outcome.written for outcome in outcomes)
    assert tab.rows[1][0].value == status_of("Policy P1", night=2)
    assert sum(cell.value == "Policyclerk status" for cell in tab.rows[0]) == 1


def test_headings_of_ours_are_used_wherever_they_stand() -> None:
    tab = Tab.of(
        0, "Policies", [("Ref", "Policy", "Policyclerk findings", "Owner"), ("P1", "Policy P1", "old", "Ann")]
    )
    google = FakeGoogle(book(tab))
    write(google, [one_order()])
    assert [cell.value for cell in tab.rows[0][:8]] == [
        "Ref", "Policy", "Policyclerk findings", "Owner",
        "Policyclerk status", "Policyclerk next action", "Policyclerk draft", "Policyclerk checked",
    ]  # fmt: skip
    assert [cell.value for cell in tab.rows[1][:5]] == [
        "P1",
        "Policy P1",
        "Review overdue",
        "Ann",
        "Red: overdue",
    ]


def test_notes_beside_the_table_keep_their_place_left_of_ours() -> None:
    tab = Tab.of(0, "Policies", [*rows(2), ("", "", "", "", "", "", "a note beside the table")])
    google = FakeGoogle(book(tab))
    write(google, [one_order()])
    assert tab.rows[3][6].value == "a note beside the table"
    assert tab.rows[0][7].value == "Policyclerk status"


def test_columns_are_made_at_the_very_edge_of_a_full_sheet() -> None:
    tab = Tab.of(0, "Policies", rows(3), height=4, width=5)
    google = FakeGoogle(book(tab))
    assert all(outcome.written for outcome in write(google))
    assert len(tab.columns) == 10


def test_a_column_that_somebody_renamed_is_hers_and_a_new_one_is_made() -> None:
    google = FakeGoogle(book())
    write(google)
    tab = only_tab(google)
    tab.rows[0][column(tab, "Policyclerk status")].value = "Status of last winter"
    taken = column(tab, "Status of last winter")
    assert all(outcome.written for outcome in write(google, orders_for(register(google).read(), night=2)))
    assert tab.rows[1][taken].value == status_of("Policy P1", night=1)
    assert statuses(tab)["Policy P1"] == status_of("Policy P1", night=2)


def test_a_heading_of_ours_that_was_emptied_is_put_back() -> None:
    google = FakeGoogle(book())
    write(google)
    tab = only_tab(google)
    place = column(tab, "Policyclerk status")
    tab.rows[0][place].value = None
    write(google, orders_for(register(google).read(), night=2))
    assert tab.rows[0][place].value == "Policyclerk status"
    assert tab.rows[1][place].value == status_of("Policy P1", night=2)


def test_a_value_can_be_emptied_again() -> None:
    google = FakeGoogle(book())
    write(google, [one_order()])
    write(google, [replace(one_order(), values=tuple((heading, None) for heading in OWN_HEADINGS))])
    assert all(cell.blank for cell in only_tab(google).rows[1][5:10])


@pytest.mark.parametrize(
    "text",
    ["=1+1", '=HYPERLINK("javascript:alert(1)")', "+44", "-1", "@x", "'quoted", "01/02/2027", "007", "TRUE"],
)
def test_texts_are_written_as_they_are_and_never_taken_for_anything_else(text: str) -> None:
    google = FakeGoogle(book())
    write(google, [one_order(text)])
    cell = only_tab(google).rows[1][5]
    assert (cell.value, cell.formula, type(cell.value)) == (text, None, str)


def test_nothing_is_ever_sent_as_if_typed() -> None:
    google = FakeGoogle(book())
    write(google)
    write(google, orders_for(register(google).read(), night=2))
    sent = b"".join(each.body for each in google.seen)
    assert b'"RAW"' in sent
    assert not re.search(rb"USER_ENTERED|formulaValue", sent)
    assert b"values:append" not in b"".join(each.path.encode() for each in google.seen)


def test_control_characters_are_dropped_line_breaks_kept_and_texts_cut() -> None:
    google = FakeGoogle(book())
    write(google, [one_order("Red:\x00\x07\r\noverdue \ud800 ")])
    assert only_tab(google).rows[1][5].value == "Red:\noverdue  "
    write(google, [one_order("x" * 40_000)])
    written = only_tab(google).rows[1][5].value
    assert (len(written), written[-1]) == (32_767, "…")


def test_large_writings_are_sent_in_parts() -> None:
    tab = Tab.of(0, "Policies", rows(400), height=500)
    google = FakeGoogle(book(tab))
    whole = register(google).read()
    long = [
        replace(each, values=tuple((heading, "y" * 1_500) for heading in OWN_HEADINGS))
        for each in orders_for(whole)
    ]
    assert all(outcome.written for outcome in write(google, long))
    bodies = [each.body for each in google.seen if each.name.endswith("batchUpdateByDataFilter")]
    assert len(bodies) == 3
    assert all(len(each) < 2_000_000 for each in bodies)


# ---- rows found again


def test_rows_moved_inserted_sorted_and_deleted_since_reading_are_found_by_what_they_say() -> None:
    google = FakeGoogle(book())
    source = register(google)
    whole = source.read()
    tab = only_tab(google)
    tab.insert_rows(0, 2)
    tab.sort(3, 1, reverse=True)
    tab.delete_rows(4)
    tab.move_column(1, 4)
    outcomes = source.write_status(orders=orders_for(whole), register=understood(whole))
    assert [outcome.written for outcome in outcomes] == [True, True, True, True, False, True]
    assert [outcome.row for outcome in outcomes] == [2, 3, 4, 5, 6, 7]
    assert "no longer in tab 'Policies'" in str(outcomes[4].why)
    assert all(status == status_of(title) for title, status in statuses(tab).items())
    assert not google.foreign


def test_rows_that_say_the_same_are_left_alone_and_reported() -> None:
    tab = Tab.of(0, "Policies", [*rows(3), ("P2", "Policy P2", "Somebody", "", "")])
    google = FakeGoogle(book(tab))
    outcomes = write(google)
    assert [outcome.written for outcome in outcomes] == [True, False, True, False]
    assert "Rows 3 and 5" in str(outcomes[1].why)
    assert "its own Ref" in str(outcomes[1].why)
    assert statuses(tab)["Policy P2"] is None


def test_a_policy_whose_name_changed_since_reading_is_left_alone() -> None:
    google = FakeGoogle(book())
    source = register(google)
    whole = source.read()
    tab = only_tab(google)
    tab.rows[1][1].value = "Another policy"
    outcomes = source.write_status(orders=orders_for(whole), register=understood(whole))
    assert [outcome.written for outcome in outcomes] == [False] + [True] * 5
    assert statuses(tab)["Another policy"] is None


def test_a_tab_renamed_since_reading_is_followed_and_a_removed_one_reported() -> None:
    google = FakeGoogle(book(Tab.of(0, "Ash", rows(2, "A")), Tab.of(4, "Beech", rows(2, "B"))))
    source = register(google)
    whole = source.read()
    google.books[KEY].tabs[0].title = "Ashdown"
    del google.books[KEY].tabs[1]
    outcomes = source.write_status(orders=orders_for(whole), register=understood(whole))
    assert [outcome.written for outcome in outcomes] == [True, True, False, False]
    assert "no policy tab 'Beech'" in str(outcomes[2].why)


def test_a_tab_whose_headings_are_gone_is_left_alone() -> None:
    google = FakeGoogle(book())
    source = register(google)
    whole = source.read()
    only_tab(google).delete_rows(0)
    outcomes = source.write_status(orders=orders_for(whole), register=understood(whole))
    assert not any(outcome.written for outcome in outcomes)
    assert not google.foreign
    assert len(only_tab(google).columns) == 12


def test_a_ref_that_google_took_for_a_day_or_a_number_still_identifies_its_row() -> None:
    tab = Tab.of(
        0, "Policies", [HEADINGS, (date(2026, 2, 1), "Behaviour"), (7.0, "Uniform"), ("  P  3 ", "Lunch")]
    )
    google = FakeGoogle(book(tab))
    source = register(google)
    whole = source.read()
    register_read = understand(whole, settings=RegisterSettings(), today=DAY)
    orders = [
        replace(
            one_order(row=policy.row),
            identity=tuple((p.column, p.raw) for _, p in policy.places if p.column in {"Ref", "Policy"}),
        )
        for policy in register_read.policies
    ]
    outcomes = source.write_status(orders=orders, register=register_read)
    assert [outcome.why for outcome in outcomes if not outcome.written] == []


def test_orders_for_no_policy_tab_are_reported() -> None:
    (outcome,) = write(FakeGoogle(book()), [replace(one_order(), tab="Elsewhere")])
    assert "no policy tab 'Elsewhere'" in str(outcome.why)


def test_no_columns_are_made_where_no_status_would_stand_in_them() -> None:
    google = FakeGoogle(book())
    (outcome,) = write(google, [one_order(ref="P9", title="Gone")])
    assert not outcome.written
    assert len(only_tab(google).columns) == 12


def test_a_protected_range_in_the_way_is_told() -> None:
    google = FakeGoogle(book())
    source = register(google)
    whole = source.read()

    def refuse() -> None:
        if google.seen[-1].name == "sheets.spreadsheets.batchUpdate":
            raise GoogleSays(400, "You are trying to edit a protected cell or object.", "INVALID_ARGUMENT")

    real = google._carry_out
    google._carry_out = lambda call, query, body: (refuse(), real(call, query, body))[1]  # type: ignore[method-assign]
    with pytest.raises(WriteRefused, match="protected range") as fault:
        source.write_status(orders=orders_for(whole), register=understood(whole))
    assert fault.value.kind == "register_read_only"


def test_columns_are_made_without_a_warning_where_protecting_is_not_allowed() -> None:
    google = FakeGoogle(book())
    real = google._carry_out

    def carry_out(call: Any, query: Any, body: Any) -> Any:
        if "addProtectedRange" in json.dumps(body or {}):
            raise GoogleSays(
                400, "Invalid requests[11].addProtectedRange: not allowed here.", "INVALID_ARGUMENT"
            )
        return real(call, query, body)

    google._carry_out = carry_out  # type: ignore[method-assign]
    assert all(outcome.written for outcome in write(google))
    assert only_tab(google).protected == []


def test_writing_works_without_having_read_in_the_same_process() -> None:
    google = FakeGoogle(book())
    whole = register(google).read()
    outcomes = register(google).write_status(orders=orders_for(whole), register=understood(whole))
    assert all(outcome.written for outcome in outcomes)


def test_two_headings_rows_deep_are_found_again() -> None:
    tab = Tab.of(
        0, "Policies", [("", "", "Next"), ("Ref", "Policy", "review"), ("P1", "Policy P1", date(2027, 1, 1))]
    )
    google = FakeGoogle(book(tab))
    source = register(google)
    understood_now = understand(source.read(), settings=RegisterSettings(), today=DAY)
    assert understood_now.tabs[0].heading_row == 2
    tab.insert_rows(0)
    (outcome,) = source.write_status(orders=[one_order(row=3)], register=understood_now)
    assert outcome.written
    assert tab.rows[2][3].value == "Policyclerk status"
    assert tab.rows[3][3].value == "Red: overdue"


# ---- which sheet


@pytest.mark.parametrize(
    "said",
    [
        "1AbC_x-9",
        " https://docs.google.com/spreadsheets/d/1AbC_x-9/edit#gid=0 ",
        "https://docs.google.com/spreadsheets/d/1AbC_x-9",
        "https://docs.google.com/spreadsheets/u/1/d/1AbC_x-9/edit?usp=sharing",
        "https://docs.google.com/a/school.example/spreadsheets/d/1AbC_x-9/edit",
        "https://docs.google.com/spreadsheet/ccc?key=1AbC_x-9",
        "https://drive.google.com/open?id=1AbC_x-9",
    ],
)
def test_a_sheet_is_named_by_key_or_address(said: str) -> None:
    assert spreadsheet_key(said) == "1AbC_x-9"


@pytest.mark.parametrize(
    "said",
    [
        "",
        "my sheet",
        "https://evil.example/spreadsheets/d/1AbC/edit",
        "../x",
        "https://docs.google.com/document/d/1AbC",
    ],
)
def test_what_names_no_sheet_is_a_fault_of_the_settings(said: str) -> None:
    with pytest.raises(SettingsError, match="sheet's address"):
        spreadsheet_key(said)


def test_a_published_copy_is_told_apart() -> None:
    with pytest.raises(SettingsError, match="published copy"):
        spreadsheet_key("https://docs.google.com/spreadsheets/d/e/2PACX-1v/pubhtml")


def test_nothing_in_the_project_can_send_a_text_as_if_typed() -> None:
    source = Path(policyclerk.__file__).parent
    texts = {path: path.read_text(encoding="utf-8") for path in source.rglob("*.py")}
    assert len(texts) > 50
    assert [path for path, text in texts.items() if "USER_ENTERED" in text or "get_all_records" in text] == []


def test_rows_of_several_schools_in_one_tab_are_told_apart_by_their_school() -> None:
    schools = ("Ash", "Beech", "Cedar")
    tab = Tab.of(
        0,
        "Policies",
        [("Policy", "School", "Next review"), *[("Behaviour", school, "2027") for school in schools]],
    )
    google = FakeGoogle(book(tab))
    source = register(google)
    whole = understand(source.read(), settings=RegisterSettings(), today=DAY)
    orders = [
        replace(one_order(f"Red: {policy.school}", row=policy.row), identity=(("Policy", "Behaviour"),))
        for policy in whole.policies
    ]
    tab.move_row(1, 3)
    outcomes = source.write_status(orders=orders, register=whole)
    assert all(outcome.written for outcome in outcomes), outcomes
    assert [(row[1].value, row[3].value) for row in tab.rows[1:4]] == [
        (school, f"Red: {school}") for school in ("Beech", "Cedar", "Ash")
    ]


ODD = ['{"sheets": 3}', '{"valueRanges": []}', '{"valueRanges": [{"range": 7, "values": 3}]}', '{"sheets": [{}]}', "{}",
       '{"properties": null}', '{"sheets": [{"properties": {"title": "Policies"}, "data": [{"rowData": [5]}]}]}',
       '{"matchedDeveloperMetadata": [{"developerMetadata": {"location": 1}}]}', '{"replies": 5}', "[]", "null", '"x"']  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
@pytest.mark.parametrize("at", range(1, 10))
def test_an_answer_that_google_would_not_give_is_told_and_never_a_crash(odd: str, at: int) -> None:
    google = FakeGoogle(book())
    google.faults = [*[None] * at, lambda _: Reply(200, odd.encode(), {"Content-Type": "application/json"})]
    kind = told_kind(register(google))
    assert kind in (
        {"register_unreadable"} if at < 5 else {None, "register_unreadable", "register_not_written"}
    )
    assert not google.foreign


def told_kind(source: GoogleRegister) -> str | None:
    """The kind of fault that a night ends with; None where it ends well."""
    try:
        whole = source.read()
        orders = orders_for(whole)
        assert len(source.write_status(orders=orders, register=understood(whole))) == len(orders)
    except (RegisterError, WriteRefused) as fault:
        return fault.kind
    return None
