"""Whose a path or a repository is, by its words: the model's name, its family and size, its owner."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from auditor.card import as_name
from auditor.reading.named_data import word_set
from auditor.reading.roles import SIZE

_SEPARATORS: Final = re.compile(r"[^a-z0-9]+")


_VARIANTS: Final = frozenset({"hf", "gguf", "gptq", "awq", "safetensors", "fp16", "bf16", "onnx"})
_KINDS: Final = word_set("chat instruct instruction base code coder math vision reward rm")
_SIZES: Final = word_set("tiny mini small base medium large xl xxl xlarge huge")
_SIZES_TOLD: Final = re.compile(
    r"(?<![a-z0-9.])(?:(?P<times>\d{1,3})x)?(?P<whole>\d{1,5}(?:[._]\d{1,3})?)(?P<unit>[mbk])(?P<part>\d)?(?![a-z0-9])"
)
_TUNES: Final = word_set("finetune finetuning finetuned tune tuning sft lora qlora")
_PLAIN: Final = word_set(
    "config configs full train training pretrain run script slurm base hf official multi node single gpu gpus"
)
_QUALITIES: Final = word_set("based weights source style like family series model models trained only sourced")
_OF_FAMILIES: Final = word_set("model models llm llms suite family official repo series")
LADDER: Final = 4
"""Files alike but for the size, from which on they are a framework's templates and not one model's own."""


@lru_cache(maxsize=100_000)
def words_of(path: str) -> frozenset[str]:
    """The words of a path in lower case, its last 300 characters; `fine-tune` is one word."""
    plain = path[-300:].lower().replace("fine-tun", "finetun").replace("fine_tun", "finetun")
    return frozenset(_SEPARATORS.split(plain))


@lru_cache(maxsize=1000)
def name_words(model_id: str) -> tuple[str, ...]:
    """The words of a model's name without those that only tell a file format (`pythia`, `12b`)."""
    name = model_id.rpartition("/")[2].lower()
    words = [word for word in re.split(r"[-_\s]+", name) if word and word not in _VARIANTS]
    return tuple(words) or (name,)


@lru_cache(maxsize=1000)
def family(model_id: str) -> str:
    """The first word of the name, what a whole family is called; digits at its end go where three letters stay."""
    first = name_words(model_id)[0]
    bare = re.sub(r"[\d.]+$", "", first)
    return bare if len(bare) >= 3 else first  # noqa: PLR2004


def size_word(model_id: str) -> str:
    """The part of the name that tells the size (`12b`, `1_6b`, `large`), empty where there is none."""
    match = SIZE.search(model_id.rpartition("/")[2])
    if match:
        return match[0].lower()
    return next((word for word in reversed(name_words(model_id)[1:]) if word in _SIZES), "")


def names_model(path: str, model_id: str) -> bool:
    """True where a path holds the model's whole name as words, tolerant of case, dashes, dots and underscores."""
    pieces = [piece for word in name_words(model_id)[:20] for piece in word.split(".") if piece]
    if sum(map(len, pieces)) < 4:  # noqa: PLR2004
        return False
    whole = r"[-_./]?".join(map(re.escape, pieces))
    plain = path[-300:].lower()
    found = re.search(rf"(?<![a-z0-9]){whole}(?![a-z0-9])", plain)
    if found is None:
        return False
    # `big-7b-chat.yaml` and `big-7b/chat.yaml` are not the base model's.
    start, end = plain.rfind("/", 0, found.start()) + 1, plain.find("/", found.end())
    around = f"{plain[start : end if end >= 0 else None]} {plain.rpartition('/')[2]}"
    return not words_of(around) & (other_kinds(model_id) - {"base"})


def names_it(model_id: str, path: str) -> bool:
    """`names_model` as a question about the id."""
    return names_model(path, model_id)


def names_family_and_size(path: str, model_id: str) -> bool:
    """True where a path holds the family (four letters or more, else all words of the name) and the size as words.

    A path that speaks of a variant which the model's name lacks (`chat` for a base model) is another model's.
    """
    size, kin = as_name(size_word(model_id)), as_name(family(model_id))
    if not size:
        return False
    plain = path[-300:].lower()
    words = words_of(plain) | {as_name(part) for part in re.split(r"[-/]+", plain.rpartition(".")[0])}
    sized = size in words or f"{kin}{size}" in words or as_name(size_word(model_id)) in {as_name(w) for w in words}
    named = bool({kin, f"{kin}{size}"} & words) if len(kin) >= 4 else set(name_words(model_id)) <= words  # noqa: PLR2004
    return sized and named and not words_of(plain) & other_kinds(model_id)


