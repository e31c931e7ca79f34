"""The comment, as GitHub's own parser reads it: nothing of a stranger's words acts, and it is never too long."""

from __future__ import annotations

import pytest

from auditor.review.comment import CUT, MARKER, MAX_CHARACTERS, as_markdown, pinned
from auditor.review.record import MAX_LOOKS, MAX_PROBLEMS, MAX_TURNED, Cited, Look, Matter, Problem
from tests.review.gfm import Shown, acts
from tests.review.made_up import EVIL, HEAD, a_review

PIN = f"https://huggingface.co/acme/open-7b/blob/{HEAD}/README.md"


def test_an_honest_review_shows_everything() -> None:
    markdown = as_markdown(a_review())
    assert markdown.startswith(MARKER + "\n")
    assert acts(markdown) == []
    shown = Shown(markdown)
    for words in (
        "1 mistake in data/",
        "Not audited yet, which is no mistake of the change:",
        "acme/stands (added), seen 2026-11-01 at commit 0123456, not asked now (Plain words.):",
        "4 models are added or changed; only the first 3 are asked about.",
        "54 models judged again, 1 answer turned.",
        "3 places read again at the pinned commits, 1 could not be read, 2 left (Plain words.).",
    ):
        assert words in shown.text
    assert "- → 0.94" in shown.text
    assert set(shown.links) == {
        "https://huggingface.co/acme/open-7b",
        "https://huggingface.co/acme/stands",
        f"{PIN}#L3",
    }


def test_hostile_words_stay_words_everywhere() -> None:
    review = a_review(EVIL)
    markdown = as_markdown(review)
    assert acts(markdown) == []
    assert "evil" in Shown(markdown).text
    assert not [link for link in Shown(markdown).links if "evil" in link]
    assert markdown.count("<!--") == 1
    # Were they not made inert, the checker would see it.
    assert acts(f"{MARKER}\n{EVIL}") != []


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (PIN, PIN),
        (f"{PIN}#L12", f"{PIN}#L12"),
        (f"https://huggingface.co/datasets/acme/corpus/tree/{HEAD}", f"https://huggingface.co/datasets/acme/corpus/tree/{HEAD}"),
        (f"https://github.com/acme/open/blob/{HEAD}/a%20b.py", f"https://github.com/acme/open/blob/{HEAD}/a%20b.py"),
        (f"https://github.com/datasets/acme/open/blob/{HEAD}/x", ""),
        (f"https://github.com/acme/open/blob/{HEAD}/../../../evil/x", ""),
        (f"https://github.com/acme/open/blob/{HEAD}/%2e%2e/evil", ""),
        (f"https://github.com/acme/open/blob/{HEAD}/a%0Ab", ""),
        (f"https://github.com/acme/open/blob/{HEAD}/a)b", ""),
        (f"https://github.com/acme/open/blob/{HEAD}/a#L1)![x](y", ""),
        (f"https://github.com.evil.example/acme/open/blob/{HEAD}/x", ""),
        (f"https://huggingface.co@evil.example/acme/open/blob/{HEAD}/x", ""),
        ("https://github.com/acme/open/blob/main/x", ""),
        ("https://github.com/acme/open", ""),
        ("javascript:alert(1)", ""),
    ],
)  # fmt: skip
def test_links_lead_to_pinned_places_of_the_two_hosts_only(url: str, link: str) -> None:
    assert pinned(Cited(url=url, shows="x")) == link


def test_files_outside_data_are_counted_by_who_can_be_trusted() -> None:
    lying = a_review(outside=0)
    assert "not of data alone" not in as_markdown(lying)
    assert "not of data alone" in as_markdown(lying, outside=2)
    assert "not of data alone" not in as_markdown(a_review(outside=2), outside=0)


def test_it_is_cut_between_lines_and_says_so() -> None:
    words = EVIL * 3
    review = a_review(
        words,
        problems=tuple(Problem(file=words, says=words) for _ in range(MAX_PROBLEMS)),
        problems_in_all=500,
        looks=tuple(Look(matter=Matter.LINK, of=words, says=words) for _ in range(MAX_LOOKS)),
        looks_in_all=900,
    )
    assert review.rejudged
    turned = review.rejudged.turned * MAX_TURNED
    review = review.model_copy(update={"rejudged": review.rejudged.model_copy(update={"turned": turned})})
    markdown = as_markdown(review)
    assert MAX_CHARACTERS - 3000 < len(markdown) <= MAX_CHARACTERS
    assert markdown.endswith(f"\n{CUT}\n")
    assert acts(markdown) == []


def test_tables_say_how_many_rows_they_leave_out() -> None:
    one = Problem(file="data/x", says="wrong")
    markdown = as_markdown(a_review(problems=(one,) * MAX_PROBLEMS, problems_in_all=500))
    assert "440 more are not shown." in Shown(markdown).text


def test_a_review_of_nothing_is_short() -> None:
    nothing = a_review(
        problems=(), problems_in_all=0, audits=(), models_in_all=0, looks=(), looks_in_all=0, rejudged=None, files=1
    )
    assert Shown(as_markdown(nothing)).text.split("\n")[1:] == [
        "What the check says",
        "Commit 0123456, since aaaaaaa: 1 changed file, all of them in data/.",
        "data/ is as allowed.",
        "",
    ]
