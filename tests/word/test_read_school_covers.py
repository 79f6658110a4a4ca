"""The reader held to made-up school policies laid out in every way; all follows from the numbers, so all can be made again."""

from pathlib import Path

from tests.word.school_covers import scored

SAMPLE = range(300)


def test_the_front_and_back_matter_of_school_policies_is_read_right(tmp_path: Path) -> None:
    tally = scored(SAMPLE, tmp_path)
    told = [(error.seed, error.field, error.outcome, error.expected, error.got) for error in tally.errors]
    assert tally.wrong_dates == 0, told
    assert tally.precision >= 0.995, told
    assert tally.recall >= 0.99, told
