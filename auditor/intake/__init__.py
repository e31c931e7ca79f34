"""An issue form's answers become one YAML file of the register, and the text of a pull request for a maintainer.

Everything of the issue is a stranger's: it is read from the event's file only, checked field by field, and shown inert.
"""

from __future__ import annotations

from auditor.intake.event import Issue, read_event
from auditor.intake.forms import Refused, read_form
from auditor.intake.proposal import Proposal, comment, proposal
from auditor.intake.wishes import wish_of
from auditor.store import BadData, Store

__all__ = ["Issue", "Proposal", "Refused", "comment", "read_event", "take_in"]


def take_in(issue: Issue, store: Store) -> Proposal | None:
    """Write or edit the one file that the issue asks for; None where it was made by none of the forms.

    Raises `Refused` with one sentence where an answer is not as allowed; then nothing is written.
    """
    filled = read_form(issue)
    if filled is None:
        return None
    wish = wish_of(issue, filled, store)
    try:
        if store.entry(wish.model) is None:
            path = store.add_entry(wish.model, wish.links)
        else:
            path = store.extend_entry(wish.model, wish.links, wish.replies)
    except BadData as error:
        raise Refused(str(error)) from error
    return proposal(issue, wish, path.relative_to(store.root).as_posix())
