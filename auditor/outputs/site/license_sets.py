"""The license sets that definitions ask for, with every license in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from auditor.definitions import Rule
from auditor.outputs import Page, Published
from auditor.outputs.site.datapage import data_page
from auditor.outputs.site.steps import SETS_PATH, set_link
from auditor.rules import Licenses
from auditor.wording import count, plain


def _asking(published: Published) -> Mapping[str, tuple[Rule, list[Mapping[str, str]]]]:
    """Set name -> one rule that asks for it, and the definitions that do, in their order."""
    found: dict[str, tuple[Rule, list[Mapping[str, str]]]] = {}
    for definition in published.definitions:
        link = {"title": plain(definition.title, 200), "href": f"definitions/{definition.id}/"}
        for requirement in definition.requirements:
            for rule in (leaf for one in requirement.rules() for leaf in one.leaves() if leaf.within):
                _, asking = found.setdefault(rule.within or "", (rule, []))
                if link not in asking:
                    asking.append(link)
    return found


def _rows(published: Published, licenses: Licenses) -> Iterator[Mapping[str, Any]]:
    for name, (rule, asking) in _asking(published).items():
        ids = sorted(licenses.within(name) if name in licenses.sets else rule.accepts, key=str.casefold)
        title = set_link(name, licenses)["title"]
        yield {
            "id": name,
            "title": f"{title[:1].upper()}{title[1:]}",
            "count": count(len(ids), "license"),
            "licenses": [plain(one, 80) for one in ids],
            "asking": asking,
        }


def page(published: Published, licenses: Licenses) -> Page:
    """`definitions/license_sets.md`."""
    return data_page(
        f"{SETS_PATH}.md",
        template="license_sets.html",
        title="License sets",
        lead="Which licenses count where a definition asks for a kind of license.",
        data={"rows": list(_rows(published, licenses))},
    )
