"""The judgement of one day: sorted, counted, a line per policy."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from tests.people import TODAY, a_document, a_policy, a_register, a_standing

from policyclerk.domain.document import ReadProblem
from policyclerk.domain.finding import RegisterProblem, RunProblem
from policyclerk.domain.judgement import DocumentLine, Judgement
from policyclerk.domain.policy import Accepted, Policy
from policyclerk.domain.review import Standing
from policyclerk.domain.settings import Settings, TrustSettings
from policyclerk.rules.judge import judge

LATE, SOON, FAR = "30/09/2026", "31/12/2026", "30/09/2027"


def judged(*standings: Standing, rules: dict[str, Any] | None = None, today: date = TODAY) -> Judgement:
    return judge(
        standings=standings,
        documents=(),
        register=a_register(*(s.policy for s in standings)),
        settings=Settings(trust=TrustSettings(name="Elm Trust"), rules=rules or {}),
        today=today,
    )


def a_row(key: str, due: str | None = FAR, **given: Any) -> Policy:
    return a_policy(key=key, title=f"Policy {key}", next_review=due, **given)


def stand(policies: Sequence[Policy]) -> list[Standing]:
    return [a_standing(policy) for policy in policies]


def test_findings_come_worst_first_then_statutory_then_oldest_then_by_policy():
    rows = [
        a_row("E", SOON),
        a_row("D", "29/09/2026"),
        a_row("C", LATE),
        a_row("B", LATE),
        a_row("A", None, columns=("next_review",)),
        a_row("F", "01/11/2026", statutory=True),
    ]
    found = [(f.policy, f.kind) for f in judged(*stand(rows)).findings]
    assert found == [
        ("F", "review_overdue"),
        ("D", "review_overdue"),
        ("B", "review_overdue"),
        ("C", "review_overdue"),
        ("E", "review_due_soon"),
        ("A", "review_date_unknown"),
    ]


def test_a_policys_colour_is_its_worst_finding_and_the_counts_add_up():
    rows = [
        a_row("A", LATE, owners=()),
        a_row("B", SOON),
        a_row("C", None),
        a_row("D"),
        a_row("E", exempt="live document"),
        a_row("F", LATE, state="retired"),
        a_row("G", owners=(), exempt="n/a"),
    ]
    judgement = judged(*stand(rows))
    assert [line.status for line in judgement.policies] == [
        "red",
        "amber",
        "blue",
        "green",
        "grey",
        "grey",
        "amber",
    ]
    assert judgement.summary == {
        "red": 1,
        "amber": 2,
        "blue": 1,
        "grey": 2,
        "green": 1,
        "by_kind": {"owner_missing": 2, "review_date_unknown": 1, "review_due_soon": 1, "review_overdue": 1},
    }


def test_a_line_says_where_its_policy_stands():
    policy = a_policy(key="A", next_review=SOON, school="Ash")
    (line,) = judged(a_standing(policy, a_document())).policies
    assert (line.policy, line.school, line.title, line.tab, line.row) == (
        "A",
        "Ash",
        "Behaviour Policy",
        "Policies",
        7,
    )
    assert (line.status, line.stage, line.owner) == ("amber", "with owner", "Jo Marsh")
    assert line.document == "policies/behaviour.docx"
    assert line.next_review is policy.next_review


def test_a_line_without_a_due_date_shows_what_was_typed_and_why_it_is_none():
    (line,) = judged(a_standing(a_policy(next_review="ASAP"))).policies
    assert line.next_review is not None
    assert (line.next_review.raw, line.next_review.start) == ("ASAP", None)
    assert line.next_review.problem


def test_a_retired_row_is_listed_without_stage_and_without_findings():
    judgement = judged(
        a_standing(a_policy(next_review=LATE, state="retired", owners=()), document_problem="gone")
    )
    assert (judgement.policies[0].status, judgement.policies[0].stage) == ("grey", None)
    assert judgement.findings == ()


def test_the_trust_may_switch_a_rule_off_or_take_it_otherwise():
    standing = a_standing(a_policy(next_review=LATE, owners=()))
    kinds = [f.kind for f in judged(standing, rules={"review_overdue": None}).findings]
    assert kinds == ["owner_missing"]
    findings = judged(standing, rules={"review_overdue": "grey", "owner_missing": "blue"}).findings
    assert [(f.kind, f.severity) for f in findings] == [("owner_missing", "blue"), ("review_overdue", "grey")]


@pytest.mark.parametrize("kind", ["review_overdue", "Review overdue", "review-overdue "])
@pytest.mark.parametrize(
    ("today", "severity"),
    [(date(2026, 11, 30), "grey"), (date(2026, 12, 1), "red"), (date(2027, 1, 1), "red")],
)
def test_an_accepted_finding_is_grey_until_its_day_and_returns_on_it(kind, today, severity):
    accepted = Accepted(kind, date(2026, 12, 1), "waiting for the new guidance")
    standing = a_standing(a_policy(next_review=LATE, accepted=(accepted,)), today=today)
    judgement = judged(standing, today=today)
    (finding,) = judgement.findings
    assert finding.severity == judgement.policies[0].status == severity
    assert judgement.summary["by_kind"] == {"review_overdue": 1}
    told = "Accepted until 1 December 2026: “waiting for the new guidance”." in finding.message
    assert told is (severity == "grey")


def test_accepting_one_finding_leaves_the_others():
    accepted = Accepted("review_overdue", date(2027, 12, 1), "")
    standing = a_standing(a_policy(next_review=LATE, owners=(), accepted=(accepted,)))
    found = {f.kind: f.severity for f in judged(standing).findings}
    assert found == {"review_overdue": "grey", "owner_missing": "amber"}


def test_problems_and_documents_are_handed_through_to_the_json():
    problem = RegisterProblem(
        "Policies", 7, "Next review", "32/01/2026", "date_impossible", "There is no such day."
    )
    document = DocumentLine(
        "policies/x.docx", None, ok=False, problem=ReadProblem("corrupt", "It is broken.")
    )
    judgement = judge(
        standings=[a_standing(a_policy(next_review=LATE))],
        documents=(document,),
        register=a_register(problems=(problem,)),
        settings=Settings(),
        today=TODAY,
        problems=(RunProblem("terms_missing", "No terms.", fatal=False),),
    )
    plain = judgement.as_json()
    assert plain["register_problems"][0]["kind"] == "date_impossible"
    assert plain["documents"][0]["problem"] == {"kind": "corrupt", "message": "It is broken."}
    assert plain["problems"] == [{"kind": "terms_missing", "message": "No terms."}]
    assert plain["findings"][0]["since"] == "2026-10-01"
    assert plain["policies"][0]["next_review"]["raw"] == LATE
    assert set(plain["findings"][0]) == {
        *("policy", "school", "title", "kind", "severity"),
        *("since", "message", "evidence", "rule"),
    }


def test_an_empty_register_is_a_judgement_too():
    judgement = judged()
    assert judgement.trust == "Elm Trust"
    assert judgement.summary == {"red": 0, "amber": 0, "blue": 0, "grey": 0, "green": 0, "by_kind": {}}
