"""What `auditor measure` prints: figures by criterion, the tables of confusion, every disagreement; and its JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from auditor.measure import Compared, Figures, Measured
from auditor.score import State
from auditor.wording import STATE_WORDS, count, plain, share


def _figures(measured: Measured) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column("criterion")
    for heading in ("labels", "exact", "precision of met", "recall of met", "kappa", "met missed", "met wrongly"):
        table.add_column(heading, justify="right")
    for name, one in measured.criteria.items():
        shares = (share(one.exact_agreement), share(one.precision), share(one.recall), share(one.kappa))
        table.add_row(name, str(one.count), *shares, str(one.met_missed), str(one.met_wrongly))
    return table


def _confusion(name: str, figures: Figures) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), title=name, title_justify="left")
    table.add_column("label ↓ answer →")
    for state in State:
        table.add_column(STATE_WORDS[state], justify="right")
    for state in State:
        row = figures.confusion[state.value]
        if any(row.values()):
            table.add_row(STATE_WORDS[state], *(str(row[answer.value] or "·") for answer in State))
    return table


def _disagreements(title: str, found: Iterable[Compared]) -> Iterator[RenderableType]:
    listed = tuple(found)
    if not listed:
        return
    yield Text(f"\n{title}", style="bold")
    for one in listed:
        expected = " or ".join(STATE_WORDS[state] for state in State if state in one.label.right)
        yield Text(f"{plain(one.id)} {plain(one.criterion)}: ", style="bold").append(
            f"labeled {expected}, answered {STATE_WORDS[one.answer]}", style="not bold"
        )
        yield Padding.indent(Text(f"label:  {plain(one.label.because)}", style="dim"), 2)
        yield Padding.indent(Text(f"answer: {plain(one.because)}"), 2)


def as_terminal(measured: Measured) -> RenderableType:
    """What rich prints. Text of labels and reasons is `Text`: markup in it stays text."""
    unfair = sum(one.unfair for one in measured.criteria.values())
    unseen = Text(f"nothing was seen of: {', '.join(map(plain, measured.unseen))}") if measured.unseen else Text()
    return Group(
        Text(f"{count(measured.models, 'labeled model')}", style="bold"),
        unseen,
        _figures(measured),
        Text(f"\n{count(unfair, 'label')} of met or partial answered not met"),
        *(Padding(_confusion(name, one), (1, 0, 0, 0)) for name, one in measured.criteria.items()),
        *_disagreements("Disagreements", measured.disagreements),
        *_disagreements("Disagreements with labels of low confidence", measured.doubtful),
    )


def as_json(measured: Measured) -> str:
    """The figures and disagreements as JSON, keys sorted; shares are 0 to 1, null where nothing was to divide by."""
    criteria = {
        name: {
            "count": one.count,
            "exact_agreement": one.exact_agreement,
            "met": {
                "precision": one.precision,
                "recall": one.recall,
                "missed": one.met_missed,
                "given_wrongly": one.met_wrongly,
            },
            "kappa": one.kappa,
            "answered_not_met_unfairly": one.unfair,
            "confusion": one.confusion,
        }
        for name, one in measured.criteria.items()
    }
    content = {
        "models": measured.models,
        "unseen": measured.unseen,
        "criteria": criteria,
        "disagreements": [_compared(one) for one in (*measured.disagreements, *measured.doubtful)],
    }
    return json.dumps(content, sort_keys=True, indent=1, ensure_ascii=True) + "\n"


def _compared(one: Compared) -> dict[str, object]:
    return {
        "id": one.id,
        "criterion": one.criterion,
        "label": one.label.value.value,
        "accept": [state.value for state in State if state in one.label.right],
        "answer": one.answer.value,
        "confidence": one.label.confidence.value,
        "label_because": one.label.because,
        "answer_because": one.because,
    }
