"""Does a derivative say what it is built on?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, not_applicable, unknown, yes
from auditor.card import Role
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.listing import having
from auditor.findings.look import cue_lines, in_words, linked_once, look, present
from auditor.reading.files import is_adapter, is_merge_recipe

REMEDY: Final = (
    "Name the base model and the relation in the card's front matter: `base_model: acme/open-7b` and "
    "`base_model_relation: finetune`."
)


@check(
    question="Does the model say which models it is built on?",
    method="We read `base_model` in the card's front matter, the repository's tags and an adapter's configuration. "
    "A model that shows no sign of being a derivative needs none.",
    remedy=REMEDY,
    limits="A derivative that says nothing at all of its origin cannot be told from a model trained from scratch.",
    reads=(r"^adapter_config\.json$",),
)
def base_models_named(evidence: Evidence) -> Answer:
    """Yes with the bases, no for a derivative that names none, not applicable without a sign of one."""
    place = present(evidence)
    links = linked_once(evidence, Role.BASE_MODEL)
    if links and place:
        names = [link.ref.name if link.ref else link.url[:80] for link, _ in links]
        cited = (evidence.cite_link(link, "Names the base model") for link, _ in links[:5])
        return yes(f"The model is built on {in_words(names)}.", *cited)
    seen = look(evidence)
    signs = _signs(evidence)
    if signs:
        return seen.deny(f"{signs}, but no base model is named.", remedy=REMEDY)
    if place and cue_lines(place.card, "derivation"):
        # Words of derivation may speak of other models: of those made from this one, say.
        sentence = "The card speaks of one model made from another; whether this one is could not be told."
        return unknown(sentence, *seen.citations, remedy=REMEDY)
    if seen.whole and place:
        return not_applicable("Nothing says that the model is built on another one.")
    return seen.untold()


def _signs(evidence: Evidence) -> str:
    place = present(evidence)
    if place is None:
        return ""
    if having(place, is_adapter):
        return "The weights are an adapter"
    if having(place, is_merge_recipe):
        return "The model is a merge"
    return ""
