from __future__ import annotations

import pytest

from auditor.answers import Citation
from auditor.schemes import Standing
from auditor.score import State, Verdict
from auditor.wording import (
    day,
    file_size,
    observed_words,
    openness,
    parameters,
    pin,
    place_of,
    plain,
    safe_words,
    standing_short,
    standing_words,
    strip_label,
    summary,
    web_href,
)
from tests.outputs.acme import CLOSED, LADDER, OPEN, PART, UNSEEN, scorecards


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("two\nlines\tand\r\nmore", "two lines and more"),
        ("\x1b[31mred\x07\x00\x9b", "[31mred"),
        ("a\u202eb\u2066c\ufeffd\u2028e", "a b c d e"),
        ("क्\u200dष", "क्\u200dष"),
        ("<b>&amp;", "<b>&amp;"),
        ("x" * 30, "x" * 9 + "…"),
    ],
)
def test_plain_keeps_the_words_and_nothing_that_acts(text: str, shown: str) -> None:
    assert plain(text, 10 if text.startswith("x") else 100) == shown


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("acme/lantern-1.5b_x", "acme/lantern-1.5b_x"),
        ("<script>alert(1)</script>", "script alert(1) /script"),
        ("{{ 7*7 }} [a](b) `c` #d @e", "7 7 a (b) c d e"),
        ("Modèle ﬁn", "Mode le fin"),
    ],
)
def test_safe_words_leave_nothing_to_act_upon(text: str, safe: str) -> None:
    assert safe_words(text) == safe


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://huggingface.co/acme/x/blob/0a/README.md#L3", "https://huggingface.co/acme/x/blob/0a/README.md#L3"),
        ("http://acme.example/a b", ""),
        ("https://acme.example/é'\"<", "https://acme.example/%C3%A9%27%22%3C"),
        ("javascript:alert(1)", ""),
        ("JAVASCRIPT:alert(1)", ""),
        ("data:text/html,x", ""),
        ("//acme.example/x", ""),
        ("/acme/x", ""),
        ("https://huggingface.co@acme.example/", ""),
        ("https://acme.example\\@b", ""),
        ("https://\u0430cme.example/", ""),
        ("https://[broken", ""),
        ("https:///x", ""),
        ("https://acme.example/" + "x" * 2000, ""),
        ("https://acme.example/\u202e", ""),
        ("", ""),
    ],
)
def test_only_web_addresses_become_links(url: str, href: str) -> None:
    assert web_href(url) == href


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (None, ""),
        (-1, ""),
        (0, "0"),
        (999, "999"),
        (350_000_000, "350M"),
        (1_500_000_000, "1.5B"),
        (70_600_000_000, "70.6B"),
        (671_026_419_200, "671B"),
        (999_999_999, "1B"),
        (1_600_000_000_000, "1.6T"),
    ],
)
def test_parameters_read_as_the_field_writes_them(number: int | None, shown: str) -> None:
    assert parameters(number) == shown


@pytest.mark.parametrize(
    ("stamp", "shown"),
    [
        ("2026-01-20T10:00:00Z", "2026-01-20"),
        ("2025-04", "2025-04"),
        ("2024", "2024"),
        ("", "not known"),
        ("x", "not known"),
    ],
)
def test_a_date_is_shown_as_far_as_it_is_known(stamp: str, shown: str) -> None:
    assert day(stamp) == shown


@pytest.mark.parametrize(
    ("citation", "words"),
    [
        (Citation(url="u", shows="s", revision="0123456789abcdef"), "pinned to commit 0123456"),
        (Citation(url="u", shows="s", sha256="feedfacefeed"), "pinned by the text's hash feedfac"),
        (Citation(url="u", shows="s", revision="main<b>"), "pinned to a commit"),
        (Citation(url="u", shows="s"), "not pinned"),
    ],
)
def test_a_citation_says_how_it_is_pinned(citation: Citation, words: str) -> None:
    assert pin(citation) == words