def other_kinds(model_id: str) -> frozenset[str]:
    """The kinds of variant (`chat`, `code`) that the model's name does not speak of."""
    return _KINDS - set(re.split(r"[-_./]+", model_id.lower()))


def same_owner(model_id: str, repository: str) -> bool:
    """True where one owner's name begins with the other's (`acme`, `acme-research`), or most of the two agree.

    Hosts spell one owner differently: five letters at the start and half of the longer name suffice, or a first word
    of five letters or more that both share (`acmecorp-t5`, `acmecorp-research`).
    """
    firsts = [re.split(r"[-_.]", one.lower(), maxsplit=1)[0] for one in (model_id, repository)]
    if firsts[0] == firsts[1] and len(firsts[0]) >= 5 and "/" not in firsts[0]:  # noqa: PLR2004
        return True
    short, long = sorted((as_name(one.partition("/")[0]) for one in (model_id, repository)), key=len)
    shared = next((at for at, pair in enumerate(zip(short, long, strict=False)) if pair[0] != pair[1]), len(short))
    return len(short) >= 3 and (shared == len(short) or (shared >= 5 and 2 * shared >= len(long)))  # noqa: PLR2004


def same_family(model_id: str, repository: str) -> bool:
    """True where the repository's name is the model's or its family's.

    Such are the beginning of the model's name (`acme/open` for `acme/open-7b`), and words of it beside plain ones
    (`acme/open-code-models` for `acme/open-7b-code`).
    """
    name = as_name(repository.rpartition("/")[2])
    whole = as_name("".join(name_words(model_id)))
    told = set(re.split(r"[-_.]+", repository.rpartition("/")[2].lower())) - _OF_FAMILIES
    own = {*name_words(model_id), family(model_id)}
    return len(name) >= 3 and (whole.startswith(name) or (len(told) > 1 and told <= own))  # noqa: PLR2004


def of_another(heading: str, model_id: str) -> bool:
    """True for a heading that names another model of the family: `## Open-3B` for `open-7b`."""
    kin, own = as_name(family(model_id)), {as_name(word) for word in name_words(model_id)}
    for token in re.split(r"[\s/]+", heading[:300]):
        first, *rest = [as_name(part) for part in re.split(r"[-_]", token)]
        if first == kin and any(part and part not in own and part not in _QUALITIES for part in rest):
            return True
    return False


def names_family(path: str, model_id: str) -> bool:
    """True where a file's own name holds the model's family as a word, and no variant that the model is not."""
    kin, name = as_name(family(model_id)), path.rpartition("/")[2]
    found, own = words_of(name), as_name(model_id)
    foreign = any(as_name(match[0]) not in own for match in SIZE.finditer(name))
    return len(kin) >= 3 and kin in found and not foreign and not found & other_kinds(model_id)  # noqa: PLR2004


def far_in_size(text: str, model_id: str) -> bool:
    """True where all sizes in `text` are more than three times the model's, or less than a third: another's."""
    own, told = _billions(model_id.rpartition("/")[2]), _billions(text)
    return bool(own and told) and all(one > 3 * own[0] or 3 * one < own[0] for one in told)


def _billions(text: str) -> list[float]:
    """All sizes in a text in billions: `7b`, `560m`, `8x7b`, `1_6b`, and `1b1` for 1.1."""
    found = []
    for match in _SIZES_TOLD.finditer(text.lower()):
        whole, part = match["whole"].replace("_", "."), match["part"] or ""
        number = float(f"{whole}.{part}" if part and "." not in whole else whole)
        found.append(int(match["times"] or 1) * number * {"k": 1e-6, "m": 1e-3, "b": 1.0}[match["unit"]])
    return found


def tunes_further(path: str, model_id: str) -> bool:
    """True for a script of fine-tuning that names the model and then a task of its own: it starts from the model."""
    stem = path[-300:].lower().rpartition("/")[2].rpartition(".")[0]
    folder = path[-300:].lower().rpartition("/")[0].rpartition("/")[2]
    before, name, after = f"{folder}/{stem}".partition(name_words(model_id)[-1])
    rest = {word for word in words_of(after) if len(word) >= 3 and word.isalpha()} - _PLAIN - _TUNES  # noqa: PLR2004
    return bool(name and words_of(before) & _TUNES and rest)


def in_ladder(path: str, paths: Iterable[str]) -> bool:
    """True where `paths` hold files of other sizes beside it that are named alike (`big-1b.yaml`, `big-7b.yaml`)."""
    folder, _, name = path.rpartition("/")
    pattern = SIZE.sub("*", name)
    if pattern == name:
        return False
    alike = {one for one in paths if one.startswith(folder) and SIZE.sub("*", one.rpartition("/")[2]) == pattern}
    return sum(one.rpartition("/")[0] == folder for one in alike) >= LADDER
