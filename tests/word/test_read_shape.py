"""What is odd about a document as a whole: text that stands twice, numbers that go back, titles and contents that differ."""

from pathlib import Path

from tests.word.build_docx import p, picture, table, write_docx

from policyclerk.word.reader import read_file

TITLE = p("Behaviour Policy", style="Title")
LINES = [
    f"The school does the thing that is number {n} on its list, and writes down each time what came of it in the end."
    for n in "abcdefgh"
]
SHAPE = {"repeated_section", "numbering_restarts", "title_conflict", "contents_conflict", "no_organisation"}


def told(folder: Path, *body: str, **margins: str) -> list[tuple[str, str, str | None]]:
    notes = read_file(write_docx(folder, *body, **margins)).notes
    return [(note.kind, note.message, note.where) for note in notes if note.kind in SHAPE]


def kinds(folder: Path, *body: str, **margins: str) -> list[str]:
    return [kind for kind, _, _ in told(folder, *body, **margins)]


def test_a_stretch_that_stands_twice_is_told_once_with_both_places(tmp_path):
    once = [p(f"4 Scope of it, {n}") if n == 0 else p(LINES[n]) for n in range(8)]
    again = [p(f"9 Scope of it, {n}") if n == 0 else p(LINES[n]) for n in range(8)]
    (note,) = [
        n for n in told(tmp_path, TITLE, *once, p("Something else."), *again) if n[0] == "repeated_section"
    ]
    assert "8 paragraphs" in note[1]
    assert "body, paragraph 2" in note[1]
    assert note[2] == "body, paragraph 11"


def test_short_repetitions_lists_and_tables_are_none(tmp_path):
    short = [p(line) for line in LINES[:4]]
    rows = table(*((line,) for line in LINES))
    assert "repeated_section" not in kinds(tmp_path, TITLE, *short, *short, rows, rows)


def test_a_section_number_that_goes_back_is_told_and_a_new_beginning_is_not(tmp_path):
    body = [p("9 Risks"), p("10 Use"), p("8. Signature")]
    (note,) = [n for n in told(tmp_path, TITLE, *body) if n[0] == "numbering_restarts"]
    assert "“8. Signature” follows section 10" in note[1]
    assert "numbering_restarts" not in kinds(tmp_path, TITLE, p("9 Risks"), p("1 Purpose"), p("2 Scope"))


def test_a_clause_number_that_stands_twice_is_told(tmp_path):
    body = [p("6.3 If staff do."), p("6.4 They may."), p("6.3 If in doubt they ask.")]
    (note,) = [n for n in told(tmp_path, TITLE, *body) if n[0] == "numbering_restarts"]
    assert "6.3 follows 6.4" in note[1]
    assert "numbering_restarts" not in kinds(
        tmp_path, TITLE, p("6.3 Alpha."), p("7.1 Beta."), p("7.2 Gamma.")
    )


def test_an_inner_title_that_lacks_words_of_the_covers_is_told(tmp_path):
    cover = p("Mobile Phone and Camera Policy", style="Title")
    inner = p("CAMERA POLICY FOR STAFF")
    (note,) = [n for n in told(tmp_path, cover, inner, *map(p, LINES)) if n[0] == "title_conflict"]
    assert note[2] == "body, paragraph 2"
    assert "title_conflict" not in kinds(tmp_path, cover, p("Camera Policy"), *map(p, LINES))
    same = p("THE MOBILE PHONE AND CAMERA POLICY")
    assert "title_conflict" not in kinds(tmp_path, cover, same, *map(p, LINES))


def test_a_second_policy_further_down_is_told_and_related_policies_are_not(tmp_path):
    front = [TITLE, *map(p, LINES), *map(p, (f"{line} So it is." for line in LINES))]
    (note,) = [
        n
        for n in told(tmp_path, *front, p("LATE COLLECTION POLICY"), p(LINES[0] + " x"))
        if n[0] == "title_conflict"
    ]
    assert "LATE COLLECTION POLICY" in note[1]
    listed = [p("RELATED POLICIES"), p("ATTENDANCE POLICY"), p("UNIFORM POLICY")]
    assert "title_conflict" not in kinds(tmp_path, *front, *listed)


def test_appendices_that_the_contents_call_otherwise_are_told(tmp_path):
    contents = [p("Contents"), p("1. Purpose"), p("Appendix 1 – Forms"), p("Appendix 2 – Telephone numbers")]
    swapped = [
        p("1. Purpose"),
        *map(p, LINES),
        p("Appendix 1"),
        p("Telephone numbers"),
        p("Appendix 2"),
        p("The forms"),
    ]
    assert kinds(tmp_path, TITLE, *contents, *swapped).count("contents_conflict") == 2
    right = [
        p("1. Purpose"),
        *map(p, LINES),
        p("Appendix 1"),
        p("Forms to use"),
        p("Appendix 2"),
        p("Telephone numbers"),
    ]
    assert "contents_conflict" not in kinds(tmp_path, TITLE, *contents, *right)


def test_a_schools_text_without_any_name_is_told(tmp_path):
    body = [TITLE, *(p(f"{line} The school and its pupils.") for line in LINES)]
    assert "no_organisation" in kinds(tmp_path, *body)
    assert "no_organisation" not in kinds(tmp_path, *body, p("Ash Grove Primary School"))
    assert "no_organisation" not in kinds(tmp_path, *body, p("Write to office@ash.example."))
    assert "no_organisation" not in kinds(tmp_path, *body, header=p(inner=picture("Logo")))


def test_a_short_text_and_one_of_no_school_are_not_asked_for_a_name(tmp_path):
    assert "no_organisation" not in kinds(tmp_path, TITLE, p("The school closes at four."))
    assert "no_organisation" not in kinds(
        tmp_path, TITLE, *(p(line.replace("school", "firm")) for line in LINES)
    )
