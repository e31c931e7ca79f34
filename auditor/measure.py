"""Hold our answers against careful readings: agreement, precision and recall, and every disagreement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from pydantic import ConfigDict, Field

from auditor.evidence import checked_name
from auditor.record import Record
from auditor.score import Result, Scorecard, State


class Confidence(StrEnum):
    """How sure the reader was."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Label(Record):
    """What a careful reading concludes about one criterion of one model."""

    model_config = ConfigDict(extra="ignore")

    value: State
    because: str = Field(max_length=4000)
    confidence: Confidence
    accept: tuple[State, ...] = ()
    """Every value that is right on the material at hand; empty where only `value` is."""
    needs_link: tuple[str, ...] = ()
    """Repositories that hold the evidence and that the card does not link: a curator has to add them."""

    @property
    def right(self) -> frozenset[State]:
        """The values that count as right."""
        return frozenset(self.accept) | {self.value}


class Labels(Record):
    """The labels of one model: criterion -> label. Further keys of the file are for people."""

    model_config = ConfigDict(extra="ignore")

    id: str
    labels: Mapping[str, Label]

    def model_post_init(self, _: object) -> None:
        """The id names files and addresses; raises `InvalidName` for one that cannot."""
        checked_name(self.id)


class Compared(Record):
    """One label beside our answer."""

    id: str
    criterion: str
    label: Label
    answer: State
    because: str

    @property
    def agrees(self) -> bool:
        """True where our answer is one that counts as right."""
        return self.answer in self.label.right

    @property
    def expected(self) -> State:
        """The answer itself where it counts as right, else the label's value: the label's side of the table."""
        return self.answer if self.agrees else self.label.value


class Figures(Record):
    """How one criterion came out. Shares are 0 to 1, None where there is nothing to divide by."""

    count: int
    exact_agreement: float | None
    precision: float | None
    """Of the answers `met`, the share that is right."""
    recall: float | None
    """Of the labels `met` that accept nothing else, the share that was answered `met`."""
    kappa: float | None
    """Cohen's kappa over the four values. Source: J. Cohen, A Coefficient of Agreement for Nominal Scales, 1960."""
    met_missed: int
    met_wrongly: int
    unfair: int
    """Labels `met` or `partial` that were answered `not_met`: the mistake that slanders a publisher."""
    confusion: Mapping[str, Mapping[str, int]]
    """Label -> answer -> how often. A value that the label accepts stands on the diagonal."""


class Measured(Record):
    """Our answers against a set of labels."""

    models: int
    unseen: tuple[str, ...] = ()
    """Labeled models of which nothing was seen: all their answers are unknown."""
    criteria: Mapping[str, Figures]
    disagreements: tuple[Compared, ...]
    """In the order of criteria and ids; those of low confidence are in `doubtful`."""
    doubtful: tuple[Compared, ...] = ()


def compare(labels: Iterable[Labels], scorecards: Mapping[str, Scorecard]) -> Iterator[Compared]:
    """Each label beside the result of the same criterion; a model without a scorecard is unknown throughout."""
    for one in labels:
        results: Mapping[str, Result] = (
            {result.id: result for result in scorecards[one.id].results} if one.id in scorecards else {}
        )
        for criterion, label in one.labels.items():
            found = results.get(criterion)
            yield Compared(
                id=one.id,
                criterion=criterion,
                label=label,
                answer=found.state if found else State.UNKNOWN,
                because=found.because if found else "Nothing was seen of this model.",
            )


def measure(labels: Sequence[Labels], scorecards: Mapping[str, Scorecard], criteria: Sequence[str]) -> Measured:
    """Figures for each of `criteria` (requirement ids, in the order of display), and all disagreements."""
    compared = tuple(compare(labels, scorecards))
    by_criterion = {name: [one for one in compared if one.criterion == name] for name in criteria}
    wrong = [one for name in criteria for one in by_criterion[name] if not one.agrees]
    return Measured(
        models=len(labels),
        unseen=tuple(one.id for one in labels if one.id not in scorecards),
        criteria={name: _figures(found) for name, found in by_criterion.items()},
        disagreements=tuple(one for one in wrong if one.label.confidence is not Confidence.LOW),
        doubtful=tuple(one for one in wrong if one.label.confidence is Confidence.LOW),
    )


def _figures(compared: Sequence[Compared]) -> Figures:
    given = [one for one in compared if one.answer is State.MET]
    due = [one for one in compared if one.label.right == {State.MET}]
    wrongly = sum(not one.agrees for one in given)
    missed = sum(one.answer is not State.MET for one in due)
    pairs = Counter((one.expected, one.answer) for one in compared)
    return Figures(
        count=len(compared),
        exact_agreement=_share(sum(one.agrees for one in compared), len(compared)),
        precision=_share(len(given) - wrongly, len(given)),
        recall=_share(len(due) - missed, len(due)),
        kappa=_kappa(pairs),
        met_missed=missed,
        met_wrongly=wrongly,
        unfair=sum(
            one.answer is State.NOT_MET and not one.agrees and one.label.value in {State.MET, State.PARTIAL}
            for one in compared
        ),
        confusion={label.value: {answer.value: pairs[label, answer] for answer in State} for label in State},
    )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _kappa(pairs: Counter[tuple[State, State]]) -> float | None:
    """None where chance alone would agree always (one value on both sides) or nothing was compared."""
    total = pairs.total()
    if not total:
        return None
    agreed = sum(pairs[state, state] for state in State) / total
    by_chance = sum(
        sum(pairs[state, other] for other in State) * sum(pairs[other, state] for other in State) for state in State
    ) / (total * total)
    return round((agreed - by_chance) / (1 - by_chance), 4) if by_chance < 1 else None
