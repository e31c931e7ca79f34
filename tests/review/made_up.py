"""Reviews as an honest check leaves them, and as somebody who means harm would."""

from __future__ import annotations

from typing import Any, Final

from auditor.answers import Outcome
from auditor.history import Cause
from auditor.review.record import (
    Asked,
    Audited,
    Cards,
    Cited,
    Figure,
    Fresh,
    Judged,
    Look,
    Matter,
    Problem,
    Rejudged,
    Requirement,
    Review,
    Standing,
    Turned,
)
from auditor.score import State

BASE: Final = "a" * 40
HEAD: Final = "0123456789abcdef0123456789abcdef01234567"
EVIL: Final = (
    "x | y\n| --- |\n<script>alert(1)</script> ![p](https://evil.example/p.png) [c](javascript:x) @acme/team fixes #1 "
    "closes GH-2 https://evil.example www.evil.example <!-- end --> `code` $x$ ::error::x ##[add-mask]x \u202e\u0000"
)


def a_review(words: str = "Plain words.", **others: Any) -> Review:
    """Every part of a review, each foreign text of it being `words`."""
    cited = Cited(url=f"https://huggingface.co/acme/open-7b/blob/{HEAD}/README.md#L3", shows=words)
    elsewhere = Cited(url="https://evil.example/x", shows=words)
    audited = Audited(
        id="acme/open-7b",
        change="added",
        asked=Asked.AUDITED,
        why=words,
        revision=HEAD,
        observed="2026-11-01",
        results=(
            Judged(title=words, state=State.MET, because=words, cited=cited),
            Judged(title="Weights", state=State.UNKNOWN, because=words, cited=elsewhere),
        ),
        standings=(Standing(title=words, state=State.PARTIAL, words=words),),
        gaps=(words,),
    )
    turned = Turned(
        model="acme/open-7b",
        check=words,
        before=Outcome.UNKNOWN,
        after=Outcome.YES,
        value_after=words,
        because=words,
        cause=Cause.CHECKS_CHANGED,
    )
    rejudged = Rejudged(
        because=words,
        models=54,
        turned=(turned,),
        turned_in_all=1,
        requirements=(
            Requirement(
                definition=words, requirement=words, model="acme/open-7b", before=State.NOT_MET, after=State.MET
            ),
        ),
        requirements_in_all=1,
        fresh=(Fresh(name=words, answers=((words, 3),)),),
        figures=(
            Figure(
                criterion=words,
                labels=52,
                exact_before=None,
                exact_after=0.9423,
                wrongly_before=None,
                wrongly_after=1,
                missed_before=2,
                missed_after=0,
            ),
        ),
        cards=Cards(again=3, failed=1, left=2, why=words),
        notes=(words,),
    )
    parts: dict[str, Any] = {
        "base": BASE,
        "head": HEAD,
        "files": 3,
        "outside": 0,
        "problems": (Problem(file=words, line=3, key=words, says=words),),
        "problems_in_all": 1,
        "audits": (
            audited,
            Audited(id="acme/away", change="changed", asked=Asked.NOT_YET, why=words),
            audited.model_copy(update={"id": "acme/stands", "asked": Asked.STANDS}),
        ),
        "models_in_all": 4,
        "looks": tuple(Look(matter=matter, of=words, says=words) for matter in Matter),
        "looks_in_all": len(Matter),
        "rejudged": rejudged,
        "requests": 14,
    }
    return Review(**{**parts, **others})
