"""One report for the terminal, as Markdown and as JSON: what `auditor audit` prints."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Final

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from auditor.answers import Citation
from auditor.definitions import Definition
from auditor.inert import inert
from auditor.report import Report
from auditor.score import Result, Scorecard, State
from auditor.wording import (
    STATE_SIGNS,
    STATE_WORDS,
    chosen,
    count,
    day,
    looked_at,
    parameters,
    pin,
    plain,
    short,
    standing_words,
    task_words,
    web_href,
)

_STYLES: Final = {State.MET: "green", State.PARTIAL: "yellow", State.NOT_MET: "red", State.UNKNOWN: "bright_black"}
_CITATIONS: Final = 4
"""Citations that are shown of one criterion in the terminal; the JSON has them all."""


def _head(report: Report) -> str:
    """The plain facts of a model on one line."""
    about = (
        task_words(report.task),
        parameters(report.parameters),
        plain(report.license, 80),
        f"observed {day(report.observed)}",
        f"commit {short(report.revision)}" if short(report.revision) else "commit not known",
    )
    return ", ".join(part for part in about if part)


def _opened(citation: Citation) -> str:
    return pin(citation) + ("" if citation.opened else ", not opened")


def _standings(report: Report, definitions: Iterable[Definition]) -> Iterator[tuple[str, State, str]]:
    """By every definition: its title with the version, the state to show, and where the model stands in words."""
    by_id = {(one.id, one.version): one for one in definitions}
    for card in report.scorecards:
        words = standing_words(card, by_id.get((card.definition, card.version)))
        yield f"{plain(card.title, 200)}, version {card.version}", State(card.verdict.value), words


def _strip(card: Scorecard) -> Text:
    """The row of signs, with the words that say the same."""
    row = Text()
    for result in card.results:
        row.append(f"{STATE_SIGNS[result.state]} ", style=_STYLES[result.state])
    return row.append(f" {card.in_words()}", style="bold")


def _criterion(result: Result) -> Iterator[RenderableType]:
    """A criterion: its sign, word and title, why, the citations, and what would turn it.

    An address stands on a line of its own that is never folded, so that it can be copied and followed.
    """
    title = Text(f"{STATE_SIGNS[result.state]} {plain(result.title, 200)}: ", style="bold")
    yield title.append(STATE_WORDS[result.state], style=_STYLES[result.state])
    yield Padding.indent(Text(plain(result.because)), 2)
    for citation in result.citations[:_CITATIONS]:
        yield Padding.indent(Text(f"{plain(citation.shows)} ({_opened(citation)})", style="dim"), 4)
        yield Text(f"    {plain(citation.url)}", style="blue", no_wrap=True, overflow="ignore")
    if len(result.citations) > _CITATIONS:
        yield Text(f"    and {count(len(result.citations) - _CITATIONS, 'more citation')}", style="dim")
    for remedy in result.remedies:
        yield Padding.indent(Text("Would turn it: ", style="bold").append(plain(remedy)), 2)
    yield Text()


def as_terminal(
    report: Report, *, definition: str | None = None, definitions: Iterable[Definition] = ()
) -> RenderableType:
    """What rich prints: the strip and the criteria by one definition, the first where None, and a line for each.

    `definitions` give the rungs of ladders their titles. To be printed with `crop=False`, which leaves the addresses
    whole. Foreign text is `Text`, so rich's markup in it stays text, and control characters are gone. An unknown
    definition raises `KeyError`.
    """
    card = chosen(report, definition)
    about = (Text(plain(report.id), style="bold"), Text(_head(report), style="dim"), Text(looked_at(report)))
    criteria = (line for result in card.results for line in _criterion(result))
    standings = (
        Text().append(f"{STATE_SIGNS[state]} ", style=_STYLES[state]).append(f"{title}: ").append(words, style="bold")
        for title, state, words in _standings(report, definitions)
    )
    judged = Text(f"By {plain(card.title)}:")
    return Group(*about, Text(), *standings, Text(), judged, _strip(card), Text(), *criteria)


def _cited(citation: Citation) -> str:
    # Parentheses would end the link's target.
    href = web_href(citation.url).replace("(", "%28").replace(")", "%29")
    shows = inert(citation.shows)
    return f"[{shows}](<{href}>) ({_opened(citation)})" if href else f"{shows} ({_opened(citation)})"


def _sections(card: Scorecard) -> Iterator[str]:
    for result in card.results:
        yield f"## {STATE_SIGNS[result.state]} {inert(result.title)}: {STATE_WORDS[result.state]}\n"
        yield f"{inert(result.because)}\n"
        lines = [f"- {_cited(citation)}" for citation in result.citations]
        lines += [f"- Would turn it: {inert(remedy)}" for remedy in result.remedies]
        if lines:
            yield "\n".join(lines) + "\n"


def as_markdown(report: Report, *, definition: str | None = None, definitions: Iterable[Definition] = ()) -> str:
    """The report as Markdown for an issue or a summary, by one definition, the first where None.

    `definitions` give the rungs of ladders their titles. Foreign text is inert in it; links lead to http(s) only. An
    unknown definition raises `KeyError`.
    """
    card = chosen(report, definition)
    signs = " ".join(STATE_SIGNS[result.state] for result in card.results)
    standings = [
        f"- {STATE_SIGNS[state]} {inert(title)}: **{inert(words)}**"
        for title, state, words in _standings(report, definitions)
    ]
    head = [
        f"# {inert(report.id)}\n",
        f"{inert(_head(report))}\n",
        f"{inert(looked_at(report))}\n",
        "\n".join(standings) + "\n",
        f"By {inert(card.title)}: {signs} **{card.in_words()}**\n",
    ]
    return "\n".join([*head, *_sections(card)])


def as_json(report: Report) -> str:
    """The report as JSON, keys sorted and all but ASCII escaped; ends with a newline."""
    return json.dumps(report.model_dump(mode="json"), sort_keys=True, indent=1, ensure_ascii=True) + "\n"
