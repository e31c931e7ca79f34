"""Where a renamed model's scorecard was: a page that leads to where it is."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Final

from auditor.addresses import SITE, scorecard_path
from auditor.outputs import Page, Published, former

_PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="refresh" content="0; url={href}">
<title>{new}: moved - Openness Auditor</title>
<link rel="canonical" href="{address}">
</head>
<body>
<main>
<h1>{old} is called {new} now</h1>
<p>The Hub renamed the model. <a href="{href}">Go to its scorecard</a></p>
</main>
</body>
</html>
"""


def pages(published: Published) -> Iterator[Page]:
    """`models/OWNER/NAME/index.html` of each former id of a model."""
    for report in published.reports:
        path = scorecard_path(report.id)
        for name in former(report, published):
            told = {
                "old": name,
                "new": report.id,
                "href": f"../../../{path}/",
                "address": f"{SITE}/{path}/",
            }
            content = _PAGE.format_map({key: escape(value) for key, value in told.items()})
            yield Page(path=f"{scorecard_path(name)}/index.html", content=content.encode())
