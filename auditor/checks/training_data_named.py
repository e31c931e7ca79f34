"""Does the model say on which datasets it was trained?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, not_applicable, yes
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.datasets import corpora, datasets, named_only
from auditor.findings.lineage import untrained
from auditor.findings.look import in_words, look, present

REMEDY: Final = (
    "Name every dataset of the training in the card's front matter, for example `datasets: [acme/web-corpus]`, and say "
    "in the text what each was used for."
)


@check(
    question="Does the model name the datasets that it was trained on?",
    method="We read the datasets of the card's front matter and tags, the datasets that the card or a curator links as "
    "training data, and well-known corpora that the card names in a sentence or section about training.",
    remedy=REMEDY,
    limits="A name that our vocabulary does not know and that carries no link is recognised only in a sentence such as "
    "'trained on the Acme Web dataset'. Entries that name no dataset (`generator`, `None`) do not count.",
)
def training_data_named(evidence: Evidence) -> Answer:
    """Yes with the names as value; not applicable where nothing was trained."""
    place = present(evidence)
    found = datasets(evidence)
    named = (*corpora(evidence), *named_only(evidence))
    if found or (named and place):
        names = [*(one.name for one in found), *(one.name for one in named)]
        citations = [one.citations[0] for one in found[:10]]
        if place:
            citations += [place.cite_card(f"Names {one.name}", one.line) for one in named[:10]]
        return yes(f"The model names {in_words(names)} as training data.", *citations, value=", ".join(names[:50]))
    if (what := untrained(evidence)) and place:
        return not_applicable(f"The model was made by {what}, without a training of its own.")
    seen = look(evidence, files=False)
    return seen.deny("Neither the card nor the tags name a dataset that the model was trained on.", remedy=REMEDY)
