"""Tell what a file is from its path and size alone: weights, shards, logs, scripts, license texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from auditor.evidence import File
from auditor.reading.traits import Trait
from auditor.record import Record

NEAR_ZERO: Final = 1024
"""Bytes below which a file holds no weights and no data: placeholders, and Git LFS pointers without their file."""

_WEIGHTS: Final = re.compile(
    r"\.(safetensors|bin|gguf|ggml|msgpack|h5|onnx|pt|pth|ckpt|nemo|npz|tflite|distcp|pkl|joblib|pb|pdiparams|rkllm"
    r"|mlmodel|onnx_data)$",
    re.IGNORECASE,
)
# States of the trainer, statistics and embeddings of examples carry the same suffixes.
_NOT_WEIGHTS: Final = re.compile(
    r"(^|/)(training_args|optim(izer)?|scheduler|lr_scheduler|scaler|rng_state|random_states?|trainer_state|tokenizer"
    r"|dataset|preprocessor|vocab|imatrix|merges|latent_stats|[^/]*_rng_state)([._-][^/]*)?\.[a-z0-9]+$"
    r"|(^|/)(optimizer|optim|data|datasets|logs|runs|wandb)(_\d+)?/"
    r"|\.imatrix|_optim_states\.pt$",
    re.IGNORECASE,
)
_SHARD: Final = re.compile(r"^(?P<stem>.*?)[-_.]?(?P<part>\d{1,6})-of-(?P<of>\d{1,6})(?P<rest>\.[^/]*)$")
_ADAPTER: Final = re.compile(
    r"(^|/)(adapter_model|adapter|adapters|pytorch_lora_weights|[^/]*lora[^/]*)\.(safetensors|bin|pt|pth|npz|gguf)$",
    re.IGNORECASE,
)
_FORMATS: Final = (".safetensors", ".bin", ".pth", ".pt", ".msgpack", ".h5")
_MAIN: Final = re.compile(
    r"(^|/)(model|pytorch_model|tf_model|flax_model|consolidated|diffusion_pytorch_model|open_clip_pytorch_model"
    r"|pytorch_model_fsdp[^/]*)([-._]\d+)*([-._]\d+-of-\d+)?([-._](fp16|bf16|fp32))?\.[a-z0-9]+$",
    re.IGNORECASE,
)
_CHECKPOINT_FOLDER: Final = re.compile(
    r"(^|/)(checkpoint|checkpoints|ckpt|ckpts|global_?step|step|steps|epoch|iter|iteration)[-_]?\d+[^/]*/",
    re.IGNORECASE,
)
_CHECKPOINT_BRANCH: Final = re.compile(
    r"^(refs/heads/)?([a-z0-9.]+[-_/])*"
    r"((global_?step|steps?|checkpoints?|ckpt|iter(ation)?s?|epochs?|stage)[-_]?\d+|\d+[mbt][-_]?tokens?$)",
    re.IGNORECASE,
)
_LICENSE: Final = re.compile(r"^(model[-_])?(licen[cs]e|copying)([._-].*)?$", re.IGNORECASE)
_NOT_OF_WEIGHTS: Final = re.compile(r"code|data|third|notice|docs?\b", re.IGNORECASE)
LICENSE_PATTERNS: Final = (
    r"(?i)^(model[-_]licen[cs]e.*|licen[cs]e[-_.]model.*)$",
    r"(?i)^(licen[cs]e|copying)(\.(txt|md|rst|html))?$",
    r"(?i)^licen[cs]e[-_.](?!model|code|data|third).*$",
)
"""Paths of license texts in the order in which they speak for the weights: the model's, the plain one, any other."""

