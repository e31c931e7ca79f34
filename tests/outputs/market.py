"""Made-up models to choose from: of several tasks, sizes and uses, with results that agree in name and that do not."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import Final

from auditor.evidence import Gate
from auditor.outputs import Published
from auditor.report import Relative, Report
from auditor.report.evaluations import Evaluation
from auditor.report.uses import Usable, Use
from auditor.schemes import Verdict
from auditor.score import State
from tests.outputs import acme
from tests.outputs.acme import COMMIT, HUB, M, N, P, U, cite, scorecards
from tests.outputs.hostile import HOSTILE, TEXT

GB: Final = 10**9
WHY: Final = {M: "It is granted.", P: "It is granted within limits.", N: "It is not.", U: "Nobody has read it."}


def allowed(*states: State) -> tuple[Usable, ...]:
    """The four uses in their order."""
    return tuple(Usable(use=use, state=state, because=WHY[state]) for use, state in zip(Use, states, strict=True))


def said(model: str, benchmark: str, value: float, *, metric: str = "acc", by: str = "") -> Evaluation:
    return Evaluation(
        benchmark=benchmark,
        task="text-generation",
        metric=metric,
        value=value,
        by=by,
        on="2026-01-02" if by else "",
        citation=cite(model, "README.md#L7", f"{benchmark}: {value:g}"),
    )


def model(  # noqa: PLR0913 - a model to choose is all of these
    name: str,
    states: tuple[State, ...],
    uses: tuple[State, ...],
    *,
    gigabytes: float | None,
    task: str = "text-generation",
    base: str = "",
    relation: str = "finetune",
    results: tuple[Evaluation, ...] = (),
) -> Report:
    """A report; `acme/` stands before its name and its base's."""
    model_id = f"acme/{name}"
    return Report(
        id=model_id,
        page=f"{HUB}/{model_id}",
        producer="acme",
        name=name,
        task=task,
        parameters=round(gigabytes * GB / 2) if gigabytes else None,
        weight_bytes=round(gigabytes * GB) if gigabytes else None,
        license="Apache-2.0",
        gated=Gate.NO,
        revision=COMMIT,
        observed="2026-01-20",
        scorecards=scorecards(model_id, Verdict.MET if set(states) == {M} else Verdict.NOT_MET, *states),
        answers={},
        bases=(Relative(id=f"acme/{base}", relation=relation, registered=True),) if base else (),
        uses=allowed(*uses),
        evaluations=results,
        registered=True,
    )


BEACON: Final = model(
    "beacon-7b",
    (M, M, M, P, U, M),
    (M, M, P, M),
    gigabytes=14.5,
    results=(
        said("acme/beacon-7b", "Quiz (5-shot)", 62.03071672354948),
        said("acme/beacon-7b", "Quiz (0-shot)", 41.5),
    ),
)
CHAT: Final = model(
    "beacon-7b-chat",
    (P, M, M, M, P, M),
    (M, M, P, P),
    gigabytes=14.5,
    base="beacon-7b",
    results=(said("acme/beacon-7b-chat", "quiz  (5-Shot)", 0.655, by="Open Board"),),
)
LORA: Final = model(
    "beacon-7b-chat-lora", (N, M, N, N, N, M), (M, M, N, N), gigabytes=0.03, base="beacon-7b-chat", relation="adapter"
)
LAMP: Final = model(
    "lamp-1b",
    (M, M, M, M, M, M),
    (M, M, M, M),
    gigabytes=2.1,
    results=(said("acme/lamp-1b", "Quiz (5-shot)", 48), said("acme/lamp-1b", TEXT, 3, metric=TEXT, by=TEXT)),
)
PRISM: Final = model("prism", (N, P, N, N, N, N), (N, P, N, N), gigabytes=6.9, task="text-to-image")
QUIET: Final = model("quiet", (U, M, U, U, U, U), (U, U, U, U), gigabytes=None, task="")
LOUD: Final = HOSTILE.model_copy(
    update={
        "weight_bytes": 4 * GB,
        "uses": allowed(U, N, P, M),
        "evaluations": (
            said("acme/_x_-1.0", TEXT, 2, metric=TEXT),
            said("acme/_x_-1.0", "Quiz (5-shot)", 1e300),
        ),
    }
)

MARKET: Final = acme.published(BEACON, CHAT, LORA, LAMP, PRISM, QUIET, LOUD)


def _many(number: int) -> Iterator[Report]:
    ways = list(product((M, P, N, U), repeat=3))
    tasks = ("text-generation", "text-to-image", "automatic-speech-recognition", "", "text-classification")
    for at in range(number):
        first, second = ways[at * 7 % 64], ways[at * 11 % 64]
        name = f"m{at * 7919 % 100_003:05d}-{('small', 'base', 'large')[at % 3]}-v{at % 5}"
        results = tuple(
            said(f"acme/{name}", f"Board {board} (5-shot)", (at * 37 + board * 11) % 997 / 10) for board in range(12)
        )
        yield model(
            name,
            (*first, *second),
            (*first, second[0]),
            gigabytes=round(0.2 * 1.0045**at, 4) if at % 4 else None,
            task=tasks[at % 5],
            base=f"m{(at - 5) * 7919 % 100_003:05d}-{('small', 'base', 'large')[(at - 5) % 3]}-v{at % 5}"
            if at % 3 == 0 and at > 5
            else "",
            results=results if at % 10 == 0 else (),
        )


@cache
def crowd(number: int) -> Published:
    """So many models of all kinds; one in ten reports results, one in three is made from another."""
    return acme.published(*_many(number))
