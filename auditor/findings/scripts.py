"""Find the code of a model among the files of its own and linked repositories, and tell it from other code."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import lru_cache
from typing import Final

from auditor.answers import Citation
from auditor.card import Role, as_name
from auditor.evidence import Evidence, File, Head, Kind, Link, Place, StatedBy
from auditor.findings.look import in_words, linked_once, present
from auditor.reading.roles import SIZE
from auditor.record import Record

_SUFFIXES: Final = (".py", ".sh", ".slurm", ".sbatch", ".bash", ".ipynb")
_CONFIGS: Final = (".yaml", ".yml", ".toml", ".gin", ".jsonnet", ".libsonnet", ".json", ".cfg")


def _all(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TRAINING: Final = _all(
    "train training trainer pretrain pretraining finetune finetuning finetuned tune tuning sft dpo orpo kto ppo grpo"
    " rlhf cpt lora qlora distill distillation annealing recipe recipes axolotl"
)
_EVALUATION: Final = _all(
    "eval evals evaluate evaluation evaluations evaluating evaluator lmeval lighteval harness judge benchmark"
    " benchmarks benchmarking"
)
_BENCHMARKS: Final = frozenset({"benchmark", "benchmarks", "benchmarking"})
_EXAMPLES: Final = _all(
    "example examples demo demos tutorial tutorials docs doc sample samples cookbook cookbooks template templates"
    " playground"
)
_APART: Final = _all(
    "test tests testing third vendor submodules github scraper scrapers data dataset datasets tokenizer tokenizers"
    " speed throughput latency perf profiling"
)
_INFERENCE: Final = _all("inference infer serve serving deploy deployment chat demo gradio app web webui")
_NOT_A_CONFIG: Final = frozenset({"results", "result", "state", "metrics", "package", "lock", "tsconfig", "adapter"})
_VARIANTS: Final = frozenset({"hf", "gguf", "gptq", "awq", "safetensors", "fp16", "bf16", "onnx"})
_KINDS: Final = _all("chat instruct instruction base code coder math vision reward rm")
_SEPARATORS: Final = re.compile(r"[^a-z0-9]+")
_MAX_LISTED: Final = 100_000
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


class Holding(Record):
    """Code of one purpose in one place: where, in words, and the citations that show it."""

    code: Code
    where: str
    citations: tuple[Citation, ...]


@lru_cache(maxsize=100_000)
def _words(path: str) -> frozenset[str]:
    plain = path[-300:].lower().replace("fine-tun", "finetun").replace("fine_tun", "finetun")
    return frozenset(_SEPARATORS.split(plain))


def is_code_for(path: str, purpose: Purpose) -> bool:
    """True for a script, notebook or configuration whose file or folder name says that it trains or evaluates."""
    lowered = path[-300:].lower()
    is_config = lowered.endswith(_CONFIGS)
    if not is_config and not lowered.endswith(_SUFFIXES):
        return False
    words = _words(path)
    if words & _APART or lowered.rpartition("/")[2] in {"__init__.py", "setup.py"}:
        return False
    if is_config and (words & _NOT_A_CONFIG or (lowered.endswith(".json") and not words & {"config", "configs"})):
        return False
    evaluates = bool(words & _EVALUATION)
    return evaluates if purpose is Purpose.EVALUATION else bool(words & _TRAINING) and not evaluates


def _is_named_config(path: str) -> bool:
    """A configuration in a folder of configurations or models: whose, its name must tell."""
    lowered = path[-300:].lower()
    words = _words(path)
    listed = lowered.endswith(_CONFIGS) and bool(words & {"config", "configs", "models", "gin", "recipes", "yamls"})
    return listed and not words & (_APART | _INFERENCE | _EVALUATION | _NOT_A_CONFIG)


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
    """The part of the name that tells the size (`12b`, `1_6b`), empty where there is none."""
    match = SIZE.search(model_id.rpartition("/")[2])
    return match[0].lower() if match else ""


def names_model(path: str, model_id: str) -> bool:
    """True where a path holds the model's whole name as words, tolerant of case, dashes, dots and underscores."""
    pieces = [piece for word in name_words(model_id)[:20] for piece in word.split(".") if piece]
    if sum(map(len, pieces)) < 4:  # noqa: PLR2004
        return False
    whole = r"[-_./]?".join(map(re.escape, pieces))
    return bool(re.search(rf"(?<![a-z0-9]){whole}(?![a-z0-9])", path[-300:].lower()))


