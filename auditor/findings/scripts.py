"""Find the code of a model among the files of its own and linked repositories, and tell it from other code."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import IntEnum
from typing import Final

from auditor.card import Role, Where, as_name
from auditor.evidence import Evidence, File, Kind, Link, Place, StatedBy
from auditor.findings.look import present
from auditor.findings.names import (
    far_in_size,
    in_ladder,
    name_words,
    names_family,
    names_family_and_size,
    names_it,
    names_model,
    same_family,
    same_owner,
    tunes_further,
    words_of,
)
from auditor.reading.files import is_training_settings
from auditor.reading.named_data import word_set
from auditor.record import Record
from auditor.rules import NameKind

_SUFFIXES: Final = (".py", ".sh", ".slurm", ".sbatch", ".bash", ".ipynb")
_CONFIGS: Final = (".yaml", ".yml", ".toml", ".gin", ".jsonnet", ".libsonnet", ".json", ".cfg")
_TRAINING: Final = word_set(
    "train training trainer pretrain pretraining finetune finetuning finetuned tune tuning sft dpo orpo kto ppo grpo"
    " rlhf cpt lora qlora distill distillation annealing recipe recipes axolotl"
)
_EVALUATION: Final = word_set(
    "eval evals evaluate evaluation evaluations evaluating evaluator lmeval lighteval harness judge benchmark"
    " benchmarks benchmarking"
)
_BENCHMARKS: Final = frozenset({"benchmark", "benchmarks", "benchmarking"})
_EXAMPLES: Final = word_set(
    "example examples demo demos tutorial tutorials docs doc sample samples cookbook cookbooks template templates"
    " playground"
)
_APART: Final = word_set(
    "test tests testing third vendor submodules github scraper scrapers data dataset datasets tokenizer tokenizers"
    " speed throughput latency perf profiling logs wandb"
)
_INFERENCE: Final = word_set("inference infer serve serving deploy deployment chat demo gradio app web webui")
_NOT_A_CONFIG: Final = frozenset({"results", "result", "state", "metrics", "package", "lock", "tsconfig", "adapter"})
LEAST: Final = 48
"""Bytes of the smallest file that may be code: `import train` is none, while the smallest real starter seen has 77."""
MAX_LISTED: Final = 100_000
"""Files of one repository that are looked at; the largest on GitHub list more, their code stands among the first."""


class Purpose(IntEnum):
    """What kind of code is looked for."""

    TRAINING = 1
    EVALUATION = 2


class Fit(IntEnum):
    """How surely code belongs to this model, in rising order."""

    NONE = 0
    OTHER = 1
    """Code of the kind that is looked for, which does not tell that it is this model's."""
    FAMILY = 2
    """Code in a repository of the model's family by its owner, which names no single model."""
    HOME = 3
    """Code in the one repository of the model's owner that the card links."""
    OURS = 4


class Code(Record):
    """What code of one purpose a repository holds."""

    fit: Fit
    paths: tuple[str, ...] = ()
    """The best files, at most three, the surest first."""
    why: str = ""


_NONE: Final = Code(fit=Fit.NONE)


def is_enough(file: File) -> bool:
    """False for a file that is known to be too small to be code."""
    return file.size is None or file.size >= LEAST


def is_code_for(path: str, purpose: Purpose) -> bool:
    """True for a script, notebook or configuration whose file or folder name says that it trains or evaluates."""
    lowered = path[-300:].lower()
    is_config = lowered.endswith(_CONFIGS)
    if not is_config and not lowered.endswith(_SUFFIXES):
        return False
    words = words_of(path)
    if words & _APART or lowered.rpartition("/")[2] in {"__init__.py", "setup.py"} or is_training_settings(lowered):
        return False
    if is_config and (words & _NOT_A_CONFIG or (lowered.endswith(".json") and not words & {"config", "configs"})):
        return False
    evaluates = bool(words & _EVALUATION)
    return evaluates if purpose is Purpose.EVALUATION else bool(words & _TRAINING) and not evaluates


def is_named_for_a_purpose(name: str) -> bool:
    """True for a repository's name that says that it trains or evaluates."""
    return bool(words_of(name) & (_TRAINING | _EVALUATION))


def _is_named_config(path: str) -> bool:
    """A configuration in a folder of configurations or models: whose, its name must tell."""
    lowered = path[-300:].lower()
    words = words_of(path)
    listed = lowered.endswith(_CONFIGS) and bool(words & {"config", "configs", "models", "gin", "recipes", "yamls"})
    return listed and not words & (_APART | _INFERENCE | _EVALUATION | _NOT_A_CONFIG)


def own_code(evidence: Evidence, files: Iterable[File], purpose: Purpose) -> Code:
    """Code in the model's own repository: all of it is this model's but for examples."""
    found = _candidates(files, purpose)
    if not found:
        return _NONE
    ours = [path for path in found if not words_of(path) & _EXAMPLES or evidence.by_id(names_it, path)]
    if ours:
        return Code(fit=Fit.OURS, paths=tuple(ours[:3]), why="it lies beside the weights")
    return Code(fit=Fit.OTHER, paths=tuple(found[:3]), why="it is an example")


