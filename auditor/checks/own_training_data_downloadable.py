"""Can anyone download all data of the model's own training, whatever its base models were trained on?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, no, not_applicable, unknown, yes
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.datasets import datasets, own_states, unlinked_corpora
from auditor.findings.lineage import State, untrained
from auditor.findings.look import counted, in_words, look, present

REMEDY: Final = (
    "Publish every dataset of this model's own training without a gate, and list their ids in the card's front matter "
    "(`datasets: [acme/web-corpus]`)."
)


@check(
    question="Can anyone download all data of the model's own training?",
    method="As for all training data, without that of the base models. A quantization, conversion or merge has no "
    "training of its own.",
    remedy=REMEDY,
    limits="As for all training data: contents are not compared with what was used.",
)
def own_training_data_downloadable(evidence: Evidence) -> Answer:
    """Yes for all, no with value `some` for a part; not applicable without a training of its own."""
    if present(evidence) and (made_by := untrained(evidence)):
        return not_applicable(f"The model was made by {made_by}: it has no training of its own.")
    if evidence.place is None:
        return unknown("The repository could not be read.", remedy=REMEDY)
    states, found = own_states(evidence), datasets(evidence)
    cited = tuple(dict.fromkeys(citation for one in found[:20] for citation in one.citations))
    cited = cited or look(evidence, files=False).citations
    named = in_words([*(one.name for one in found), *(one.name for one in unlinked_corpora(evidence))])
    if len(states) > 1 or not cited:
        what = f"of {named}" if named else "because the card could not be read whole"
        return unknown(f"This cannot be told {what}.", *cited, remedy=REMEDY)
    match next(iter(states)):
        case State.ALL:
            return yes(
                f"Of the model's own training {counted(len(found), 'dataset')} can be downloaded: {named}.", *cited
            )
        case State.SOME:
            return no(f"Of {named} a part can be downloaded as it was used.", *cited, value="some", remedy=REMEDY)
        case State.NOTHING:
            sentence = f"{named} cannot be downloaded." if named else "No dataset of the model's own training is named."
            return no(sentence, *cited, remedy=REMEDY)
