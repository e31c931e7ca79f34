from __future__ import annotations

import subprocess
from collections.abc import Sequence
from typing import Any

import pytest

from auditor.history import Happening, What
from auditor.rebuild.message import LISTED, SUBJECT, message
from auditor.rebuild.news import KEPT_WITHIN, Happened, News, Turned
from tests.rebuild.test_news import PLACE, change


def turned(*told: tuple[str, str], **others: Any) -> tuple[Turned, ...]:
    return tuple(Turned(model=model, change=change(check, **others)) for model, check in told)


ONE = turned(("acme/open-7b", "evaluation_code_published"))


@pytest.mark.parametrize(
    ("news", "expected"),
    [
        (News(), ""),
        (News(again=(PLACE,), lag=KEPT_WITHIN - 1), ""),
        (News(turned=ONE), "data: acme/open-7b: evaluation_code_published no → yes\n\n- the model changed\n"),
        (
            News(turned=turned(("acme/open-7b", "license_stated"), value_before="mit", value_after="apache-2.0")),
            "data: acme/open-7b: license_stated no → yes\n\n- the model changed\n",
        ),
        (
            News(
                turned=turned(
                    ("acme/open-7b", "license_stated"), before="yes", value_before="mit", value_after="apache-2.0"
                )
            ),
            "data: acme/open-7b: license_stated yes (mit) → yes (apache-2.0)\n\n- the model changed\n",
        ),
        (
            News(turned=(*ONE, *turned(("acme/open-7b", "license_stated"), ("globex/x", "license_stated")))),
            (
                "data: 3 answers of 2 models turned\n\n"
                "- acme/open-7b: evaluation_code_published no → yes (the model changed)\n"
                "- acme/open-7b: license_stated no → yes (the model changed)\n"
                "- globex/x: license_stated no → yes (the model changed)\n"
            ),
        ),
        (
            News(turned=(*ONE, *turned(("acme/open-7b", "license_stated"), after="unknown"))),
            (
                "data: 2 answers of acme/open-7b turned\n\n"
                "- acme/open-7b: evaluation_code_published no → yes (the model changed)\n"
                "- acme/open-7b: license_stated no → unknown (the model changed)\n"
            ),
        ),
        (
            News(turned=ONE, moved=(PLACE,)),
            (
                "data: acme/open-7b: evaluation_code_published no → yes\n\n- the model changed\n\n"
                f"Newer evidence of 1 place:\n- {PLACE}: moved\n"
            ),
        ),
        (
            News(moved=(PLACE,), first_seen=("github/repository/acme/x",), gone=("huggingface/model/acme/old",)),
            (
                "data: newer evidence of 3 places\n\n"
                f"- github/repository/acme/x: first seen\n- huggingface/model/acme/old: taken away\n- {PLACE}: moved\n"
            ),
        ),
        (News(judged=("acme/open-7b",)), "data: 1 model judged anew, no answer turned\n"),
        (News(again=(PLACE, "x"), lag=KEPT_WITHIN), "data: 2 places seen again, nothing moved\n"),
    ],
    ids=[
        "nothing",
        "days",
        "one",
        "one value",
        "values",
        "several",
        "of one",
        "and facts",
        "facts",
        "judged",
        "weekly",
    ],
)
def test_the_message_says_what_turned(news: News, expected: str) -> None:
    assert message(news) == expected


def test_a_long_name_leaves_the_subject_for_the_body() -> None:
    model = f"acme/{'x' * 96}"
    first, _, *body = message(News(turned=turned((model, "evaluation_code_published")))).splitlines()
    assert first == f"data: 1 answer of {model} turned"
    assert len(first) < SUBJECT + 20
    assert body == [f"- {model}: evaluation_code_published no → yes (the model changed)"]


def test_the_body_is_bounded() -> None:
    told = message(News(turned=turned(*((f"acme/m{number}", "license_stated") for number in range(5000)))))
    assert told.startswith("data: 5,000 answers of 5,000 models turned\n")
    assert len(told.splitlines()) == LISTED + 3
    assert told.endswith("- and 4,900 more\n")


HOSTILE = (
    "mit\n\nCo-authored-by: Mallory <m@example.org>",
    "[skip ci]",
    "mit\r\nskip-checks: true",
    "\u202emit [ci skip] @globex fixes #1",
    "$(touch /tmp/x) `id` <script>",
    "x" * 100_000,
    "\x00\x1b[31mmit",
)


def trailers(told: str) -> Sequence[str]:
    command = ["git", "interpret-trailers", "--parse"]
    done = subprocess.run(command, input=told, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.parametrize("value", HOSTILE, ids=lambda one: repr(one)[:30])
@pytest.mark.parametrize("number", [1, 2])
def test_a_stranger_s_value_brings_nothing_but_words(value: str, number: int) -> None:
    told = message(
        News(
            turned=turned(
                *((f"acme/m{one}", "license_stated") for one in range(number)),
                before="yes",
                value_before=value,
                value_after=value,
                because=value,
            )
        )
    )
    assert trailers(told) == []
    assert not set(told) & set("[]@#<>$`\x00\x1b\r\u202e")
    assert all(line.startswith(("data: ", "- ")) or not line for line in told.splitlines())
    assert max(map(len, told.splitlines())) < 200


def test_what_is_looked_for_is_found_where_it_is() -> None:
    assert trailers("data: x\n\nCo-authored-by: Mallory <m@example.org>\n")


def happened(model: str, what: What, before: str, after: str) -> Happened:
    return Happened(model=model, happening=Happening(on="2026-11-30", what=what, before=before, after=after))


def test_what_happened_to_a_repository_is_named_too() -> None:
    gate = happened("acme/open-7b", What.GATE, "no", "auto")
    assert message(News(happened=(gate,))) == "data: acme/open-7b: gate no → auto\n"
    two = (gate, happened("acme/b", What.LICENSE, "mit", "[skip ci]\nCo-authored-by: x"))
    told = message(News(happened=two)).splitlines()
    assert told[0] == "data: 2 things happened to repositories, no answer turned"
    assert told[2:] == ["- acme/open-7b: gate no → auto", "- acme/b: license mit → skip ci Co-authored-by: x"]
    beside = message(News(turned=ONE, happened=(gate,))).splitlines()
    assert beside[0].endswith("no → yes")
    assert "- acme/open-7b: gate no → auto" in beside