def linked_code(  # noqa: PLR0911 - one for each way in which code may be this model's
    evidence: Evidence, link: Link, place: Place, purpose: Purpose, *, dedicated: bool
) -> Code:
    """Code in a linked repository.

    `dedicated`: who links it says that this is the model's code for the purpose. A file is this model's where its
    path names the model, or the family and the size; a repository where its owner and name are the model's, or where
    a dedicated link leads to a folder or file of it.
    """
    whose = _Whose(evidence, place)
    files = place.listing[:MAX_LISTED]
    found = _candidates(files, purpose)
    named, lesser = _named(files, found, whose, purpose)
    if named:
        return Code(fit=Fit.OURS, paths=tuple(named[:3]), why="its path names the model")
    for name in whose.codenames:
        if coded := [path for path in found if name in path.lower()]:
            why = f"its path holds {name}, the folder of the training to which the card leads"
            return Code(fit=Fit.OURS, paths=tuple(coded[:3]), why=why)
    plain = [path for path in found if not words_of(path) & _EXAMPLES]
    if dedicated and not whose.generic and (ours := _dedicated(link, plain, whose, purpose)):
        return ours
    top = plain if purpose is Purpose.TRAINING else _packaged(plain)
    if whose.kindred and top:
        return Code(fit=Fit.FAMILY, paths=tuple(top[:3]), why="the repository is the model family's own")
    if purpose is Purpose.EVALUATION and whose.owned and (home := _at_home(evidence, link, top)):
        return home
    if lesser:
        further = tunes_further(lesser[0], whose.model_id)
        why = "it trains further from the model" if further else "it is a template of a framework, one of many sizes"
        return Code(fit=Fit.OTHER, paths=tuple(lesser[:3]), why=why)
    kin = [path for path in top if names_family(path, whose.model_id)] if purpose is Purpose.TRAINING else []
    if kin and whose.owned and not whose.generic:
        return Code(fit=Fit.FAMILY, paths=tuple(kin[:3]), why="the same owner's script names the model's family")
    # Others train and evaluate models too: their code says something of this one only where it is linked as its own.
    vouched = dedicated or link.stated_by is StatedBy.CURATOR or (whose.owned and not whose.tool(purpose))
    shown = tuple((top or found if purpose is Purpose.TRAINING else top)[:3]) if vouched else ()
    return Code(fit=Fit.OTHER if shown else Fit.NONE, paths=shown, why="it names no model")


class _Whose:
    """Whose a linked repository is, seen from one model."""

    def __init__(self, evidence: Evidence, place: Place) -> None:
        self.model_id, self.repository = evidence.id, place.ref.name
        self.generic = self.repository.lower() in evidence.rules.vocabulary.generic_repositories
        self.owned = same_owner(self.model_id, self.repository)
        self.kindred = self.owned and same_family(self.model_id, self.repository)
        tools = evidence.rules.vocabulary.generic_repositories
        self.base_owned = self.generic or self.repository.lower() in tools
        self.codenames = _codenames(evidence) if self.owned else ()

    def tool(self, purpose: Purpose) -> bool:
        """A public framework, though it be the owner's, says with what a model was trained and no more."""
        return self.generic and purpose is Purpose.TRAINING


def _codenames(evidence: Evidence) -> tuple[str, ...]:
    """Names that the owner's training code has for the model: the folder to which the card links as its code."""
    found = {
        match[1].lower()
        for link in evidence.links
        if link.role in {Role.TRAINING_CODE, Role.FINE_TUNING_CODE}
        and link.ref
        and same_owner(evidence.id, link.ref.name)
        and (match := re.search(r"/tree/[^/]+/(?:[^?#]*/)?([^/?#]+)/?(?:[?#]|$)", link.url[:500]))
    }
    own = (one for one in found if len(one) >= 6 and re.search(r"\d", one))  # noqa: PLR2004
    return tuple(sorted(one for one in own if not far_in_size(one, evidence.id)))


def _at_home(evidence: Evidence, link: Link, top: list[str]) -> Code | None:
    """Evaluation code in the one repository of the owner: the model's where it covers what the card reports."""
    # Benchmarks in the code of a training repository mostly measure its speed.
    package = [path for path in top if words_of(path.rpartition("/")[0]) & (_EVALUATION - _BENCHMARKS)]
    if not package or not _is_home(evidence, link):
        return None
    paths = [as_name(path) for path in package]
    reported = [one for one in reported_benchmarks(evidence) if not any(one in path for path in paths)]
    if reported:
        return Code(fit=Fit.OTHER, paths=tuple(package[:3]), why="it does not name all benchmarks that are reported")
    why = "it is the one repository of the model's owner that the card links"
    return Code(fit=Fit.HOME, paths=tuple(package[:3]), why=why)


def reported_benchmarks(evidence: Evidence) -> tuple[str, ...]:
    """The benchmarks that the card's tables name, as plain words (`mtbench`)."""
    place = present(evidence)
    mentions = place.card.mentions if place and place.card else ()
    found = (one for one in mentions if one.kind is NameKind.BENCHMARK and one.where is Where.TABLE)
    return tuple(dict.fromkeys(as_name(one.name) for one in found))


