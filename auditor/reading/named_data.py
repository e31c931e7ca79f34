"""Find datasets that a sentence names as what a model was trained on, known to us or not."""

from __future__ import annotations

import re
from typing import Final


def word_set(text: str) -> frozenset[str]:
    """A set of words, written as one text."""
    return frozenset(text.split())


_NAMED: Final = re.compile(
    r"\b(?:trained|tuned|finetuned|pretrained)\s+(?:[\w-]{1,30}\s+){0,3}?(?:on|using|with)\s+(?:the\s+|an?\s+)?"
    r"[*_`\"\u201c\[]{0,3}(?P<name>[A-Z][\w.+/-]{1,40}(?:[ ][A-Z0-9][\w.+/-]{0,30}){0,3})[*_`\"\u201d]{0,3}"
    r"(?:\]\([^()\s]{1,300}\))?[*_`]{0,2}\s+(?:training\s+)?(?:datasets?|data\s?sets?|corpus|corpora)\b"
)
_SPEAKS_OF_DATA: Final = re.compile(r"data ?set|corp(us|ora)\b", re.IGNORECASE)
_IN_GENERATED_CARDS: Final = re.compile(r"\bon\s+the\s+(?P<name>[a-z0-9]+(?:[-_/][\w.-]{1,40}){1,4})\s+dataset\b")
# Words that tell what data is like and name none.
_GENERAL: Final = word_set(
    "english french german spanish italian dutch portuguese russian chinese japanese korean arabic"
    " hindi vietnamese thai indonesian turkish polish czech swedish norwegian danish finnish greek"
    " hebrew persian ukrainian romanian bulgarian multilingual european internal private proprietary"
    " custom synthetic curated public open large unlabeled unlabelled instruction instruct"
    " high-quality web text image speech audio code math medical legal general various different lora"
    " qlora peft dpo sft rlhf gpu gpus tpu tpus none unknown your-dataset-name an its our this"
    " that all train training dataset data"
)
MAX_TEXT: Final = 2000
"""Characters of one sentence that are looked at."""


def named_data(sentence: str) -> tuple[tuple[str, int], ...]:
    """Names of datasets with their offsets: `Acme Web` in "was trained on the Acme Web dataset"."""
    if not _SPEAKS_OF_DATA.search(sentence):
        return ()
    found = []
    for pattern in (_NAMED, _IN_GENERATED_CARDS):
        for match in pattern.finditer(sentence[:MAX_TEXT]):
            name = match["name"].strip(" .-_/")
            if name and name.split()[0].lower() not in _GENERAL:
                found.append((name[:60], match.start("name")))
    return tuple(found)
