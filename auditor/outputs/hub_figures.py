"""The figures of the last census as one JSON file, where there was one."""

from __future__ import annotations

import json
from collections.abc import Iterator

from auditor.addresses import HUB_JSON
from auditor.outputs import Page, Published


def pages(published: Published) -> Iterator[Page]:
    """`state-of-the-hub.json` beside the other files for programs: every count that the page's shares are made of."""
    if published.hub:
        content = json.dumps(published.hub.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
        yield Page(path=HUB_JSON, content=f"{content}\n".encode())
