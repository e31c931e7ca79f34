from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from auditor.evidence import Head, Kind, Missing, Place, Reason, Ref
from auditor.rebuild.health import LISTED, TITLE, Ages, ages, health
from auditor.rebuild.run import Run
from auditor.store import Store
from tests.rebuild.repositories import write

TODAY = date(2026, 11, 30)
DONE = Run(ended=("collect", "judge", "build"))
FRESH = {"acme/open-7b": "2026-11-30", "globex/adapter": "2026-11-16"}
HOSTS = {"huggingface": "2026-11-30", "github": "2026-11-29"}


@pytest.mark.parametrize(
    ("models", "hosts", "run", "results", "said"),
    [
        (FRESH, HOSTS, DONE, {"observe": "success", "keep": "skipped"}, ""),
        (FRESH, HOSTS, None, {}, ""),
        (
            FRESH,
            HOSTS,
            DONE.model_copy(update={"failed": {"huggingface/model/acme/open-7b": "the Hub could not be reached"}}),
            {},
            "",
        ),
        (
            {**FRESH, "acme/old": "2026-11-15"},
            HOSTS,
            DONE,
            {},
            "The evidence of 1 registered model is older than 14 days:\n\n- `acme/old`: seen 2026-11-15",
        ),
        ({**FRESH, "acme/old": "2026-10"}, HOSTS, DONE, {}, "- `acme/old`: seen 2026-10"),
        ({**FRESH, "acme/never": ""}, HOSTS, DONE, {}, "- `acme/never`: seen on no day that is known"),
        (FRESH, {**HOSTS, "github": "2026-11-10"}, DONE, {}, "Nothing was seen of GitHub for more than 14 days."),
        (FRESH, HOSTS, DONE, {"observe": "success", "deploy": "failure"}, "in the last run: the job deploy."),
        (FRESH, HOSTS, DONE, {"observe": "cancelled", "keep": "skipped"}, "in the last run: the job observe."),
        (FRESH, HOSTS, Run(ended=("judge", "build")), {}, "in the last run: the stage observing."),
        (FRESH, HOSTS, Run(), {}, "the stage observing, the stage judging, the stage building."),
    ],
    ids=[
        *("well", "nothing known of a run", "an outage of today", "15 days", "last month", "never", "a silent host"),
        *("a job failed", "a job was cut off", "observing broke off", "nothing was told"),
    ],
)
def test_the_decision(
    models: Mapping[str, str], hosts: Mapping[str, str], run: Run | None, results: Mapping[str, str], said: str
) -> None:
    found = health(Ages(models=models, hosts=hosts), today=TODAY, run=run, results=results)
    assert found.well is not bool(said)
    assert said in found.body
    assert found.title == TITLE
    assert ("closes itself" in found.body) is bool(said)


def test_how_old_evidence_may_be_can_be_said() -> None:
    found = Ages(models=FRESH, hosts=HOSTS)
    assert health(found, today=TODAY, most_days=14).well
    assert health(found, today=TODAY, most_days=13).older == ("globex/adapter",)


def test_the_list_is_bounded() -> None:
    body = health(Ages(models={f"acme/m{number}": "2025-04" for number in range(500)}), today=TODAY).body
    assert body.count("\n- ") == LISTED + 1
    assert "- and 480 more" in body


def test_nothing_of_a_stranger_acts_in_the_text() -> None:
    evil = "`<img src=x>` @globex [x](https://evil.example) #1\n## x"
    body = health(Ages(models={evil: evil}), today=TODAY, results={evil: "failure"}).body
    assert not set(body) & set("<>@[]#")
    assert body.count("`") == 2


def place(name: str, seen: str, *, kind: Kind = Kind.MODEL, source: str = "huggingface", gone: bool = False) -> Place:
    head = Missing(reason=Reason.NOT_FOUND, observed=seen) if gone else Head(name=name, observed=seen)
    return Place(ref=Ref(source=source, kind=kind, name=name), page="https://example.org/", head=head)


def test_the_days_are_those_of_the_last_asking(tmp_path: Path) -> None:
    for model in ("acme/open-7b", "acme/gone", "acme/never"):
        write(tmp_path, f"data/models/{model}.yaml", f"id: {model}\n")
    store = Store(tmp_path)
    store.save_place(place("acme/open-7b", "2026-11-30"))
    store.save_place(place("acme/gone", "2026-11-29", gone=True))
    store.save_place(place("acme/not-linked-any-more", "2025-04", kind=Kind.DATASET))
    store.save_place(place("acme/x", "2026-11-01", kind=Kind.REPOSITORY, source="github"))
    found = ages(store)
    assert found.models == {"acme/gone": "2026-11-29", "acme/never": "", "acme/open-7b": "2026-11-30"}
    assert found.hosts == {"huggingface": "2026-11-30", "github": "2026-11-01"}
    decided = health(found, today=TODAY)
    assert (decided.older, decided.silent) == (("acme/never",), ("GitHub",))
