"""Read training configurations that cards write out as code: the datasets and the base model that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from auditor.card import Configured, Role

MAX_LINES: Final = 2_000
_TOP: Final = re.compile(r"([A-Za-z_][A-Za-z_0-9]{0,40})[ \t]*:[ \t]*(.{0,300})")
_PATH: Final = re.compile(r"[ \t]*(?:-[ \t]+)?path[ \t]*:[ \t]*(.{1,300})")
_ITEM: Final = re.compile(r"[ \t]*-[ \t]+([^:]{1,300})")
_SHARE: Final = re.compile(r"[ \t]+['\"]?([^:'\"\s]{1,200})['\"]?[ \t]*:[ \t]*[0-9.]{1,10}[ \t]*")
_ID: Final = re.compile(r"[\w.-]{1,96}(?:/[\w.-]{1,96})?", re.ASCII)
_LISTS: Final = frozenset({"datasets", "train_datasets", "pretraining_dataset"})
_MIXES: Final = frozenset({"dataset_mixer", "dataset_mix", "data_mixture"})
_ONE_SET: Final = frozenset({"dataset_name", "dataset", "train_dataset"})
_BASES: Final = frozenset({"base_model", "model_name_or_path", "pretrained_model_name_or_path"})
_OF_TRAINING: Final = frozenset(
    {"learning_rate", "lr", "num_epochs", "num_train_epochs", "max_steps", "micro_batch_size", "lr_scheduler"}
    | {"per_device_train_batch_size", "gradient_accumulation_steps", "optimizer", "lr_scheduler_type"}
)
"""Keys of which one must stand in the block: a list of datasets alone may be an example of anything."""


def read_config(content: str, line: int) -> tuple[Configured, ...]:
    """What a block of code names if it is a training configuration (axolotl's, the alignment handbook's and the like).

    `line` is that of the block's first line. Read line by line, in time linear in the content; nothing is evaluated.
    """
    lines = content.split("\n")[:MAX_LINES]
    keys = {match[1] for text in lines if (match := _TOP.fullmatch(text.rstrip()))}
    if not keys & _OF_TRAINING:
        return ()
    return tuple(dict.fromkeys(_named(lines, line)))


def _named(lines: list[str], first: int) -> Iterator[Configured]:
    within = ""
    for number, text in enumerate(lines, first):
        top = _TOP.fullmatch(text.rstrip())
        if top:
            within = top[1]
            value = _plain(top[2])
            if within in _BASES and "/" in value and _ID.fullmatch(value):
                yield Configured(role=Role.BASE_MODEL, name=value, line=number)
            if within in _ONE_SET and _ID.fullmatch(value):
                yield Configured(role=Role.TRAINING_DATA, name=value, line=number)
            continue
        found = None
        if within in _LISTS:
            found = _PATH.fullmatch(text) or _ITEM.fullmatch(text)
        elif within in _MIXES:
            found = _SHARE.fullmatch(text)
        if found and (name := _plain(found[1])):
            yield Configured(role=Role.TRAINING_DATA, name=name[:200], line=number)


def _plain(value: str) -> str:
    """A YAML scalar without its comment and quotes."""
    return re.split(r"[ \t]#", value, maxsplit=1)[0].strip().strip("'\"").strip()
