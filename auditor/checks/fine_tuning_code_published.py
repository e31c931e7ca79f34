"""Is the code published with which this model was trained or fine-tuned?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from auditor.answers import Answer, yes
from auditor.card import Role
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.claims import frameworks, written_config
from auditor.findings.holdings import Holding, holdings, looked_through, nearest, too_small
from auditor.findings.listing import having
from auditor.findings.look import in_words, linked_once, look, present
from auditor.findings.scripts import Code, Fit, Purpose
from auditor.reading.files import is_ambiguous_config, is_merge_recipe

ROLES: Final = (Role.FINE_TUNING_CODE, Role.TRAINING_CODE, Role.CODE)
DEDICATED: Final = (Role.FINE_TUNING_CODE, Role.TRAINING_CODE)
REMEDY: Final = (
    "Publish the training script and the configuration of this very run, in this repository or on GitHub, and link "
    "them from the card below a heading such as Training code."
)


@check(
    question="Is the code published with which this model was trained or fine-tuned?",
    method="We look for training scripts and configurations in the model's repository, on the card (a configuration "
    "written out for a named framework) and in the linked code repositories, and tell by their paths, names and owners "
    "whether they are this model's. Examples and code of other models count in part. A public framework that is named "
    "counts only together with the settings that were used.",
    remedy=REMEDY,
    limits="We read file names and sizes, not code: whether a configuration is the one of the final run is not seen.",
)
def fine_tuning_code_published(evidence: Evidence) -> Answer:
    """Yes; no with value `part` (code not told to be this model's) or `framework` (a public one is named)."""
    best = nearest(_held(evidence))
    if best and best.code.fit >= Fit.FAMILY:
        code = best.code
        return yes(f"{best.where} holds training code, such as {code.paths[0]}: {code.why}.", *best.citations)
    if config := written_config(evidence):
        return yes("The card holds the training configuration itself, for a framework that it names.", config)
    seen = look(evidence, *ROLES).lacking(*too_small(evidence, Purpose.TRAINING, *ROLES))
    if best:
        code, found = best.code, f"{best.where} holds training code, such as {best.code.paths[0]}"
        sentence = f"{found}, but not this model's: {code.why}."
        return seen.deny(sentence, *best.citations, value="part", remedy=REMEDY)
    named = frameworks(evidence)
    if named:
        names = in_words(name for name, _ in named)
        sentence = f"The public framework {names} is named, but no script or configuration of this training was seen."
        # A repository that is linked as the training code and was not opened may hold all of it.
        value = "" if _unopened(evidence) else "framework"
        return seen.deny(sentence, *(cited for _, cited in named[:4]), value=value, remedy=REMEDY)
    sentence = f"We looked at {in_words(seen.seen)}{looked_through(evidence, *ROLES)} and found no training code."
    return seen.lacking(*_ambiguous(evidence)).deny(sentence, remedy=REMEDY)


def _held(evidence: Evidence) -> Iterator[Holding]:
    if place := present(evidence):
        recipes = tuple(file.path for file in having(place, is_merge_recipe))
        if recipes:
            code = Code(fit=Fit.OURS, paths=recipes, why="it is the recipe of this merge")
            cited = tuple(place.cite_file(path, "Training code") for path in recipes)
            yield Holding(code=code, where="The model's own repository", citations=cited)
    yield from holdings(evidence, Purpose.TRAINING, roles=ROLES, dedicated=DEDICATED)


def _unopened(evidence: Evidence) -> bool:
    tools = evidence.rules.vocabulary.generic_repositories
    return any(
        place is None and link.ref is not None and link.ref.name.lower() not in tools
        for link, place in linked_once(evidence, *DEDICATED)
    )


def _ambiguous(evidence: Evidence) -> tuple[str, ...]:
    place = present(evidence)
    paths = [file.path for file in having(place, is_ambiguous_config)] if place else []
    return (f"{paths[0]} may be the configuration of the training, and was not read",) if paths else ()