def _is_home(evidence: Evidence, link: Link) -> bool:
    """True where the card links this repository, for no single purpose, and no other of the model's owner.

    Public tools do not count; a repository that is linked as the training code is no home of the evaluation.
    """
    generic = evidence.rules.vocabulary.generic_repositories
    owned = {
        one.ref.name.lower()
        for one in evidence.links
        if one.ref
        and one.ref.kind is Kind.REPOSITORY
        and one.stated_by is not StatedBy.CURATOR
        and same_owner(evidence.id, one.ref.name)
        and one.ref.name.lower() not in generic
    }
    return link.ref is not None and link.role is Role.CODE and owned == {link.ref.name.lower()}


def _packaged(paths: list[str]) -> list[str]:
    """Evaluation code in a folder or package named for it, or scripts at the repository's top, two at least."""
    inside = [path for path in paths if words_of(path.rpartition("/")[0]) & _EVALUATION]
    top = [path for path in paths if "/" not in path]
    return inside + (top if len(inside) + len(top) > 1 else [])


def _named(files: tuple[File, ...], found: list[str], whose: _Whose, purpose: Purpose) -> tuple[list[str], list[str]]:
    """The files that name the model: those of its own run, and those that are templates or start from it."""
    if whose.generic and purpose is Purpose.EVALUATION and not whose.kindred:
        return [], []
    model_id = whose.model_id
    # In somebody else's repository the family and the size alone name others' models too.
    fits = _names if whose.owned or whose.base_owned else names_model
    configs = _named_configs(files, model_id, found) if purpose is Purpose.TRAINING else ()
    named = [path for path in (*found, *configs) if fits(path, model_id)]
    whole = as_name("".join(name_words(model_id)))
    ordered = sorted(named, key=lambda path: as_name(path.rpartition("/")[2].rpartition(".")[0]) != whole)
    templates = whose.tool(purpose) and not whose.kindred
    paths = [file.path for file in files] if templates else []
    lesser = [one for one in ordered if tunes_further(one, model_id) or (templates and in_ladder(one, paths))]
    return [one for one in ordered if one not in lesser], lesser


def _names(path: str, model_id: str) -> bool:
    """A file that calls itself an example is none of a model; a folder of examples may hold the very script."""
    if names_model(path, model_id):
        return not words_of(path.rpartition("/")[2]) & _EXAMPLES
    return names_family_and_size(path, model_id) and not words_of(path) & (_EXAMPLES | _INFERENCE)


def _dedicated(link: Link, plain: list[str], whose: _Whose, purpose: Purpose) -> Code | None:
    """Code behind a link that says what it is for: a whole repository for evaluation, a folder of the same owner's."""
    own_words = link.stated_by is not StatedBy.CURATOR
    is_home = bool(words_of(whose.repository.rpartition("/")[2]) & _EVALUATION)
    shown = plain if is_home else _at_the_top(plain)
    if purpose is Purpose.EVALUATION and own_words and len(shown) > 1:
        return Code(fit=Fit.OURS, paths=tuple(shown[:3]), why="it is linked as the evaluation code")
    inside = _below_link(link, plain) if whose.owned else ()
    return Code(fit=Fit.OURS, paths=inside[:3], why="the card leads to this very folder for it") if inside else None


def _at_the_top(paths: list[str]) -> list[str]:
    """Evaluation code that a repository shows at its top: a script there, or a folder named for it; two at least."""
    shown = [path for path in paths if words_of(path.partition("/")[0]) & _EVALUATION]
    return shown if len(shown) > 1 else []


def _candidates(files: Iterable[File], purpose: Purpose) -> list[str]:
    found = [file.path for file in files if is_enough(file) and is_code_for(file.path, purpose)]
    own = _TRAINING if purpose is Purpose.TRAINING else _EVALUATION

    def order(path: str) -> tuple[bool, bool, int, str]:
        folder, _, name = path.rpartition("/")
        return path.lower().endswith(_CONFIGS), not words_of(name) & own, folder.count("/"), path

    return sorted(found, key=order)


def _named_configs(files: Iterable[File], model_id: str, known: list[str]) -> list[str]:
    seen = set(known)
    return [
        file.path
        for file in files
        if file.path not in seen
        and is_enough(file)
        and _is_named_config(file.path)
        and (names_model(file.path, model_id) or names_family_and_size(file.path, model_id))
    ]


def _below_link(link: Link, paths: Iterable[str]) -> tuple[str, ...]:
    """The paths in the folder that the link's address names (`…/tree/main/train/big`), none for a bare repository."""
    match = re.search(r"/(?:tree|blob)/[^/]+/([^?#]+)", link.url[:500])
    if match is None:
        return ()
    target = match[1].rstrip("/")
    folder = target.rpartition("/")[0] if re.search(r"\.(md|rst|txt)$", target, re.IGNORECASE) else target
    return tuple(path for path in paths if path == target or (folder and path.startswith(f"{folder}/")))
