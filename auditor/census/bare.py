"""Places and evidence whose citations are not written out: a census keeps outcomes, and addresses cost time.

The checks run as they are; only what they hand on as citations is one and the same.
"""

from __future__ import annotations

from functools import cached_property
from typing import Final

from auditor.answers import Citation
from auditor.evidence import Evidence, Link, Place


class _Bare(Citation):
    """Compared as the one that it is."""

    __hash__ = object.__hash__

    def __eq__(self, other: object) -> bool:
        return self is other


def _bare(url: str) -> Citation:
    return _Bare.made({"url": url, "shows": "", "revision": "", "sha256": "", "opened": True})


SEEN: Final = _bare("")
"""Stands for every citation of a base model's answers."""


class BarePlace(Place):
    """A place that cites its page and no more: whose page it is, a check may ask."""

    @cached_property
    def seen(self) -> Citation:
        """Stands for every citation of the place."""
        return _bare(self.page)

    def cite(self, shows: str) -> Citation:  # noqa: ARG002 - not written out
        """See `Place`."""
        return self.seen

    def cite_listing(self, shows: str) -> Citation:  # noqa: ARG002 - not written out
        """See `Place`."""
        return self.seen

    def cite_file(self, path: str, shows: str) -> Citation:  # noqa: ARG002 - not written out
        """See `Place`."""
        return self.seen

    def cite_card(self, shows: str, line: int = 0) -> Citation:  # noqa: ARG002 - not written out
        """See `Place`."""
        return self.seen


class BareEvidence(Evidence):
    """The same for links."""

    def cite_link(self, link: Link, shows: str, *, opened: bool = True) -> Citation:  # noqa: ARG002 - not written out
        """See `Evidence`."""
        return self.place.seen if isinstance(self.place, BarePlace) else SEEN
