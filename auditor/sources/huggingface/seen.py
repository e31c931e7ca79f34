"""From the Hub's answer about a repository to a snapshot: alike for one that was asked and for a row of a file."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.card import Card, CardState
from auditor.evidence import File, Head, ReadFile, Reported, Snapshot
from auditor.reading.declared import declared
from auditor.sources.huggingface.info import MAX_FILES, Info, files_of, profile_of, told_of


def listing_of(info: Info) -> tuple[tuple[File, ...] | None, bool]:
    """(files, whether they are the whole list) as the answer tells them."""
    return bounded(files_of(info), complete=info.siblings is not None)


def bounded(files: tuple[File, ...] | None, *, complete: bool) -> tuple[tuple[File, ...] | None, bool]:
    """At most `MAX_FILES`; what is longer is a part."""
    return (files[:MAX_FILES], False) if files is not None and len(files) > MAX_FILES else (files, complete)


def snapshot_of(  # noqa: PLR0913 - one named argument for each part of a repository that is asked for apart
    info: Info,
    head: Head,
    *,
    reading: str,
    files: tuple[File, ...] | None,
    complete: bool,
    card: Card | None,
    card_state: CardState,
    branches: tuple[str, ...] | None = None,
    read: tuple[ReadFile, ...] = (),
    reported: Iterable[Reported] = (),
) -> Snapshot:
    """What was seen of a repository, with the places that its front matter, tags and files declare."""
    profile = profile_of(info)
    return Snapshot(
        revision=head.revision,
        observed=head.observed,
        reading=reading,
        profile=profile,
        files=files,
        complete=complete,
        branches=branches,
        card=card,
        card_state=card_state,
        read=read,
        reported=tuple(reported),
        links=tuple(declared(card, profile.tags, read, told_of(info))),
    )
