"""Which schools a School cell means."""

import pytest

from policyclerk.domain.people import School
from policyclerk.domain.schools import SchoolList, is_generic

NORTHMOOR = "Northmoor Primary School"
SCHOOLS = SchoolList(
    (
        School(NORTHMOOR, "Northmoor", "Primary", "academy"),
        School("Brook Primary", None, "Primary", "maintained"),
        School("Hillside Academy", "HSA", "Secondary", "academy"),
        School("St Peter and St Paul", None, "All-through", "special"),
    )
)
EVERY = (NORTHMOOR, "Brook Primary", "Hillside Academy", "St Peter and St Paul")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        (None, (None,)),
        (" - ", (None,)),
        ("Trust", (None,)),
        ("Trust-wide", (None,)),
        ("northmoor", (NORTHMOOR,)),
        ("Northmoor Primary", (NORTHMOOR,)),
        ("HSA", ("Hillside Academy",)),
        ("The Brook Primary School", ("Brook Primary",)),
        ("St. Peter & St. Paul", ("St Peter and St Paul",)),
        ("Northmoor; Brook Primary", (NORTHMOOR, "Brook Primary")),
        ("Northmoor, HSA", (NORTHMOOR, "Hillside Academy")),
        ("Northmoor\nHSA", (NORTHMOOR, "Hillside Academy")),
        ("Northmoor and Brook Primary", (NORTHMOOR, "Brook Primary")),
        ("Northmoor / Northmoor Primary School", (NORTHMOOR,)),
        ("all", EVERY),
        ("All schools", EVERY),
        ("all primaries", (NORTHMOOR, "Brook Primary")),
        ("Primary schools", (NORTHMOOR, "Brook Primary")),
        ("All secondaries", ("Hillside Academy",)),
        ("special", ("St Peter and St Paul",)),
        ("All schools except Brook Primary", (NORTHMOOR, "Hillside Academy", "St Peter and St Paul")),
        ("all primaries; HSA", (NORTHMOOR, "Brook Primary", "Hillside Academy")),
    ],
)
def test_a_cell_means_these_schools(text, meant):
    found = SCHOOLS.meant_by(text)

    assert (found.schools, found.unknown) == (meant, ())


def test_a_school_that_is_not_listed_is_kept_as_typed_and_named():
    found = SCHOOLS.meant_by("Northmoor; Elsewhere  High")

    assert found.schools == (NORTHMOOR, "Elsewhere High")
    assert found.unknown == ("Elsewhere  High",)


def test_without_a_schools_tab_names_stay_as_typed():
    found = SchoolList().meant_by("Northmoor; St Peter and St Paul")

    assert (found.schools, found.unknown) == (("Northmoor", "St Peter and St Paul"), ())


def test_all_schools_cannot_be_told_without_a_schools_tab():
    found = SchoolList().meant_by("All schools")

    assert (found.schools, found.unknown) == ((None,), ("All schools",))


def test_a_phase_cannot_be_told_without_a_schools_tab():
    assert SchoolList().meant_by("All primaries").unknown == ("All primaries",)


@pytest.mark.parametrize(
    ("tab", "generic"), [("Sheet1", True), ("Policies", True), ("Trust policies", True), ("Northmoor", False)]
)
def test_a_tabs_name_may_say_nothing(tab, generic):
    assert is_generic(tab) is generic
