"""Links to models and datasets: from a page's address to a place."""

from __future__ import annotations

from typing import Final

from auditor.evidence import Kind, Ref
from auditor.reading.declared import ref_of
from auditor.sources import path_on

_HOSTS: Final = frozenset({"huggingface.co", "www.huggingface.co", "hf.co"})
_NOT_OWNERS: Final = frozenset(
    {
        "api",
        "blog",
        "blogs",
        "brand",
        "changelog",
        "chat",
        "collections",
        "contact",
        "course",
        "datasets",
        "docs",
        "enterprise",
        "hf",
        "huggingface-cli",
        "inference",
        "inference-endpoints",
        "jobs",
        "join",
        "kernels",
        "landing",
        "learn",
        "login",
        "logout",
        "metrics",
        "models",
        "new",
        "notifications",
        "organizations",
        "papers",
        "playground",
        "posts",
        "pricing",
        "privacy",
        "search",
        "security",
        "settings",
        "spaces",
        "storage",
        "support",
        "tasks",
        "terms-of-service",
        "transformers",
        "welcome",
    }
)


def recognise(url: str) -> Ref | None:
    """A link to a model or a dataset, by any of the Hub's page forms (`/blob/`, `/tree/`, `/resolve/`)."""
    pieces = path_on(_HOSTS, url)
    kind = Kind.MODEL
    if pieces[:1] == ["datasets"]:
        kind, pieces = Kind.DATASET, pieces[1:]
    alone = kind is Kind.DATASET and len(pieces) == 1
    if not pieces or pieces[0] in _NOT_OWNERS or not (alone or len(pieces) > 1):
        return None
    return ref_of("/".join(pieces[:2]), kind)
