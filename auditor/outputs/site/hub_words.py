"""The words of a census: what its groups are called, and what its source cannot tell, beside every figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from auditor.hub_state import Census, Dimension, HubState
from auditor.outputs.site.facets import NOT_STATED, SIZES
from auditor.outputs.site.license_families import FAMILIES
from auditor.wording import day, plain, task_words

TITLES: Final[Mapping[Dimension, str]] = {
    "task": "By task",
    "size": "By size",
    "license": "By license family",
    "created": "By year of creation",
    "downloads": "By downloads",
    "depth": "By distance from the root",
}
HEADS: Final[Mapping[Dimension, str]] = {
    "task": "Task",
    "size": "Parameters",
    "license": "License family",
    "created": "Created in",
    "downloads": "Downloads",
    "depth": "From the root",
}
NOTES: Final[Mapping[Dimension, str]] = {
    "task": "The task is what the repository states, or what the Hub derives from its files.",
    "size": "The size is known only where the source tells the number of parameters, as it does of safetensors files.",
    "license": "The family of the licenses that the repository states; whether it may is not asked here.",
    "created": (
        "The Hub keeps the day of creation since 2 March 2022: what is older carries that date, so 2022 reads "
        "2022 or before."
    ),
    "downloads": (
        "Ranked within this census by the downloads that the source tells, which on the Hub are those of the last "
        "30 days: what is popular now, not what was."
    ),
    "depth": (
        "How many base models lie between a repository and the first of its line, the first that is named each time. "
        "Where one is missing in the source, it is the least that it can be."
    ),
}
CREATED_SOURCE: Final = "https://huggingface.co/docs/huggingface_hub/package_reference/hf_api#huggingface_hub.ModelInfo"
KINDS: Final = {
    "statistics": "the Hub's daily statistics (cfahlgren1/hub-stats)",
    "recordings": "recordings of the Hub that others published",
}
"""What a census reads, in words; another kind is called by its own name."""
_LACKS: Final = {
    "statistics": (
        "The statistics do not tell whether files are gated, private or disabled, nor the commit. What depends on it "
        "is unknown, so weights are rarely known to be free to download, and no figure can be traced to a commit."
    ),
    "recordings": (
        "Most recordings hold a part of what the Hub tells: of 2022 no day of creation, no size and no gate; of 2024 "
        "no file lists. What a recording lacks is unknown."
    ),
    "": "What the source does not tell is unknown.",
}
_SHORT: Final = {"statistics": "gates, privacy and commits are not told", "recordings": "no sample of the Hub"}
"""The bias of a kind of source that matters most."""
_DOWNLOADS: Final = {
    "top-100": "the 100 most downloaded",
    "top-1000": "the next 900",
    "top-10000": "the next 9,000",
    "rest": "all others",
}
_DEPTHS: Final = {
    "0": "no base model stated",
    "1": "one step",
    "2": "two steps",
    "3-and-more": "three steps and more",
    NOT_STATED: "a base that is not there",
}
_TASKS: Final = {"other": "all other tasks", NOT_STATED: "not stated"}
_YEARS: Final = {"2022": "2022 or before", NOT_STATED: "not told"}
_SEVERAL: Final = {"several": "Licenses of several families", "none": "No license stated"}
_NOT_TOLD: Final = "not told"


def group_title(dimension: Dimension, value: str) -> str:
    """What a group is called."""
    match dimension:
        case "task":
            return _TASKS.get(value) or task_words(value)
        case "size":
            return next((title for one, title, *_ in SIZES if one == value), _NOT_TOLD)
        case "license":
            return _SEVERAL.get(value) or FAMILIES.get(value) or plain(value, 60)
        case "downloads":
            return _DOWNLOADS.get(value, _NOT_TOLD)
        case "depth":
            return _DEPTHS.get(value) or plain(value, 60)
        case _:
            return _YEARS.get(value) or plain(value, 60)


def repositories(number: int) -> str:
    """`1 repository`, `1,204 repositories`."""
    return f"{number:,} repositories" if number != 1 else "1 repository"


def source_words(census: Census) -> str:
    """What was counted, in words."""
    return KINDS.get(census.kind) or plain(census.kind, 100)


def observed_words(census: Census) -> str:
    """When the source saw the Hub: `observed 2022-02-01 to 2025-04-30`."""
    untold = day("")
    known = dict.fromkeys(one for one in map(day, (census.observed_from, census.observed_to)) if one != untold)
    if known:
        return f"observed {' to '.join(known)}"
    modified = day(census.newest_modified)
    return f"observed on {modified} or later" if modified != untold else "observed on days that are not told"


def caption(state: HubState) -> str:
    """The line that stands below every table."""
    parts = [
        f"{repositories(state.overall.rows)} from {source_words(state.census)}, {observed_words(state.census)}",
        "metadata only",
        "deleted and private repositories are not in it",
    ]
    parts += [_SHORT[state.census.kind]] if state.census.kind in _SHORT else []
    return "; ".join(parts) + "."


def biases(census: Census) -> Iterator[Mapping[str, str]]:
    """What the figures cannot tell: a title, and a sentence or two."""
    if census.kind == "recordings":
        yield {
            "title": "It is no sample of the Hub",
            "words": (
                "The recordings were chosen by others and for other purposes, in several years: what was popular, "
                "what is built on a few base models, what existed early. The shares hold for these repositories, and "
                "nothing follows from them for the Hub of today."
            ),
        }
    else:
        yield {
            "title": "Repositories, not models",
            "words": (
                "Each repository counts once: a copy, a quantization or a trial like the model that thousands use. "
                "Shares over all say how most repositories are, not how what people use is; for that see the "
                "downloads."
            ),
        }
    yield {
        "title": "Metadata only",
        "words": (
            "Nothing was opened but what the source holds. Linked datasets, code and papers were not followed, so what "
            "has to be seen there is unknown at best, never met: that is why the unknown shares are larger here than "
            "on scorecards, and why hardly any training data reads met."
        ),
    }
    yield {"title": "What the source lacks", "words": _LACKS.get(census.kind, _LACKS[""])}
    yield {
        "title": "Only what survived",
        "words": (
            "Repositories that were deleted, made private or disabled before the source was written are not in it. "
            "Shares by year of creation hold for what is left of that year."
        ),
    }
    yield {
        "title": "Dated",
        "words": (
            f"The source was {observed_words(census)}. What was published, withdrawn or licensed otherwise since is "
            "not seen."
        ),
    }
    yield {
        "title": "Stated, not verified",
        "words": (
            "Licenses, tasks and base models are what the repositories state. Who states no base model counts as "
            "built on none."
        ),
    }
    if census.poisoned or census.duplicates:
        poisoned = sum(census.poisoned.values())
        yield {
            "title": "Rows that could not be read",
            "words": (
                f"{repositories(poisoned)} whose row could not be read: counted, and all of them unknown. "
                f"{census.duplicates:,} rows whose id stood before: in no figure."
            ),
        }