def names_family_and_size(path: str, model_id: str) -> bool:
    """True where a path holds the family (four letters or more, else all words of the name) and the size as words.

    A path that speaks of a variant which the model's name lacks (`chat` for a base model) is another model's.
    """
    size, kin = as_name(size_word(model_id)), as_name(family(model_id))
    if not size:
        return False
    plain = path[-300:].lower()
    words = _words(plain) | {as_name(part) for part in re.split(r"[-/]+", plain.rpartition(".")[0])}
    sized = size in words or f"{kin}{size}" in words or as_name(size_word(model_id)) in {as_name(w) for w in words}
    named = bool({kin, f"{kin}{size}"} & words) if len(kin) >= 4 else set(name_words(model_id)) <= words  # noqa: PLR2004
    return sized and named and not _words(plain) & _other_kinds(model_id)


def _other_kinds(model_id: str) -> frozenset[str]:
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
    """True where the repository's name is the model's or its family's (`acme/open` for `acme/open-7b`)."""
    name = as_name(repository.rpartition("/")[2])
    whole = as_name("".join(name_words(model_id)))
    return len(name) >= 3 and whole.startswith(name)  # noqa: PLR2004


def holdings(
    evidence: Evidence, purpose: Purpose, *, roles: tuple[Role, ...], dedicated: tuple[Role, ...]
) -> Iterator[Holding]:
    """The code of one purpose: the model's own first, then that of each linked repository of these roles.

    Links of a `dedicated` role say that they lead to the model's code for the purpose. What lies in a public tool is a
    tool for all models, unless it names this one or the tool is its owner's.
    """
    shows = "Training code" if purpose is Purpose.TRAINING else "Evaluation code"
    if place := present(evidence):
        code = own_code(evidence.id, place.listing, purpose)
        if code.fit is not Fit.NONE:
            cited = tuple(place.cite_file(path, shows) for path in code.paths)
            yield Holding(code=code, where="The model's own repository", citations=cited)
    generic = evidence.rules.vocabulary.generic_repositories
    for link, target in linked_once(evidence, *roles):
        if target is None or link.ref is None or not isinstance(target.head, Head):
            continue
        code = linked_code(evidence, link, target, purpose, dedicated=link.role in dedicated)
        tool = link.ref.name.lower() in generic and not same_owner(evidence.id, link.ref.name)
        if code.fit >= Fit.FAMILY or (code.fit is Fit.OTHER and not tool):
            stated = evidence.cite_link(link, f"Links {link.ref.name}")
            cited = (stated, *(target.cite_file(path, shows) for path in code.paths))
            yield Holding(code=code, where=f"The linked repository {link.ref.name}", citations=cited)


def looked_through(evidence: Evidence, *roles: Role) -> str:
    """`, and at a, b and c,` for the linked repositories that were looked through; empty for none."""
    names = [link.ref.name for link, place in linked_once(evidence, *roles) if link.ref and place]
    return f", and at {in_words(names)}," if names else ""


def own_code(model_id: str, files: Iterable[File], purpose: Purpose) -> Code:
    """Code in the model's own repository: all of it is this model's but for examples."""
    found = _candidates(files, purpose)
    ours = [path for path in found if not _words(path) & _EXAMPLES or names_model(path, model_id)]
    if ours:
        return Code(fit=Fit.OURS, paths=tuple(ours[:3]), why="it lies beside the weights")
    return Code(fit=Fit.OTHER if found else Fit.NONE, paths=tuple(found[:3]), why="it is an example")


