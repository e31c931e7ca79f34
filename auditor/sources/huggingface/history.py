"""Whether commits stand in the history of a repository's main branch, where only who may write to it can put them.

That a commit can be had proves nothing: the Hub also serves those of pull requests, which anyone may open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from requests.utils import parse_header_links

from auditor.evidence import Head, Kind, Place, Ref
from auditor.sources.huggingface.info import HEX
from auditor.transport import Door, HostFailure

PAGE: Final = 1000
"""Commits that are asked for at once: the most that the Hub gives."""
MAX_PAGES: Final = 3


def on_main(ref: Ref, head: Head, wanted: Iterable[str], known: Place | None, door: Door) -> Mapping[str, bool]:
    """For each wanted commit (40 hexadecimal digits) whether main holds it; what could not be told has no key.

    What was once seen there is not asked again, nor is anything where main has not moved since.
    """
    asked = sorted(set(wanted)) if ref.kind is Kind.MODEL and not ref.branch else []
    before = known.commits if known else {}
    still = known is not None and isinstance(known.head, Head) and known.head.revision == head.revision != ""
    found = {one: before[one] for one in asked if one in before and (before[one] or still)}
    found |= {one: True for one in asked if one == head.revision}
    open_ones = [one for one in asked if one not in found]
    if not open_ones:
        return found
    seen: set[str] = set()
    complete = False
    try:
        for commits, last in _pages(ref, door):
            seen |= commits
            complete = last
            if all(one in seen for one in open_ones):
                break
    except HostFailure:
        # What was seen of main before stands; of the rest nothing is said.
        return found | {one: True for one in open_ones if one in seen}
    # A list that lacks the commit on which main stands is not the whole of its history.
    whole = complete and head.revision in seen
    return found | {one: one in seen for one in open_ones if one in seen or whole}


def _pages(ref: Ref, door: Door) -> Iterator[tuple[set[str], bool]]:
    """(commits, whether these were the last) page by page; no more where the host refuses or answers with no list."""
    url = f"{door.endpoints.hub}/api/models/{ref.name}/commits/main?limit={PAGE}"
    for _ in range(MAX_PAGES):
        reply = door.get(url)
        listed = reply.json() if reply.status == 200 else None  # noqa: PLR2004
        if not isinstance(listed, list):
            return
        ids = [one.get("id") if isinstance(one, dict) else None for one in listed]
        commits = {one for one in ids if isinstance(one, str) and HEX.fullmatch(one)}
        links = parse_header_links(reply.headers.get("link", ""))
        url = next((str(link["url"]) for link in links if link.get("rel") == "next"), "")
        # An entry that cannot be read may be the one that is looked for.
        yield commits, not url and len(commits) == len(listed)
        if not url:
            return
