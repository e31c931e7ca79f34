"""The Hub's list of an owner's repositories: one request tells the heads of up to a thousand."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final
from urllib.parse import urlencode

from pydantic import ValidationError

from auditor.card import CardState
from auditor.evidence import Gate, Head, Kind, Place, Ref, Snapshot
from auditor.sources import Listed
from auditor.sources.huggingface.info import Info, head_of
from auditor.transport import Door, HostFailure, Reply

MOST: Final = 1000
"""Repositories of one page, the most that the Hub gives."""
FIELDS: Final = ("sha", "gated", "private", "disabled")
"""What a head needs. Source: the Hub's documentation of `expand`, which allows these for models and for datasets."""


def listed_under(ref: Ref, known: Place | None, reading: str) -> str:
    """`model/acme` for a place that the list of acme's models may show to be unchanged, else empty.

    A place that was never seen whole, that was renamed, or whose link names a revision has to be asked itself.
    """
    head = known.head if known else None
    if "/" not in ref.name or ref.branch or known is None or not isinstance(head, Head):
        return ""
    if head.name.casefold() != ref.name.casefold() or not still_stands(known.snapshot, head.revision, reading):
        return ""
    # As the Hub itself spells the owner: nothing says that it finds one by another spelling.
    return f"{ref.kind}/{head.name.partition('/')[0]}"


def still_stands(snapshot: Snapshot | None, revision: str, reading: str) -> bool:
    """True where asking again could show nothing new: same commit, same rules, and nothing had been left open."""
    return bool(
        snapshot
        and revision
        and snapshot.revision == revision
        and snapshot.reading == reading
        and snapshot.complete
        and snapshot.card_state is not CardState.NOT_READ
    )


def settles(told: Head, known: Place, reading: str) -> bool:
    """True where a list's head shows an unchanged commit and no setting is lacking that we knew already."""
    if not isinstance(known.head, Head) or not still_stands(known.snapshot, told.revision, reading):
        return False
    now, before = told.settings, known.head.settings
    return not (
        (now.gated is Gate.UNKNOWN and before.gated is not Gate.UNKNOWN)
        or (now.private is None and before.private is not None)
        or (now.disabled is None and before.disabled is not None)
        or (not told.identity and known.head.identity)
    )


def heads(under: str, names: Collection[str], door: Door) -> Listed:
    """Read the list that `listed_under` named, page by page, until it has told of all `names` but one.

    What is left then is one request each, which further pages might not be; for the same reason no more pages are read
    than there are names. Raises `HostFailure` where the first page could not be had or read.
    """
    kind, _, owner = under.partition("/")
    query = [("author", owner), ("limit", str(MOST)), *(("expand[]", field) for field in FIELDS)]
    address = f"{door.endpoints.hub}/api/{Kind(kind)}s?{urlencode(query)}"
    found: dict[str, Head] = {}
    wanted = {name.lower() for name in names}
    pages = 0
    while address and pages < max(1, len(wanted)) and (not pages or len(wanted - found.keys()) > 1):
        before = len(found)
        try:
            reply = door.get(address)
            entries = list(_entries(reply))
        except HostFailure:
            if not pages:
                raise
            return Listed(heads={name: found[name] for name in wanted & found.keys()})
        for head in entries:
            # A list sorted by what changes meanwhile may tell of one twice: the first stands.
            found.setdefault(head.name.lower(), head)
        pages, address = pages + 1, reply.next_page
        if len(found) == before:
            break
    absent = wanted - found.keys()
    # A list that knows none of ours shall not be asked again before there are more of them.
    in_vain = len(wanted) if absent == wanted else int(bool(address) and len(absent) > 1)
    return Listed(heads={name: found[name] for name in wanted & found.keys()}, pages=pages + in_vain)


def _entries(reply: Reply) -> Iterator[Head]:
    rows = reply.json() if reply.status == 200 else None  # noqa: PLR2004
    if not isinstance(rows, list):
        raise HostFailure(f"the Hub answered with status {reply.status} for a list, or with something that is none")
    for row in rows[:MOST]:
        try:
            one = Info.model_validate(row)
        except (ValidationError, RecursionError):
            continue  # an entry of another shape tells nothing: its repository is asked itself
        if one.id:
            yield head_of(one, reply.observed)
