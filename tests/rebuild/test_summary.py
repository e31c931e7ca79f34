from __future__ import annotations

from datetime import date

from auditor.rebuild.health import Ages
from auditor.rebuild.news import News
from auditor.rebuild.run import Run
from auditor.rebuild.summary import summary
from tests.rebuild.test_message import HOSTILE, turned
from tests.rebuild.test_news import PLACE

TODAY = date(2026, 11, 30)
AGES = Ages(models={"acme/open-7b": "2026-11-30", "globex/adapter": "2026-11-01"})


def test_what_a_run_did_and_left() -> None:
    run = Run(
        ended=("collect", "judge", "build"),
        observed=1,
        unchanged=40,
        requests=1057,
        failed={
            "huggingface/model/globex/adapter": "the Hub could not be reached",
            "huggingface/model/globex/closed-13b": "the Hub could not be reached",
        },
        left=("github/repository/acme/x",),
    )
    found = News(turned=turned(("acme/open-7b", "license_stated"), ("globex/x", "license_stated")))
    assert (
        summary(run, found, AGES, today=TODAY)
        == """\
## Rebuild

**2 answers of 2 models turned**

- acme/open-7b: license\\_stated no → yes (the model changed)
- globex/x: license\\_stated no → yes (the model changed)

| | |
|---|--:|
| places observed anew | 1 |
| places unchanged | 40 |
| places that could not be observed | 2 |
| places left for the next run | 1 |
| requests sent | 1,057 |

Could not be observed, so that the last evidence stands:

- `the Hub could not be reached`: `huggingface/model/globex/adapter` and 1 more

Left for the next run, which asks them first: `github/repository/acme/x`

The evidence of 2 registered models is from 2026-11-01 to 2026-11-30.

Older than 14 days: `globex/adapter`
"""
    )


def test_a_run_in_which_nothing_moved_and_one_that_broke_off() -> None:
    told = summary(Run(ended=("judge", "build")), News(again=(PLACE,), lag=1), AGES, today=TODAY)
    assert "Nothing moved: there is nothing to commit. 1 place was seen again." in told
    assert "**The stage observing did not come to its end.**" in told
    assert "requests sent" not in told


def test_nothing_of_a_stranger_acts_in_it() -> None:
    run = Run(ended=("collect",), failed={one: one for one in HOSTILE}, left=HOSTILE)
    told = summary(run, News(), AGES, today=TODAY)
    assert not set(told.replace("## Rebuild", "")) & set("<>@[]#\x00\x1b\u202e")
    assert len(told) < 6000