def test_an_address_is_shown_short() -> None:
    commit = "0123456789abcdef0123456789abcdef01234567"
    assert (
        place_of(f"https://huggingface.co/acme/x/blob/{commit}/README.md")
        == "huggingface.co/acme/x/blob/0123456/README.md"
    )
    assert len(place_of("https://acme.example/" + "x" * 500)) <= 91


def test_the_strip_has_words_for_who_cannot_see_it() -> None:
    assert (
        strip_label(("Training data", "Weights"), (State.MET, State.NOT_MET)) == "Training data: met; Weights: not met"
    )


def test_the_summary_says_the_vector() -> None:
    assert summary(PART) == (
        "acme/lantern-1.5b-chat: 2 of 6 met, 3 partial, 1 not met. Text generation, 1.5B, Apache-2.0."
    )


def test_an_unknown_is_not_sorted_below_a_refusal() -> None:
    assert sorted((CLOSED, UNSEEN, PART, OPEN), key=openness) == [OPEN, PART, CLOSED, UNSEEN]
    nothing = CLOSED.model_copy(update={"scorecards": scorecards(CLOSED.id, Verdict.NOT_MET, *[State.NOT_MET] * 6)})
    assert openness(UNSEEN) < openness(nothing)


@pytest.mark.parametrize(
    ("standing", "words", "short"),
    [
        (Standing(verdict=Verdict.MET, level="gold", highest="gold"), "Reaches Gold, with the data", "Gold"),
        (
            Standing(verdict=Verdict.UNKNOWN, level="bronze", highest="gold"),
            "Reaches Bronze, the weights alone; perhaps up to Gold, with the data",
            "Bronze to Gold",
        ),
        (
            Standing(verdict=Verdict.UNKNOWN, highest="silver"),
            "No rung for certain; perhaps up to Silver, with the code",
            "none to Silver",
        ),
        (Standing(verdict=Verdict.NOT_MET), "Reaches none of its rungs", "none"),
    ],
)
def test_a_ladder_is_told_by_its_rungs(standing: Standing, words: str, short: str) -> None:
    card = OPEN.strip.model_copy(update={"verdict": standing.verdict, "standing": standing})
    assert (standing_words(card, LADDER), standing_short(card, LADDER)) == (words, short)


@pytest.mark.parametrize(
    ("standing", "words", "short"),
    [
        (Standing(verdict=Verdict.MET), "Meets it", "met"),
        (Standing(verdict=Verdict.UNKNOWN), "Could not be told", "unknown"),
        (Standing(verdict=Verdict.PARTIAL, low=0.5, high=0.5), "A mean of 0.50, of 1 at most", "0.50"),
        (
            Standing(verdict=Verdict.PARTIAL, low=0.3333, high=0.75),
            "A mean from 0.33 to 0.75, of 1 at most",
            "0.33 to 0.75",
        ),
        (Standing(verdict=Verdict.PARTIAL, level="class_3", highest="class_3"), "Reaches class 3", "class 3"),
    ],
)
def test_where_a_model_stands_is_told_without_the_definition_too(standing: Standing, words: str, short: str) -> None:
    card = OPEN.strip.model_copy(update={"verdict": standing.verdict, "standing": standing})
    assert (standing_words(card), standing_short(card)) == (words, short)


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (1234, "1.23 kB"),
        (123_456, "123 kB"),
        (999_499, "999 kB"),
        (999_999, "1 MB"),
        (1_330_000, "1.33 MB"),
        (2_500_000_000, "2.5 GB"),
        (688_574_839_360, "689 GB"),
        (4_200_000_000_000, "4.2 TB"),
        (4_200_000_000_000_000, "4,200 TB"),
    ],
)
def test_a_file_s_size_is_told_in_thousands(size: int, words: str) -> None:
    assert file_size(size) == words


@pytest.mark.parametrize(
    ("stamp", "words"),
    [
        ("2026-01-21", "observed 2026-01-21"),
        ("2025-04", "observed 2025-04"),
        ("", "date of observation not known"),
        ("soon", "date of observation not known"),
    ],
)
def test_when_it_was_observed_stands_alone(stamp: str, words: str) -> None:
    assert observed_words(stamp) == words
