"""The made-up repositories that the table is asked about in the tests."""

from __future__ import annotations

from auditor.assumptions import Subjects

MADE_UP = Subjects(
    model="acme/open-7b",
    owner="acme",
    commit="1000b52f5f8b0b440d738beeeef72466e4e9c235",
    renamed="acme/old-name",
    renamed_to="acme/renamed",
    missing="acme/gone",
    gated="globex/closed-13b",
    dataset="acme/open-corpus",
    repository="acme/open-trainer",
    branch="main",
    tree_commit="7dd194b177e5fd8ab2ebcce14dffdcfb68662657",
    readme="README.md",
    moved="acme/before-the-move",
    moved_to="acme/moved",
    no_repository="globex/gone-code",
)
