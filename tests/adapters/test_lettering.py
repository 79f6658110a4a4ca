"""Names in pictures: in one font, never as a row of boxes."""

import pytest

from policyclerk.adapters.lettering import OF_THE_MACHINE, named, own_font, writes

WELSH, SIGNS = "Ysgol Dŵr Glân", "\ue000\ue001"


def test_names_in_plain_letters_need_no_font_of_the_machine() -> None:
    font, names = named(["Ash Primary", "St Joseph’s"], 20)

    assert font is own_font(20)
    assert names == ["Ash Primary", "St Joseph’s"]


def test_without_another_font_accents_are_left_out_and_the_letters_stay() -> None:
    _, names = named(["Ysgol Dŵr Glân", "St Thérèse – Łódź", "Straße"], 20, fonts=())

    assert names == ["Ysgol Dwr Glan", "St Therese - Lodz", "Strasse"]


@pytest.mark.parametrize("name", ["北京小学", "Гимназия", "בית ספר", SIGNS])
def test_a_name_that_cannot_be_written_is_told_by_its_number(name: str) -> None:
    _, names = named(["Ash Primary", name], 20, fonts=())

    assert names == ["Ash Primary", "No. 2 (see alt text)"]


def test_what_is_written_never_holds_a_letter_that_the_font_lacks() -> None:
    font, names = named([WELSH, "Гимназия", "مدرسة", "北京", SIGNS, "Ash\u200b"], 20)

    assert all(writes(font, name) for name in names)


def test_a_font_of_the_machine_writes_welsh_as_it_is() -> None:
    font, names = named([WELSH, "Ash Primary"], 20)
    if font is own_font(20):
        pytest.skip(f"none of {', '.join(OF_THE_MACHINE)} is on this machine")

    assert names == [WELSH, "Ash Primary"]


def test_a_font_says_what_it_lacks() -> None:
    assert writes(own_font(20), "Ash’s & Elm’s…")
    assert not writes(own_font(20), "£5")
