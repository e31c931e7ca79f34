"""Which license governs the weights?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, yes
from auditor.checks import check
from auditor.evidence import Evidence
from auditor.findings.look import look
from auditor.findings.terms import governing, restricting_base, statements, unread_text
from auditor.rules import Standing

REMEDY: Final = (
    "State the license in the card's front matter (`license: apache-2.0`) and put its text beside the weights as "
    "LICENSE."
)


@check(
    question="Is a license for the weights stated, and which one governs?",
    method="We read the card's front matter and the repository's tags, where both are silent the card's sentences, and "
    "the license text. The text outweighs the tag; where a base model's license is restricted and the model's own is "
    "not, the base's governs.",
    remedy=REMEDY,
    limits="Sentences are not weighed against a license that is declared. A license file that was not recognised "
    "leaves the stated one standing.",
)
def weights_licensed(evidence: Evidence) -> Answer:
    """Yes with the id of the governing license as value."""
    licenses = evidence.rules.licenses
    own = governing(evidence)
    if own is None:
        seen = look(evidence)
        sentence = "No license for the weights is stated in the card, the tags or a file."
        return seen.lacking(*unread_text(evidence)).deny(sentence, remedy=REMEDY)
    cited = tuple(one.citation for one in statements(evidence))
    name = licenses.describe(own.id).name
    base = restricting_base(evidence)
    if base and own.standing is not Standing.RESTRICTED:
        base_id, answer = base
        sentence = (
            f"The model is stated to be under {name}, but its base model {base_id} is under "
            f"{licenses.describe(answer.value).name}, which governs."
        )
        return yes(sentence, *cited, *answer.citations[:2], value=answer.value)
    return yes(f"The weights are under {name}, by {own.where}.", *cited, value=own.id)
