"""Can the weights be had without asking?"""

from __future__ import annotations

from typing import Final

from auditor.answers import Answer, no, not_applicable, unknown, yes
from auditor.checks import check
from auditor.evidence import Evidence, Gate, Kind, Missing, Reason

REMEDY: Final = "Turn off gated access in the repository's settings."


@check(
    question="Can the weights be downloaded without asking for access?",
    method="We read the gate that the host reports for the repository: none, automatic approval, or approval by hand.",
    remedy=REMEDY,
    limits="A setting that the host did not tell is unknown, never taken for open.",
)
def weights_ungated(evidence: Evidence) -> Answer:  # noqa: PLR0911 - one for each way in which a place is had
    """Yes where the host says that there is no gate, no where it names one, not applicable to a folder."""
    place = evidence.place
    if place is None:
        return unknown("The repository could not be read, so its gate is not known.")
    if isinstance(place.head, Missing):
        if place.head.reason is Reason.GATED:
            return no("The host asks for access before it shows the repository.", place.cite("Gated"), remedy=REMEDY)
        return unknown("The host does not show the repository, so its gate is not known.", place.cite("Refused"))
    if place.kind is Kind.FOLDER:
        return not_applicable("A folder has no gate: that is a setting of the Hub's, once the model is published.")
    gate = place.settings.gated
    if gate is Gate.NO:
        return yes("The host says that the repository has no gate.", place.cite("Not gated"))
    if gate is Gate.UNKNOWN:
        return unknown("The host did not tell whether the files are gated.", place.cite("The repository"))
    approval = {
        Gate.AUTO: "who wants the files must log in and accept its terms",
        Gate.MANUAL: "its owner decides who may have the files",
    }
    return no(f"The repository is gated: {approval[gate]}.", place.cite(f"Gated: {gate}"), remedy=REMEDY)
