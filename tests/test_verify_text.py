from __future__ import annotations

import io
import json

from rich.console import Console

from auditor.verify.asking import SPENT, Checked, Verified
from auditor.verify.compare import Fate
from auditor.verify.offline import Difference
from auditor.verify_text import as_json, as_terminal, offline_lines, percent

PAGE = "https://huggingface.co/acme/open-7b"


def checked(fate: Fate, url: str = PAGE, why: str = "") -> Checked:
    return Checked(model="acme/open-7b", check="weights_full", url=url, fate=fate, why=why, at_commit="/tree/" in url)


FOUND = Verified(
    models=1,
    requests=3,
    checked=(
        checked(Fate.CONFIRMED, f"{PAGE}/blob/main/README.md#L1"),
        checked(Fate.CONFIRMED, f"{PAGE}/blob/main/README.md#L2"),
        checked(Fate.GONE, f"{PAGE}/tree/main", "it does not exist any more"),
        checked(Fate.NOT_PINNED),
        checked(Fate.NOT_ASKED, f"{PAGE}/blob/main/x", SPENT),
    ),
)


def printed(found: Verified) -> str:
    out = io.StringIO()
    Console(file=out, width=160, color_system=None).print(as_terminal(found))
    return out.getvalue()


def test_the_share_says_of_what_and_how_many_were_asked() -> None:
    shown = printed(FOUND)
    assert "1 model, 5 citations of 4 addresses; 4 of the citations are pinned, 1 at a commit" in shown
    assert "3 requests sent" in shown
    assert "confirmed again: 2 of 4 pinned citations (50.0%), 66.6% of the 3 that a host answered" in shown
    assert f"acme/open-7b  weights_full  {PAGE}/tree/main  gone: it does not exist any more" in shown
    assert SPENT in shown


def test_markup_of_strangers_stays_text() -> None:
    foreign = checked(Fate.GONE, f"{PAGE}/[red]no[/red]\x1b[31m")
    shown = printed(FOUND.model_copy(update={"checked": (foreign,)}))
    assert "[red]no[/red]" in shown
    assert "\x1b" not in shown


def test_a_reason_that_reads_as_markup_is_shown_as_it_is() -> None:
    shown = printed(FOUND.model_copy(update={"checked": (checked(Fate.NOT_ASKED, why="[/] of [bold]none[/bold]"),)}))
    assert "[/] of [bold]none[/bold]" in shown


def test_a_check_of_strangers_is_plain_where_nothing_is_asked() -> None:
    told = "".join(offline_lines(1, [Difference(file="a\x1b[31m", check="b\x1b[31m", what="c\x1b[31m")]))
    assert "\x1b" not in told


def test_the_json_has_every_figure() -> None:
    found = json.loads(json.dumps(as_json(FOUND)))
    assert found["citations"] == {
        "total": 5,
        "pinned": 4,
        "at_commit": 1,
        "asked": 3,
        "confirmed": 2,
        "gone": 1,
        "refused": 0,
        "rewritten": 0,
        "not_pinned": 1,
        "not_asked": 1,
    }
    assert found["addresses"]["total"] == 4
    assert found["addresses"]["confirmed"] == 1
    assert found["confirmed_of_pinned"] == 0.5
    assert [one["why"] for one in found["no_longer_stand"]] == ["it does not exist any more"]
    assert found["not_asked"] == [{"why": SPENT, "citations": 1}]


def test_a_share_is_never_rounded_up_to_all() -> None:
    assert (percent(9999, 10000), percent(3, 3), percent(0, 0), percent(0, 3)) == ("99.9%", "100%", "-", "0.0%")


def test_offline_names_file_and_check() -> None:
    told = list(offline_lines(2, [Difference(file="data/audits/acme/x.json", check="weights_full", what="differs")]))
    assert told[0] == "data/audits/acme/x.json: weights_full: differs"
    assert "1 difference" in told[1]
    assert list(offline_lines(2, [])) == [
        "2 models: judging again gives the same bytes, and every citation leads into the evidence"
    ]
