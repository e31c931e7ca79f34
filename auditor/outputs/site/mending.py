"""What a publisher can add to its card: lines to copy, made from the checks' own remedies, with blanks to fill in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from auditor.score import Result, State
from auditor.wording import STATE_WORDS, plain, prose

# A remedy's own example names a license or a dataset. Copied as it is it would be a claim, and likely a false one:
# so the lines have blanks, in capitals, and notes that say what belongs there.
_FRONT_MATTER: Final = {
    "license": (
        "license: LICENSE-ID",
        (
            "LICENSE-ID: the SPDX id of the license that the weights are really under, such as apache-2.0 or mit. For "
            "the criterion it has to be one that the Open Source Initiative approves, and yours to give: look at the "
            "license of the base model first."
        ),
    ),
    "datasets": (
        "datasets:\n  - OWNER/DATASET",
        "OWNER/DATASET: the Hub id of a dataset that this model was trained on, one line for each.",
    ),
    "base_model": (
        "base_model: OWNER/BASE-MODEL",
        "OWNER/BASE-MODEL: the Hub id of the model that this one was made from.",
    ),
    "base_model_relation": (
        "base_model_relation: RELATION",
        "RELATION: finetune, adapter, merge or quantized, whichever is true.",
    ),
}
_REMEDIES: Final = 1_000
"""The checks have few remedies, and many models get the same."""
_KEY: Final = re.compile(r"([a-z][a-z0-9_]{1,40}): \S")
_HEADING: Final = re.compile(r"below a heading such as ([A-Z][a-z]+(?: [a-z]+){0,3})")
_SECTION: Final = re.compile(r"from the card's section on ([a-z]+(?: [a-z]+){0,2})")
_REPOSITORY: Final = "[OWNER/REPOSITORY](https://github.com/OWNER/REPOSITORY/tree/COMMIT)"
_RUN: Final = "[The run and its metrics](https://wandb.ai/ENTITY/PROJECT/runs/RUN)"


def _keys(remedy: str) -> Iterator[str]:
    """The front matter keys that a remedy gives with an example, which stands between backticks."""
    for code in remedy.split("`")[1::2]:
        if found := _KEY.match(code):
            yield found.group(1)


def _yaml(keys: Iterable[str]) -> Mapping[str, Any] | None:
    """Lines for the front matter, each key once."""
    chosen = [
        _FRONT_MATTER.get(key, (f"{key}: VALUE", f"VALUE: what is true for {key}.")) for key in dict.fromkeys(keys)
    ]
    if not chosen:
        return None
    return {
        "name": "lines for the front matter",
        "text": "\n".join(lines for lines, _ in chosen),
        "notes": [note for _, note in chosen],
    }


def _sections(remedy: str) -> Iterator[tuple[str, str]]:
    """The headings that a remedy asks for, and what to put below them."""
    for found in _HEADING.finditer(remedy):
        yield found.group(1), _REPOSITORY
    for found in _SECTION.finditer(remedy):
        yield found.group(1).capitalize(), _RUN


def _markdown(sections: Iterable[tuple[str, str]]) -> Mapping[str, Any] | None:
    """Lines for the card's text, each heading once."""
    chosen = dict(sections)
    if not chosen:
        return None
    return {
        "name": "lines for the card's text",
        "text": "\n\n".join(f"## {heading}\n\n{below}" for heading, below in chosen.items()),
        "notes": ["The words in capitals are blanks: fill in where it is published, at the commit that was used."],
    }


@lru_cache(maxsize=_REMEDIES)
def remedy(text: str) -> Mapping[str, Any]:
    """One remedy: its sentence, and the lines to copy where it names any."""
    blocks = [_yaml(_keys(text)), _markdown(_sections(text))]
    return {"text": prose(text), "blocks": [one for one in blocks if one]}


def mending(results: Sequence[Result]) -> Mapping[str, Any]:
    """All that would turn the criteria at once: lines for the card, and what to publish, each with what it turns."""
    things: dict[str, list[Result]] = {}
    for result in results:
        for text in result.remedies:
            things.setdefault(text, []).append(result)
    return {
        "blocks": [
            one
            for one in (
                _yaml(key for text in things for key in _keys(text)),
                _markdown(each for text in things for each in _sections(text)),
            )
            if one
        ],
        "things": [
            {
                "text": prose(text),
                "criteria": [
                    {
                        "id": one.id,
                        "title": plain(one.title, 200),
                        "state": one.state.value,
                        "word": STATE_WORDS[one.state],
                    }
                    for one in found
                ],
            }
            for text, found in things.items()
        ],
        "unseen": [plain(one.title, 200) for one in results if one.state is State.UNKNOWN and not one.remedies],
        "done": bool(results) and all(one.state is State.MET for one in results),
    }
