"""Can anyone have the data with which the model was evaluated?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.answers import Answer, Citation, yes
from auditor.card import Role, Where, as_name
from auditor.checks import check
from auditor.evidence import Evidence, Gate, Head, Link, Place
from auditor.findings.claims import mentions
from auditor.findings.datasets import named_links
from auditor.findings.look import in_words, link_gaps, link_name, linked_once, look, present
from auditor.reading.files import data_files
from auditor.rules import KnownName, NameKind

_EVALUATES: Final = frozenset({"evaluation", "evaluation_code"})
REMEDY: Final = (
    "Link every evaluation set from the card's section on evaluation, and publish your own without a gate on the Hub."
)


@check(
    question="Is the data published with which the model was evaluated?",
    method="We open the datasets that the card or a curator links for the evaluation, and those of its results in the "
    "front matter that are linked elsewhere on the card: they count when their files are listed without a gate. "
    "Benchmarks that are only named count in part.",
    remedy=REMEDY,
    limits="A benchmark that is named is mostly public, but which version and split was used is not told by its name. "
    "Evaluation sets that the card leaves out are not seen.",
)
def evaluation_data_published(evidence: Evidence) -> Answer:
    """Yes; no with value `some` where a part is open, `named` where benchmarks are only named."""
    place = present(evidence)
    found = tuple(_linked(evidence)) if place else ()
    opened = [(link, target) for link, target in found if _is_open(target)]
    cited = tuple(one for link, target in found[:10] for one in _cite(evidence, link, target))
    names = in_words(link_name(link) for link, _ in opened)
    named = dict(_named(evidence, place)) if place else {}
    for link, _ in found:
        named = {name: cite for name, cite in named.items() if not _is_benchmark(evidence, name, link)}
    if found and len(opened) == len(found) and not named:
        verb = "is" if len(opened) == 1 else "are"
        return yes(f"{names} {verb} linked for the evaluation and can be downloaded.", *cited)
    seen = look(evidence, files=False)
    gaps = tuple(gap for link, target in found if not _is_open(target) for gap in _gaps(link, target))
    seen = seen.lacking(*gaps)
    if opened:
        rest = in_words([*(link_name(link) for link, target in found if not _is_open(target)), *named])
        sentence = f"{names} can be downloaded; of {rest} no open place is linked."
        return seen.deny(sentence, *cited, value="some", remedy=REMEDY)
    if named:
        sentence = f"{in_words(named)} {'is' if len(named) == 1 else 'are'} named, without a place of the data."
        return seen.deny(sentence, *cited, *dict.fromkeys(named.values()), value="named", remedy=REMEDY)
    if found:
        sentence = f"{in_words(link_name(link) for link, _ in found)} cannot be downloaded by anyone."
        return seen.deny(sentence, *cited, remedy=REMEDY)
    return seen.deny("No evaluation set is named or linked.", remedy=REMEDY)


def _linked(evidence: Evidence) -> Iterator[tuple[Link, Place | None]]:
    """Datasets linked for the evaluation, and other linked ones whose name a result in the front matter has."""
    seen: set[str] = set()
    for link, target in linked_once(evidence, Role.EVALUATION_DATA):
        seen.add(link_name(link).lower())
        yield link, target
    place = present(evidence)
    reported = {as_name(name) for name in _of_results(place)} if place else set()
    for link, target in named_links(evidence):
        name = link_name(link)
        if name.lower() not in seen and {as_name(name), as_name(name.rpartition("/")[2])} & reported:
            yield link, target


def _is_open(target: Place | None) -> bool:
    if target is None or not isinstance(target.head, Head) or target.settings.private or target.settings.disabled:
        return False
    return target.settings.gated is Gate.NO and bool(data_files(target.listing))


def _gaps(link: Link, target: Place | None) -> tuple[str, ...]:
    if gaps := link_gaps(link, target):
        return gaps
    unknown_gate = target is not None and isinstance(target.head, Head) and target.settings.gated is Gate.UNKNOWN
    return (f"whether {link_name(link)} is behind a gate is not known",) if unknown_gate else ()


def _cite(evidence: Evidence, link: Link, target: Place | None) -> tuple[Citation, ...]:
    name = link_name(link)
    stated = evidence.cite_link(link, f"Links {name}", opened=target is not None)
    return (stated, target.cite_listing(f"Files of {name}")) if target else (stated,)


def _of_results(place: Place) -> tuple[str, ...]:
    """The names of the datasets of the results in the front matter, each once."""
    rows = place.card.front_matter.values.get("model-index") if place.card else None
    found = (row.get("dataset") for row in rows if isinstance(row, dict)) if isinstance(rows, list) else ()
    return tuple(dict.fromkeys(name for name in found if isinstance(name, str) and name.strip()))


def _named(evidence: Evidence, place: Place) -> Iterator[tuple[str, Citation]]:
    """The public benchmarks that the card names, with where."""
    told = mentions(place.card, NameKind.BENCHMARK)
    below = {one.name for one in told if _EVALUATES & {*one.cues, *one.heading_cues}}
    for one in told:
        # The names of some are common words: one that stands alone counts only in a table or a sentence about it.
        alone = len(below) == 1 and not _EVALUATES & set(one.cues)
        if one.where is Where.TABLE or (one.name in below and not alone):
            yield one.name, place.cite_card(f"Names {one.name}", one.line)
    line = place.card.front_matter.lines.get("model-index", 0) if place.card else 0
    known = evidence.rules.vocabulary.benchmarks
    for stated in _of_results(place):
        for benchmark in known:
            if as_name(stated).startswith(_spellings(benchmark)):
                yield benchmark.name, place.cite_card("Results in the front matter", line)


def _is_benchmark(evidence: Evidence, name: str, link: Link) -> bool:
    """True where a linked dataset is the benchmark of this name."""
    known = (one for one in evidence.rules.vocabulary.names if one.kind is NameKind.BENCHMARK and one.name == name)
    return any(spelling in as_name(link_name(link)) for one in known for spelling in _spellings(one))


def _spellings(benchmark: KnownName) -> tuple[str, ...]:
    return tuple(as_name(one) for one in (benchmark.name, *benchmark.aliases))
