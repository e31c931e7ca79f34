from __future__ import annotations

import json
from typing import Any

import pytest

from auditor.history import Cause, Change
from auditor.rebuild.git import Written
from auditor.rebuild.news import KEPT_WITHIN, News, news
from auditor.store import BadData

PLACE = "huggingface/model/acme/open-7b"


def change(check: str = "license_stated", before: str = "no", after: str = "yes", **others: Any) -> Change:
    return Change.model_validate_json(
        json.dumps(
            {
                "on": "2026-11-24",
                "check": check,
                "before": before,
                "after": after,
                "because": "The card states a license.",
                "cause": Cause.MODEL_CHANGED,
                **others,
            }
        )
    )


def lines(*changes: Change) -> bytes:
    return b"".join(one.model_dump_json(exclude_defaults=True).encode() + b"\n" for one in changes)


def evidence(seen: str, revision: str = "1000b52", name: str = PLACE, **others: Any) -> bytes:
    return json.dumps({"head": {"observed": seen, "revision": revision}, "page": name, **others}).encode()


def written(path: str, before: bytes | None, after: bytes | None) -> Written:
    return Written(path=f"data/{path}", before=before, after=after)


def test_each_line_that_was_added_is_an_answer_that_turned() -> None:
    old, new = change("weights_ungated"), change()
    found = news([written("history/acme/open-7b.jsonl", lines(old), lines(old, new))])
    assert [(one.model, one.change) for one in found.turned] == [("acme/open-7b", new)]
    assert found.worth_keeping


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (None, evidence("2026-11-24"), News(first_seen=(PLACE,))),
        (evidence("2026-11-24"), None, News(gone=(PLACE,))),
        (evidence("2026-11-24"), evidence("2026-11-24", "2000b52"), News(moved=(PLACE,))),
        (evidence("2026-11-24"), evidence("2026-11-26"), News(again=(PLACE,), lag=2)),
        (evidence(""), evidence("2026-11-26"), News(again=(PLACE,), lag=KEPT_WITHIN)),
        (evidence("2025-04"), evidence("2025-04-11"), News(again=(PLACE,), lag=10)),
        (evidence("2026-11-26"), evidence(""), News(again=(PLACE,))),
    ],
    ids=["new", "gone", "facts", "days", "no day", "part of a day", "no day any more"],
)
def test_what_moved_is_told_from_what_was_only_seen_again(
    before: bytes | None, after: bytes | None, expected: News
) -> None:
    assert news([written(f"evidence/{PLACE}.json", before, after)]) == expected


@pytest.mark.parametrize(("lag", "kept"), [(0, False), (KEPT_WITHIN - 1, False), (KEPT_WITHIN, True)])
def test_days_alone_are_kept_once_a_week(lag: int, kept: bool) -> None:  # noqa: FBT001
    assert News(again=(PLACE,), lag=lag).worth_keeping is kept


def audit(shows: str, outcome: str = "yes") -> bytes:
    return json.dumps({"answers": {"license_stated": {"outcome": outcome, "citations": [{"shows": shows}]}}}).encode()


def test_an_audit_that_only_cites_another_day_is_no_news() -> None:
    path = "audits/acme/open-7b.json"
    assert news([written(path, audit("gated, seen 2026-11-24"), audit("gated, seen 2026-11-26"))]) == News()
    told = written(path, audit("gated, seen 2026-11-24"), audit("open, seen 2026-11-24"))
    assert news([told]) == News(judged=("acme/open-7b",))
    turned = news([told, written("history/acme/open-7b.jsonl", None, lines(change()))])
    assert turned.judged == ()
    assert len(turned.turned) == 1


@pytest.mark.parametrize(
    ("path", "after"),
    [
        ("history/acme/open-7b.jsonl", b"not a change\n"),
        ("history/acme/open-7b.jsonl", b'{"on": "2026-11-24"}\n'),
        ("evidence/huggingface/model/acme/open-7b.json", b"{"),
        ("evidence/huggingface/model/acme/open-7b.json", b"[" * 200_000),
        ("evidence/huggingface/model/acme/[skip ci].json", b"{}"),
        ("evidence/huggingface/model/acme/x@main.json", b"{}"),
        ("audits/acme/--help.json", b"{}"),
    ],
)
def test_what_the_program_would_not_write_is_refused_by_its_path(path: str, after: bytes) -> None:
    with pytest.raises(BadData, match=f"^data/{path.split('/', maxsplit=1)[0]}/") as error:
        news([written(path, None, after)])
    assert "\n" not in str(error.value)


def test_a_branch_s_place_has_the_branch_as_a_hash_in_its_name() -> None:
    name = "github/repository/acme/open-eval@0123456789ab"
    assert news([written(f"evidence/{name}.json", None, evidence("2026-11-24"))]).first_seen == (name,)
