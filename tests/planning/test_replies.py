"""Sentences about the links that open an answer to the clerk."""

from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.planning.small_trust import policy

from policyclerk.planning.replies import approver_links, mailto, owner_links

CLERK = "Kit Hall <kit+policies@trust.example>"


def read(href: str) -> tuple[str, str, str]:
    """Address, subject and body as a mail program reads them."""
    parts = urlsplit(href)
    fields = parse_qs(parts.query, strict_parsing=True)
    assert parts.scheme == "mailto"
    return unquote(parts.path), fields["subject"][0], fields["body"][0]


def test_an_owner_has_two_answers_with_policy_and_school_filled_in() -> None:
    links = owner_links(policy("SG1", title="Behaviour & Respect Policy"), CLERK)
    assert [link["label"] for link in links] == ["Reviewed, no change", "I need more time"]
    address, subject, body = read(links[0]["href"])
    assert address == "kit+policies@trust.example"
    assert subject == links[0]["subject"] == "Reviewed, no change: SG1, Ash School"
    assert body.startswith("Policy: Behaviour & Respect Policy (SG1)\r\nSchool: Ash School\r\n\r\n")
    assert "decides nothing" in body
    assert "moves no date" in read(links[1]["href"])[2]


def test_an_approver_has_one_answer_which_approves_nothing() -> None:
    [link] = approver_links(policy("SG1", school=None), CLERK)
    _, subject, body = read(link["href"])
    assert subject == "Question for the clerk: SG1"
    assert "School: the whole trust" in body
    assert "approves nothing" in body


@pytest.mark.parametrize("nobody", [None, "", "the clerk"])
def test_without_an_address_to_reply_to_there_is_no_link(nobody: str | None) -> None:
    assert owner_links(policy(), nobody) == []
    assert approver_links(policy(), nobody) == []


def test_a_policy_without_a_ref_is_named_by_its_title_and_a_link_stays_short() -> None:
    long = policy("X", ref=None, title="\u00e9" * 900)
    for link in (*owner_links(long, CLERK), *approver_links(long, CLERK)):
        assert "\u00e9\u00e9" in link["subject"]
        assert len(link["href"]) < 2000


@given(st.text(), st.text())
def test_no_text_escapes_its_place_in_the_link(subject: str, body: str) -> None:
    try:
        (subject + body).encode()
    except UnicodeEncodeError:
        return
    href = mailto("clerk@ash.example", subject=subject, body=f"x{body}")
    assert href.isascii()
    assert not set(href) & set(" <>\"'\r\n")
    assert href.count("&") == 1
    assert unquote(href.partition("subject=")[2].partition("&body=")[0]) == subject