_STATE: Final = re.compile(r"(^|/)trainer_state\.json$", re.IGNORECASE)
_SUMMARY: Final = re.compile(r"(^|/)(all|train)_results\.json$", re.IGNORECASE)
_LOG: Final = re.compile(
    r"(train(ing)?|loss)(logs?|loss(es)?|history|metrics?|curves?|progress)|log(s|history)?$|trainlog|progress$"
)
_LOG_SUFFIXES: Final = (".csv", ".tsv", ".json", ".jsonl", ".log")
_NOT_LOG: Final = re.compile(r"dialog|catalog|blog|changelog|prolog|analog|backlog|config")
_TRACKER_FOLDER: Final = re.compile(r"(^|/)(wandb/(offline-)?run-[^/]+/|mlruns/.+/metrics/)", re.IGNORECASE)
_PLOT: Final = re.compile(
    r"(^|/)[^/]*(loss|learning_rate|training[-_]?(curve|metric|log))[^/]*\.(png|jpe?g|svg|webp|pdf)$", re.IGNORECASE
)
_SETTINGS: Final = re.compile(r"(^|/)(training_args\.(bin|json|ya?ml)|hparams\.ya?ml|hyper_?param\w*\.(json|ya?ml))$")
_RESULTS: Final = re.compile(
    r"(^|/)(\.eval_results/[^/]+\.ya?ml|(eval|test|predict)_results\.(json|txt)|(lm_?)?eval[-_]?(results?|outputs?)"
    r"[^/]*\.(json|jsonl|csv)|results_[^/]*\.json)$",
    re.IGNORECASE,
)
_METADATA: Final = re.compile(
    r"(^|/)(\.gitattributes|\.gitignore|\.gitkeep|readme(\.[a-z]+)?|licen[cs]e[^/]*|notice[^/]*|citation[^/]*"
    r"|dataset_infos?\.json|[^/]*\.(png|jpe?g|svg|gif|pdf))$",
    re.IGNORECASE,
)
_FULL_GGUF: Final = re.compile(r"(^|[-_.])(b?f16|f32|fp16|fp32)([-_.]|$)", re.IGNORECASE)
_AMBIGUOUS: Final = re.compile(r"^(config|configuration|settings|args|run|experiment)\.(ya?ml|toml)$", re.IGNORECASE)


class Weights(Record):
    """The weight files of one folder that belong together: one file, or the shards of one set."""

    folder: str
    files: tuple[str, ...]
    missing: tuple[str, ...] = ()
    """Shards that the set's own numbering or its index names and the listing lacks; at most 20 are named."""
    main: bool = False
    """The file name is one under which libraries look for a whole model (`model.safetensors`)."""


def folder_of(path: str) -> str:
    """The folder a path lies in, empty for the root."""
    return path.rpartition("/")[0]


def is_weights(file: File) -> bool:
    """True for a file that holds parameters: by suffix, not a trainer's state, and not of near-zero size."""
    return is_named_as_weights(file.path) and (file.size is None or file.size >= NEAR_ZERO)


@Trait
def is_named_as_weights(path: str) -> bool:
    """True for the name of a file that may hold parameters."""
    return bool(_WEIGHTS.search(path)) and not _NOT_WEIGHTS.search(path)


@Trait
def is_adapter(path: str) -> bool:
    """True for weights that only change another model's (LoRA and the like), by their name."""
    return bool(_ADAPTER.search(path))


def is_gguf(path: str) -> bool:
    """True for the formats of llama.cpp, which mostly hold quantized weights."""
    return path.lower().endswith((".gguf", ".ggml"))


def is_full_precision_gguf(path: str) -> bool:
    """True for a GGUF file whose name says that it holds 16 or 32 bit weights."""
    return is_gguf(path) and bool(_FULL_GGUF.search(path.rpartition("/")[2]))


@Trait
def in_checkpoint_folder(path: str) -> bool:
    """True for a file in a folder such as `checkpoint-500/` or `global_step1000/`."""
    return bool(_CHECKPOINT_FOLDER.search(path))


def is_checkpoint_branch(branch: str) -> bool:
    """True for a branch that holds an intermediate checkpoint, by its name (`step1000`, `stage2-ingredient1`)."""
    return bool(_CHECKPOINT_BRANCH.match(branch))


def weight_files(files: Iterable[File]) -> tuple[str, ...]:
    """The paths of the weights outside checkpoint folders, in the order of the listing."""
    return tuple(file.path for file in files if is_weights(file) and not in_checkpoint_folder(file.path))


def weight_bytes(files: Iterable[File]) -> int | None:
    """Bytes of the whole weights in one format, safetensors first; None where a size was not told or none are whole.

    A pipeline's folders are summed; of several precisions in one folder the largest counts. GGUF files are each a
    variant of their own, so none speaks for all.
    """
    sizes = {file.path: file.size for file in files if is_weights(file) and not in_checkpoint_folder(file.path)}
    whole = [one for one in weight_sets(sizes, {}) if one.main and not one.missing]
    for suffix in _FORMATS:
        largest: dict[str, int] = {}
        for one in whole:
            told = [sizes[path] for path in one.files if path.endswith(suffix)]
            if len(told) == len(one.files):
                if None in told:
                    return None
                largest[one.folder] = max(largest.get(one.folder, 0), sum(size for size in told if size is not None))
        if largest:
            return sum(largest.values())
    return None


