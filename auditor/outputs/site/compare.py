"""The page that sets two to four models beside each other; its script reads the published JSON of each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from auditor.addresses import FOLDER_INDEXES
from auditor.definitions import Definition
from auditor.evidence import PART
from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page
from auditor.outputs.site.standing import definitions_by_id, section
from auditor.wording import STATE_WORDS, VERDICT_WORDS, plain

PATH: Final = "compare/index.md"
MOST: Final = 4
"""Models side by side: more columns than that are not read."""


def _definition(definition: Definition) -> Mapping[str, Any]:
    return {
        "id": definition.id,
        "title": plain(definition.title, 200),
        "anchor": section(definition.id),
        "levels": {one.id: plain(one.title, 200) for one in definition.levels},
    }


def _words(published: Published) -> Mapping[str, Any]:
    """What the script says with: the words of states and verdicts, definitions and rungs by their titles."""
    return {
        "states": {state.value: word for state, word in STATE_WORDS.items()},
        "verdicts": {verdict.value: word for verdict, word in VERDICT_WORDS.items()},
        "definitions": [_definition(one) for one in definitions_by_id(published).values()],
        "indexes": FOLDER_INDEXES,
        "part": PART,
        "most": MOST,
    }


def pages(published: Published) -> Iterator[Page]:
    """`compare/index.md`, and the ids that its script offers. Those are no part of the API, whose form is promised."""
    data = {"words": json.dumps(_words(published), ensure_ascii=False)}
    lead = "Two to four models side by side: what each publishes, by every definition, and where they differ."
    yield data_page(PATH, template="compare.html", title="Compare models", lead=lead, data=data)
    ids = json.dumps({"models": [report.id for report in published.reports]}, indent=0, ensure_ascii=True)
    yield Page(path="compare/models.json", content=f"{ids}\n".encode())
