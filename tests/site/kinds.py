"""One page of each kind: what every test of the built site walks through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import pytest

KINDS: Final[Mapping[str, str]] = {
    "home": "",
    "models": "models/",
    "choosing": "choose/",
    "compare": "compare/",
    "scorecard": "models/acme/lantern-1.5b-chat/",
    "unseen": "models/acme/README--/",
    "hostile": "models/acme/_x_-1.0/",
    "families": "families/",
    "family": "families/acme/lantern-1.5b/",
    "hostile family": "families/acme/root_of_evil/",
    "definitions": "definitions/",
    "definition": "definitions/five-and-license/",
    "ladder": "definitions/acme-ladder/",
    "mean": "definitions/acme-index/",
    "disagreement": "definitions/where_they_disagree/",
    "license sets": "definitions/license_sets/",
    "checks": "checks/",
    "check": "checks/weights_ungated/",
    "judging": "how-we-judge/",
    "accuracy": "how-right-are-we/",
    "learn": "learn/",
    "ten criteria": "learn/osd/",
    "license guide": "learn/licenses/",
    "fairness": "fairness/",
    "corrections": "corrections/",
    "changes": "changes/",
    "data": "data/",
    "state of the Hub": "state-of-the-hub/",
    "contribute": "contribute/",
    "census": "census/",
    "security": "security/",
    "scale": "scale/",
    "not found": "404.html",
}
"""Name of the kind -> the path of one such page of the sample site, without a slash in front."""

every_kind = pytest.mark.parametrize("path", KINDS.values(), ids=KINDS.keys())
