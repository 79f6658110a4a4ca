"""A school year that nobody has typed into the Terms tab silences nobody, and is told of."""

from datetime import date
from pathlib import Path

from tests.trusts import SETTINGS, a_trust, write_csv

from policyclerk import bootstrap, run
from policyclerk.doctor.examine import examine
from policyclerk.hands import Options
from policyclerk.report import RunReport

WITH_TERMS = SETTINGS.replace('path = "register.csv"', 'path = "register.csv"\nterms = "terms.csv"')
YEAR = (("Autumn", "01/09", "18/12", 0), ("Spring", "04/01", "25/03", 1), ("Summer", "12/04", "20/07", 1))


def terms(*years: int) -> list[dict[str, str]]:
    return [
        {"School": "", "Term": name, "Starts": f"{starts}/{year + after}", "Ends": f"{ends}/{year + after}"}
        for year in years
        for name, starts, ends, after in YEAR
    ]


def trust_with(folder: Path, *years: int) -> Path:
    trust = a_trust(folder, settings=WITH_TERMS)
    write_csv(trust / "terms.csv", terms(*years))
    return trust


def night(trust: Path, day: date) -> RunReport:
    setup = bootstrap.open_project(trust)
    return run.night(bootstrap.acting_hands(setup, bootstrap.clock(setup, day)), day, Options())


def sent(report: RunReport) -> int:
    return sum(action.kind == "send_mail" and action.state == "done" for action in report.actions)


def told(trust: Path, day: date) -> list[str]:
    return [line.sentence for line in examine(trust, day) if line.about == "terms"]


def test_people_are_chased_in_a_year_that_was_forgotten_and_the_run_says_so(tmp_path: Path) -> None:
    trust = trust_with(tmp_path / "trust", 2025, 2027)
    report = night(trust, date(2026, 11, 23))
    assert sent(report) == 2
    assert "terms_missing" in {problem.kind for problem in report.problems}
    assert not report.troubled


def test_a_holiday_between_years_that_are_typed_stays_quiet(tmp_path: Path) -> None:
    trust = trust_with(tmp_path / "trust", 2025, 2026)
    report = night(trust, date(2026, 8, 10))
    assert sent(report) == 0
    assert "terms_missing" not in {problem.kind for problem in report.problems}


def test_the_gap_is_told_of_while_it_still_lies_ahead(tmp_path: Path) -> None:
    trust = trust_with(tmp_path / "trust", 2025, 2027)
    report = night(trust, date(2026, 3, 2))
    assert report.judgement is not None
    [problem] = [p for p in report.judgement.register_problems if p.kind == "terms_missing"]
    assert "no term from 21/07/2026 to 31/08/2027" in problem.message
    assert told(trust, date(2026, 3, 2)) == [problem.message]


def test_doctor_asks_for_the_next_terms_before_the_last_one_ends(tmp_path: Path) -> None:
    trust = trust_with(tmp_path / "trust", 2025)
    assert told(trust, date(2026, 5, 20)) == []
    [sentence] = told(trust, date(2026, 5, 21))
    assert sentence.startswith("The terms of the whole trust are known until 20/07/2026")
    [past] = told(trust, date(2026, 7, 21))
    assert "has no row around 21/07/2026" in past


def test_a_trust_that_keeps_no_quiet_time_is_not_asked_for_terms(tmp_path: Path) -> None:
    loud = WITH_TERMS + "quiet_in_holidays = false\n"
    trust = a_trust(tmp_path / "trust", settings=loud)
    write_csv(trust / "terms.csv", terms(2025))
    assert told(trust, date(2026, 6, 1)) == []


def test_a_register_without_any_term_is_told_of_once(tmp_path: Path) -> None:
    trust = a_trust(tmp_path / "trust", settings=WITH_TERMS)
    (trust / "terms.csv").write_text("School,Term,Starts,Ends\n")
    [sentence] = told(trust, date(2026, 11, 20))
    assert sentence.startswith("No half-term in a Terms tab")
