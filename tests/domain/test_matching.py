"""Finding a policy's file by its name."""

import pytest
from tests.people import a_document, a_policy

from policyclerk.domain.matching import fold_title, match_by_title, titles_of
from policyclerk.domain.people import School

SCHOOLS = (School("Ash Primary School", "Ash"), School("Oak Academy", "Oak"))


def path_for(title: str, paths: list[str], *, school: str | None = None) -> str | None:
    found = match_by_title(
        a_policy(title=title, school=school), [a_document(p) for p in paths], schools=SCHOOLS
    )
    assert (found.document is None) == (found.problem is not None)
    return found.document.path if found.document else None


@pytest.mark.parametrize(
    ("title", "file"),
    [
        ("Behaviour Policy", "Behaviour Policy.docx"),
        ("Behaviour Policy", "behaviour-policy.docx"),
        ("Health & Safety Policy", "Health_and_Safety_Policy.docx"),
        ("Governors' Allowances", "Governors’ allowances.DOCX"),
        ("Behaviour", "Behaviour Policy.docx"),
        ("The Complaints Policy", "Complaints Procedure.docx"),
    ],
)
def test_a_files_name_is_the_policys_without_case_signs_and_the_word_policy(title, file):
    assert path_for(title, [f"policies/{file}", "policies/Other.docx"]) == f"policies/{file}"


def test_the_title_inside_the_document_counts_like_its_name():
    document = a_document("policies/doc0007.docx", title="BEHAVIOUR POLICY")
    assert match_by_title(a_policy(), [document, a_document("policies/x.docx")]).document == document


def test_the_same_words_go_before_fewer_words():
    paths = [
        "policies/Complaints.docx",
        "policies/Complaints Policy.docx",
        "policies/Complaints Procedure.docx",
    ]
    assert path_for("Complaints Procedure", paths) == paths[2]
    assert path_for("Complaints", paths) == paths[0]


def test_the_schools_name_may_stand_in_the_files_name():
    assert path_for("Behaviour Policy", ["policies/Ash Behaviour Policy.docx"], school="Ash Primary School")
    assert path_for("Behaviour Policy", ["policies/Ash Primary School Behaviour.docx"], school="Ash")
    assert path_for("Behaviour Policy", ["policies/Oak Behaviour Policy.docx"], school="Ash") is None


def test_of_several_the_one_in_the_schools_folder_is_meant():
    paths = ["policies/Behaviour.docx", "policies/Ash/Behaviour.docx", "policies/Oak/Behaviour.docx"]
    assert path_for("Behaviour", paths, school="Ash Primary School") == paths[1]
    assert path_for("Behaviour", paths, school="Oak Academy") == paths[2]
    assert path_for("Behaviour", paths) == paths[0]


def test_the_schools_folder_goes_before_a_file_that_fits_word_for_word():
    paths = ["policies/Behaviour.docx", "policies/Ash/Behaviour Policy.docx"]
    assert path_for("Behaviour", paths, school="Ash Primary School") == paths[1]
    assert path_for("Behaviour", paths) == paths[0]


def test_another_schools_file_is_never_taken():
    assert path_for("Behaviour", ["policies/Oak/Behaviour.docx"], school="Ash Primary School") is None


def test_two_equally_good_files_are_none_and_both_are_named():
    documents = [a_document("policies/a/Behaviour.docx"), a_document("policies/b/Behaviour.docx")]
    found = match_by_title(a_policy(title="Behaviour"), documents)
    assert found.document is None
    assert found.problem is not None
    assert "policies/a/Behaviour.docx or policies/b/Behaviour.docx" in found.problem


def test_two_files_that_need_the_word_policy_left_out_are_none():
    assert (
        path_for("Complaints", ["policies/Complaints Policy.docx", "policies/Complaints Procedure.docx"])
        is None
    )


def test_nothing_found_is_a_sentence():
    found = match_by_title(a_policy(), [])
    assert (
        found.problem == "The Document cell is empty, and no file has the name or title “Behaviour Policy”."
    )


def test_a_title_of_the_word_policy_alone_takes_no_other_file():
    assert path_for("Policy", ["policies/Procedure.docx"]) is None


def test_accents_and_apostrophes_do_not_part_titles():
    assert fold_title("Governors' Café — Policy") == fold_title("governors’ cafe policy")


def test_one_index_serves_every_policy():
    titles = titles_of([a_document(f"policies/Policy {n}.docx") for n in range(20)])
    found = [titles.match(a_policy(title=f"Policy {n}")).document for n in range(20)]
    assert [d.path if d else None for d in found] == [f"policies/Policy {n}.docx" for n in range(20)]


def a_draft(path: str, **facts):
    return a_document(path, title="Behaviour Policy", **({"status": "DRAFT - not approved"} | facts))


def test_a_draft_of_ours_beside_its_policy_is_not_taken_for_the_policy():
    policy = a_document("policies/Behaviour Policy.docx", title="Behaviour Policy")
    for name in ("Behaviour Policy v1.4 DRAFT.docx", "Behaviour Policy v1.4 DRAFT 2.docx"):
        found = match_by_title(a_policy(), [a_draft(f"policies/{name}"), policy])
        assert found.document == policy


def test_a_draft_of_ours_that_is_all_there_is_is_the_document():
    draft = a_draft("policies/Behaviour Policy v1.4 DRAFT.docx")
    assert match_by_title(a_policy(), [draft]).document == draft


def test_somebody_elses_draft_and_a_finished_one_stay_in_doubt():
    policy = a_document("policies/Behaviour Policy.docx", title="Behaviour Policy")
    finished = a_draft("policies/Behaviour Policy v1.4 DRAFT.docx", status="Approved")
    theirs = a_draft("policies/Behaviour draft.docx", status="Draft")
    assert match_by_title(a_policy(), [finished, policy]).document is None
    assert match_by_title(a_policy(), [theirs, policy]).document is None
