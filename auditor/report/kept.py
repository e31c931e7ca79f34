"""A report as it is kept between two builds: all but the texts of its scorecards, which follow from its answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from auditor.answers import Answer
from auditor.definitions import Definition
from auditor.record import Record
from auditor.report import Relative, Report
from auditor.schemes import Standing
from auditor.score import Scorecard, score
from auditor.truth import State


class Stood(Record):
    """How a model stood by one definition; the states are those of its requirements, in their order."""

    standing: Standing
    states: tuple[State, ...]


class View(Record):
    """A report without its scorecards and its derivatives, and what makes the scorecards again."""

    report: Report
    stood: tuple[Stood, ...]
    """By each definition, in their order."""
    words: Mapping[str, Answer]
    """Persons' words on requirements, by the key under which they stand among the answers."""

    @classmethod
    def of(cls, report: Report, words: Mapping[str, Answer]) -> View:
        """What is kept of a report."""
        return cls(
            report=report.model_copy(update={"scorecards": (), "derivatives": ()}),
            stood=tuple(
                Stood(standing=card.standing, states=tuple(card.states.values())) for card in report.scorecards
            ),
            words=words,
        )

    def opened(self, definitions: Sequence[Definition], derivatives: tuple[Relative, ...] = ()) -> Report:
        """The report again, equal to what it was. Raises `ValueError` where it was judged by other definitions."""
        answers = {**self.report.answers, **self.words}
        cards = tuple(
            _later(definition, stood, answers) for definition, stood in zip(definitions, self.stood, strict=True)
        )
        return self.report.model_copy(update={"scorecards": cards, "derivatives": derivatives})


class WeighedLater(Scorecard):
    """A scorecard that knows its states; its results and turns are worked out when somebody asks for them."""

    if TYPE_CHECKING:
        _weigh: Callable[[], Scorecard]

    def whole(self) -> Scorecard:
        """The scorecard with all that it says."""
        return self._weigh()

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Any:
        """A copy of the whole."""
        return self.whole().model_copy(update=update, deep=deep)

    def __getattr__(self, name: str) -> Any:
        """Reached where a field is not there yet."""
        if name not in {"results", "turns"}:
            raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
        whole = self.whole()
        self.__dict__.update(results=whole.results, turns=whole.turns)
        return self.__dict__[name]

    def __eq__(self, other: object) -> bool:
        """As what it stands for."""
        return self.whole() == (other.whole() if isinstance(other, Scorecard) else other)

    def __hash__(self) -> int:
        """As what it stands for."""
        return hash(self.whole())


def _later(definition: Definition, stood: Stood, answers: Mapping[str, Answer]) -> Scorecard:
    asked = definition.requirements
    card = WeighedLater.model_construct(
        definition=definition.id,
        version=definition.version,
        title=definition.title,
        verdict=stood.standing.verdict,
        standing=stood.standing,
        results=(),
    )
    known = card.__dict__
    del known["results"], known["turns"]
    known["states"] = {one.id: state for one, state in zip(asked, stood.states, strict=True)}
    known["titles"] = tuple(one.title for one in asked)
    known["_weigh"] = partial(score, definition, answers)
    return card