def weight_sets(paths: Iterable[str], indexed: Mapping[str, tuple[str, ...]]) -> tuple[Weights, ...]:
    """Group weight paths into sets. `indexed`: path of an index file -> the shards its weight_map names.

    A set's missing shards are told by its own numbering (`-00002-of-00005`) and by its index. Numbering from 0 and
    from 1 both occur; a set of n is whole when n different parts are there.
    """
    present = tuple(paths)
    shards: dict[tuple[str, int, str], dict[int, str]] = {}
    found: list[Weights] = []
    for path in present:
        if match := _SHARD.match(path):
            key = (match["stem"], int(match["of"]), match["rest"])
            shards.setdefault(key, {})[int(match["part"])] = path
        else:
            found.append(Weights(folder=folder_of(path), files=(path,), main=bool(_MAIN.search(path))))
    found.extend(_sharded(key, parts, indexed, present) for key, parts in shards.items())
    return tuple(found) + _index_only(indexed, present, found)


def _sharded(
    key: tuple[str, int, str],
    parts: Mapping[int, str],
    indexed: Mapping[str, tuple[str, ...]],
    present: tuple[str, ...],
) -> Weights:
    stem, total, rest = key
    folder = folder_of(next(iter(parts.values())))
    first = 0 if 0 in parts else 1
    # A name may claim a million parts: name 20 of those that lack, never all.
    lacking = total - len(parts)
    missing: list[str] = []
    for number in range(first, first + total):
        if lacking <= 0 or len(missing) >= 20:  # noqa: PLR2004
            break
        if number not in parts:
            missing.append(f"{stem}-{number:05d}-of-{total:05d}{rest}")
    seen = set(present)
    named = [one for path, names in indexed.items() if folder_of(path) == folder for one in _below(folder, names)]
    if set(named) & set(parts.values()):
        missing.extend(one for one in named if one not in seen and one not in missing)
    return Weights(folder=folder, files=tuple(parts.values()), missing=tuple(missing[:20]), main=True)


def _below(folder: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(f"{folder}/{name}" if folder else name for name in names)


def _index_only(
    indexed: Mapping[str, tuple[str, ...]], present: tuple[str, ...], found: Iterable[Weights]
) -> tuple[Weights, ...]:
    """Sets of which only the index is there: all their shards are missing."""
    seen = set(present)
    folders = {one.folder for one in found}
    return tuple(
        Weights(folder=folder_of(path), files=(path,), missing=_below(folder_of(path), names)[:20], main=True)
        for path, names in indexed.items()
        if names and folder_of(path) not in folders and not seen & set(_below(folder_of(path), names))
    )


@Trait
def is_license_text(path: str) -> bool:
    """True for a license file at the root that may speak for the weights."""
    return bool(_LICENSE.match(path)) and not _NOT_OF_WEIGHTS.search(path)


@Trait
def is_training_log(path: str) -> bool:
    """True for training metrics as data: TensorBoard events, trainer state, CSV and JSON logs, tracker folders."""
    name = path.rpartition("/")[2]
    return bool("tfevents" in name or _STATE.search(path) or _is_log(name) or _TRACKER_FOLDER.search(path))


def _is_log(name: str) -> bool:
    stem, dot, suffix = name[-200:].lower().rpartition(".")
    words = "".join(character for character in stem if character.isalnum())
    return f"{dot}{suffix}" in _LOG_SUFFIXES and bool(_LOG.search(words)) and not _NOT_LOG.search(words)


@Trait
def is_metrics_summary(path: str) -> bool:
    """True for final numbers or a plot of the training: no curve as data."""
    return bool(_SUMMARY.search(path) or _PLOT.search(path))


@Trait
def is_training_settings(path: str) -> bool:
    """True for a file that records the hyper-parameters of a run (`training_args.bin`, `hparams.yml`)."""
    return bool(_SETTINGS.search(path))


@Trait
def is_evaluation_result(path: str) -> bool:
    """True for results of an evaluation as data; results are not code."""
    return bool(_RESULTS.search(path))


@Trait
def is_ambiguous_config(path: str) -> bool:
    """True for a configuration at the root whose name does not tell what it configures (`config.yaml`)."""
    return bool(_AMBIGUOUS.match(path))


@Trait
def is_merge_recipe(path: str) -> bool:
    """True for the recipe with which mergekit made a merge."""
    return path.lower() in {"mergekit_config.yml", "mergekit_config.yaml", "mergekit_moe_config.yml"}


def data_files(files: Iterable[File]) -> tuple[str, ...]:
    """The paths of a dataset's files beyond its card, license and pictures, near-zero ones left out."""
    return tuple(
        file.path for file in files if not _METADATA.search(file.path) and (file.size is None or file.size > 0)
    )
