"""Can anyone download all that the model, and what it is built on, was trained on?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from auditor.answers import Answer, Citation, no, unknown, yes
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.datasets import (
    Dataset,
    Openness,
    composition,
    datasets,
    held_back,
    named_only,
    own_states,
    unlinked_corpora,
)
from auditor.findings.lineage import TRAINING_DATA, State, States, joined, unnamed_base, untrained, worst_base
from auditor.findings.look import Look, in_words, look, present

ID: Final = "training_data_downloadable"
OWN: Final = (
    "Publish every dataset of the training without a gate, in the form in which it was used, and list their ids in the "
    "card's front matter (`datasets: [acme/web-corpus]`)."
)
BASE: Final = "Choose a base model whose training data is published, and name it as `base_model`."
_PLAIN: Final = {
    Openness.OPEN: "can be downloaded",
    Openness.ELSEWHERE: "can be downloaded from elsewhere through its loading script",
    Openness.SAMPLE: "is only a sample",
    Openness.GATED: "is behind a gate",
    Openness.CLOSED: "cannot be downloaded",
    Openness.GATE_UNKNOWN: "is listed, with its gate not known",
    Openness.UNKNOWN: "could not be seen",
}


@check(
    question="Can anyone download all of the training data, that of the base models included?",
    method="Each dataset that the model names is opened: it counts as downloadable when its files are listed and the "
    "host tells that there is no gate. A gated dataset, a mere sample, and a public corpus that is only named count as "
    "some. For a derivative the worst of its base models counts too; a quantization or merge takes its base's answer.",
    remedy=f"{OWN} For a derivative: {BASE[:1].lower()}{BASE[1:]}",
    limits="We do not compare a dataset's content with what was used, and we do not see a dataset that the card leaves "
    "out. A dataset on a site that we do not open is unknown.",
)
def training_data_downloadable(evidence: Evidence) -> Answer:
    """Yes for all, no with value `some` for a part, no for nothing, by the criteria's table of derivatives."""
    made_by = untrained(evidence) if present(evidence) else ""
    base = worst_base(evidence, ID, ("some",))
    own = frozenset(State) if evidence.place is None else own_states(evidence)
    result = base if made_by and base is not None else joined(own, base, TRAINING_DATA)
    if unnamed_base(evidence) and State.ALL in result:
        result = result | {State.SOME}
    found = () if made_by else datasets(evidence)
    seen = look(evidence, files=False)
    because = " ".join(_sentences(evidence, found, made_by, base))
    citations = _citations(evidence, found, seen)
    if evidence.place is None or len(result) > 1 or not citations:
        gaps = in_words(_gaps(evidence, found, base, seen))
        return unknown(f"{because} This cannot be told: {gaps}.".strip(), *citations, remedy=_remedy(base))
    match next(iter(result)):
        case State.ALL:
            return yes(because, *citations)
        case State.SOME:
            return no(because, *citations, value="some", remedy=_remedy(base))
        case State.NOTHING:
            return no(because, *citations, remedy=_remedy(base))


def _remedy(base: States | None) -> str:
    """What would turn it: the model's own data, and the base's where that is not known to be public."""
    return OWN if base is None or base == frozenset({State.ALL}) else f"{OWN} {BASE}"


def _sentences(evidence: Evidence, found: tuple[Dataset, ...], made_by: str, base: States | None) -> Iterable[str]:
    if made_by:
        yield f"The model was made by {made_by}, so its training data is that of its base."
    for openness, words in _PLAIN.items():
        such = [one for one in found if one.openness is openness]
        names = [f"{one.name} ({one.stage})" if one.stage else one.name for one in such]
        if names:
            yield f"{in_words(names)} {words if len(names) == 1 else _plural(words)}."
    if not made_by and (named := unlinked_corpora(evidence)):
        verb = "is" if len(named) == 1 else "are"
        yield f"{in_words(one.name for one in named)} {verb} named without a place where the data used can be had."
    if not made_by and held_back(evidence):
        yield "The card says of some data that it is not released."
    if not made_by and found and (table := composition(evidence)):
        yield f"The card's table of the mix lists {table.rows} sources, more than the datasets that are named."
    if not made_by and not found and not unlinked_corpora(evidence):
        words = in_words(one.name for one in named_only(evidence))
        yield f"{words} is named, by no link or id." if words else "No dataset is named as training data."
    if base is not None and len(base) == 1:
        shown = {State.ALL: "is public", State.SOME: "is public in part", State.NOTHING: "is not public"}
        yield f"The training data of {_bases(evidence)} {shown[next(iter(base))]}."


def _plural(words: str) -> str:
    for one, many in (("is ", "are "), ("its ", "their ")):
        words = words.replace(one, many)
    return words


def _bases(evidence: Evidence) -> str:
    ids = evidence.base_ids
    return f"the base model {ids[0]}" if len(ids) == 1 else f"the base models {in_words(ids)}, the worst counted,"


def _gaps(evidence: Evidence, found: tuple[Dataset, ...], base: States | None, seen: Look) -> Iterable[str]:
    yield from seen.gaps
    for one in found:
        if len(one.states) > 1:
            yield f"{one.name}: {one.why}"
    if not found and not unlinked_corpora(evidence):
        yield from (f"where {one.name} can be had was not found" for one in named_only(evidence)[:3])
    if unnamed_base(evidence):
        yield "the card says that the model was made from another, and names none by its id"
    if base is not None and len(base) > 1:
        yield f"the training data of {_bases(evidence).rstrip(',')} is not known"
    if not seen.gaps and not any(len(one.states) > 1 for one in found) and (base is None or len(base) == 1):
        yield "nothing that could be cited was seen"


def _citations(evidence: Evidence, found: tuple[Dataset, ...], seen: Look) -> tuple[Citation, ...]:
    place = present(evidence)
    cited = [citation for one in found[:20] for citation in one.citations]
    if place:
        cited += [place.cite_card(f"Names {one.name}", one.line) for one in unlinked_corpora(evidence)[:5]]
        if not found and not unlinked_corpora(evidence):
            cited += [place.cite_card(f"Names {one.name}", one.line) for one in named_only(evidence)[:3]]
        cited += [place.cite_card("Says that data is not released", line) for line in held_back(evidence)[:2]]
        table = composition(evidence)
        cited += [place.cite_card("The table of the mix", table.line)] if table else []
    for base in evidence.base_ids:
        answer = evidence.bases.get(base, {}).get(ID)
        cited += answer.citations[:3] if answer else ()
    return tuple(dict.fromkeys(cited or seen.citations))
