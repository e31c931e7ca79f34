from __future__ import annotations

import json
from dataclasses import replace

from auditor.addresses import HUB_JSON
from auditor.hub_state import HubState
from auditor.outputs.hub_figures import pages
from tests.outputs import acme
from tests.outputs.hub_sample import HUB


def test_the_file_holds_every_count_of_the_page() -> None:
    (file,) = pages(replace(acme.published(), hub=HUB))
    assert file.path == HUB_JSON
    assert HubState.model_validate_json(file.content) == HUB
    assert json.loads(file.content)["overall"]["criteria"]["weights"]["unknown"] == 8230


def test_without_a_census_there_is_no_file() -> None:
    assert list(pages(replace(acme.published(), hub=None))) == []