def linked_code(evidence: Evidence, link: Link, place: Place, purpose: Purpose, *, dedicated: bool) -> Code:
    """Code in a linked repository.

    `dedicated`: who links it says that this is the model's code for the purpose. A file is this model's where its
    path names the model, or the family and the size; a repository where its owner and name are the model's, or where
    a dedicated link leads to a folder or file of it.
    """
    model_id, repository = evidence.id, place.ref.name
    generic = repository.lower() in evidence.rules.vocabulary.generic_repositories
    owned = same_owner(model_id, repository)
    kindred = owned and same_family(model_id, repository)
    files = place.listing[:_MAX_LISTED]
    found = _candidates(files, purpose)
    if not (generic and purpose is Purpose.EVALUATION and not kindred) and (
        named := _named(files, found, model_id, purpose)
    ):
        return Code(fit=Fit.OURS, paths=tuple(named[:3]), why="its path names the model")
    plain = [path for path in found if not _words(path) & _EXAMPLES]
    if dedicated and not generic and (ours := _dedicated(link, plain, model_id, repository, purpose)):
        return ours
    top = plain if purpose is Purpose.TRAINING else _packaged(plain)
    if kindred and top:
        return Code(fit=Fit.FAMILY, paths=tuple(top[:3]), why="the repository is the model family's own")
    # Benchmarks in the code of a training repository mostly measure its speed.
    package = [path for path in top if _words(path.rpartition("/")[0]) & (_EVALUATION - _BENCHMARKS)]
    if purpose is Purpose.EVALUATION and package and owned and _is_home(evidence, link):
        why = "it is the one repository of the model's owner that the card links"
        return Code(fit=Fit.HOME, paths=tuple(package[:3]), why=why)
    kin = [path for path in top if _kin(path, model_id)] if purpose is Purpose.TRAINING and not generic else []
    if kin and owned:
        return Code(fit=Fit.FAMILY, paths=tuple(kin[:3]), why="the same owner's script names the model's family")
    # Others train and evaluate models too: their code says something of this one only where it is linked as its own.
    vouched = dedicated or link.stated_by is StatedBy.CURATOR
    shown = tuple((top or found if purpose is Purpose.TRAINING else top)[:3]) if owned or vouched else ()
    return Code(fit=Fit.OTHER if shown else Fit.NONE, paths=shown, why="it names no model")


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
    inside = [path for path in paths if _words(path.rpartition("/")[0]) & _EVALUATION]
    top = [path for path in paths if "/" not in path]
    return inside + (top if len(inside) + len(top) > 1 else [])


def _named(files: tuple[File, ...], found: list[str], model_id: str, purpose: Purpose) -> list[str]:
    configs = () if purpose is Purpose.EVALUATION else _named_configs(files, model_id, found)
    named = [path for path in (*found, *configs) if _names(path, model_id)]
    whole = as_name("".join(name_words(model_id)))
    return sorted(named, key=lambda path: as_name(path.rpartition("/")[2].rpartition(".")[0]) != whole)


def _names(path: str, model_id: str) -> bool:
    """A file that calls itself an example is none of a model; a folder of examples may hold the very script."""
    if names_model(path, model_id):
        return not _words(path.rpartition("/")[2]) & _EXAMPLES
    return names_family_and_size(path, model_id) and not _words(path) & (_EXAMPLES | _INFERENCE)


def _dedicated(link: Link, plain: list[str], model_id: str, repository: str, purpose: Purpose) -> Code | None:
    """Code behind a link that says what it is for: a whole repository for evaluation, a folder of the same owner's."""
    own_words = link.stated_by is not StatedBy.CURATOR
    is_home = bool(_words(repository.rpartition("/")[2]) & _EVALUATION)
    shown = plain if is_home else _at_the_top(plain)
    if purpose is Purpose.EVALUATION and own_words and len(shown) > 1:
        return Code(fit=Fit.OURS, paths=tuple(shown[:3]), why="it is linked as the evaluation code")
    inside = _below_link(link, plain) if same_owner(model_id, repository) else ()
    return Code(fit=Fit.OURS, paths=inside[:3], why="the card leads to this very folder for it") if inside else None


def _at_the_top(paths: list[str]) -> list[str]:
    """Evaluation code that a repository shows at its top: a script there, or a folder named for it; two at least."""
    shown = [path for path in paths if _words(path.partition("/")[0]) & _EVALUATION]
    return shown if len(shown) > 1 else []


def _kin(path: str, model_id: str) -> bool:
    kin = as_name(family(model_id))
    words = _words(path.rpartition("/")[2])
    return len(kin) >= 3 and kin in words and not words & _other_kinds(model_id)  # noqa: PLR2004


def _candidates(files: Iterable[File], purpose: Purpose) -> list[str]:
    found = [file.path for file in files if is_code_for(file.path, purpose)]
    own = _TRAINING if purpose is Purpose.TRAINING else _EVALUATION

    def order(path: str) -> tuple[bool, bool, int, str]:
        folder, _, name = path.rpartition("/")
        return path.lower().endswith(_CONFIGS), not _words(name) & own, folder.count("/"), path

    return sorted(found, key=order)


def _named_configs(files: Iterable[File], model_id: str, known: list[str]) -> list[str]:
    seen = set(known)
    return [
        file.path
        for file in files
        if file.path not in seen
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
