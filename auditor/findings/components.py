"""Find the code of a model's parts (architecture, use, data) in its own and linked repositories, and tell whose it is.

Code for training and evaluation is told by `scripts`; here are the parts of which a file's name says enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import partial
from typing import Final

from auditor.answers import Citation
from auditor.card import Role
from auditor.evidence import Evidence, File, Head, Kind, Link, Place, StatedBy
from auditor.findings.holdings import Holding
from auditor.findings.listing import having
from auditor.findings.look import linked_once, present
from auditor.findings.names import (
    names_family,
    names_family_and_size,
    names_model,
    same_family,
    same_owner,
    words_of,
)
from auditor.findings.scripts import Code, Fit
from auditor.reading.named_data import word_set
from auditor.reading.traits import Trait

_SOURCES: Final = (".py", ".rs", ".cpp", ".cc", ".c", ".jl", ".java", ".go", ".swift")
_RUN: Final = (*_SOURCES, ".sh", ".bash", ".slurm", ".ipynb")
_APART: Final = word_set(
    "test tests testing third vendor submodules dependencies github eval evals evaluate evaluation evaluating benchmark"
    " benchmarks doc docs"
)
_EXAMPLES: Final = word_set("example examples tutorial tutorials sample samples cookbook cookbooks toy tiny studies")
_DATA: Final = word_set("data dataset datasets corpus corpora pretraining scrapers sharegpt jsonl")

_MODEL_FILES: Final = re.compile(
    r"modell?ing(_.*)?|models?|arch|architectures?|networks?|transformer|.+_(model|arch|architecture|network|modell?ing)"
)
_MODEL_FOLDERS: Final = word_set("model models modeling modelling architecture architectures networks")
_NOT_A_MODEL: Final = (
    _APART
    | _EXAMPLES
    | word_set("util utils download convert conversion merge quantize quantized quantization load get run check upload")
    | word_set("push export registry data dataset datasets config configs constants builder tokenizer reward api")
    | word_set("wrapper delta adapter adapters compression server client script gin scripts onnx gptq awq loss losses")
    | word_set("train training apply patch monkey")
)
_USES: Final = word_set(
    "inference infer generate generation chat demo serve serving deploy deployment predict prediction gradio streamlit"
    " webui quickstart app"
)
_OWN_USES: Final = word_set("pipeline handler usage run")
_NOT_A_USE: Final = _APART | word_set(
    "train training trainer pretrain pretraining finetune finetuning finetuned sft dpo ppo grpo data dataset datasets"
    " tokenizer template templates constants util utils prompt prompts synthetic convert compression quantize"
    " quantization callbacks"
)
_PREPARES: Final = word_set("preprocess preprocessing preprocessor preprocessors")
_PROCESSES: Final = _PREPARES | word_set(
    "tokenize tokenizing dedup deduplicate deduplication dedupe decontaminate decontamination minhash"
)
_PROCESSES_DATA: Final = word_set(
    "filter filters filtering filtered clean cleaning cleanup scrape scraper scrapers scraping crawl crawler curate"
    " curation prepare prep preparation process processing processor build create convert reformat mix mixing annotate"
    " extract"
)
_NOT_PROCESSING: Final = _APART | _EXAMPLES | word_set("inference demo serve serving config configs")
_MAX_LISTED: Final = 100_000
"""Files of one repository that are looked at, as in `scripts`."""
BESIDE: Final = "it lies beside the weights"


class Component(StrEnum):
    """A part of a model's making or use whose code is looked for. The value is how a citation calls it."""

    ARCHITECTURE = "Code of the architecture"
    INFERENCE = "Code to run a model"
    PROCESSING = "Code that processes data"


def is_code_of(path: str, component: Component, *, own: bool = False) -> bool:
    """True for a source file, script or notebook whose name and folders say that it is this kind of code.

    `own`: it lies beside the weights, where `pipeline.py` runs the model and `preprocessing.py` prepares its inputs.
    """
    lowered = path[-300:].lower()
    if not lowered.endswith(_RUN):
        return False
    folder, _, name = lowered.rpartition("/")
    stem, _, _ = name.rpartition(".")
    words, told = words_of(path), words_of(stem)
    if name in {"__init__.py", "setup.py", "conftest.py"}:
        return False
    match component:
        case Component.ARCHITECTURE:
            below = bool(set(folder.split("/")) & _MODEL_FOLDERS)
            shown = lowered.endswith(_SOURCES) and not words & _NOT_A_MODEL
            return shown and (below or bool(_MODEL_FILES.fullmatch(stem)))
        case Component.INFERENCE:
            wanted = _USES | _OWN_USES if own else _USES
            return bool(words & wanted) and not words & _NOT_A_USE
        case Component.PROCESSING:
            strong = _PROCESSES - _PREPARES if own else _PROCESSES
            shown = bool(told & strong) or bool(told & (_PROCESSES | _PROCESSES_DATA) and words & _DATA)
            return shown and not words & _NOT_PROCESSING


def found(
    evidence: Evidence, component: Component, *, roles: tuple[Role, ...], dedicated: tuple[Role, ...] = ()
) -> Iterator[Holding]:
    """The code of one component: the model's own first, then that of each linked repository of these roles.

    Links of a `dedicated` role say that they lead to this kind of code. Public tools that are not the owner's are left
    out: they are named, not published with the model.
    """
    if place := present(evidence):
        paths = _shallowest_first(file.path for file in having(place, _OWN[component]))
        if paths:
            code = Code(fit=Fit.OURS, paths=tuple(paths[:3]), why=BESIDE)
            yield Holding(code=code, where="The model's own repository", citations=_cited(place, code, component))
    for link, target in linked_once(evidence, *roles):
        if target is None or link.ref is None or not isinstance(target.head, Head):
            continue
        if link.ref.kind is not Kind.REPOSITORY:
            continue
        code = _linked(evidence, link, target, component, dedicated=link.role in dedicated)
        if code.fit is not Fit.NONE:
            stated = evidence.cite_link(link, f"Links {link.ref.name}")
            where = f"The linked repository {link.ref.name}"
            yield Holding(code=code, where=where, citations=(stated, *_cited(target, code, component)))


def _cited(place: Place, code: Code, component: Component) -> tuple[Citation, ...]:
    return tuple(place.cite_file(path, component.value) for path in code.paths)


def _paths(files: Iterable[File], component: Component, *, own: bool = False) -> list[str]:
    listed = [file.path for file in files if is_code_of(file.path, component, own=own)]
    return _shallowest_first(listed)


def _shallowest_first(paths: Iterable[str]) -> list[str]:
    return sorted(paths, key=lambda path: (path.count("/"), path))


_OWN: Final = {one: Trait(partial(is_code_of, component=one, own=True)) for one in Component}


def _linked(  # noqa: PLR0911 - one for each way in which code may be this model's
    evidence: Evidence, link: Link, place: Place, component: Component, *, dedicated: bool
) -> Code:
    model_id, repository = evidence.id, place.ref.name
    owned, kindred = same_owner(model_id, repository), same_family(model_id, repository)
    if repository.lower() in evidence.rules.vocabulary.generic_repositories and not owned:
        return Code(fit=Fit.NONE)
    files = place.listing[:_MAX_LISTED]
    paths = _paths(files, component)
    if named := [path for path in paths if names_model(path, model_id) or names_family_and_size(path, model_id)]:
        return Code(fit=Fit.OURS, paths=tuple(named[:3]), why="its path names the model")
    if dedicated and (shown := _below_link(link, files) or paths):
        return Code(fit=Fit.OURS, paths=tuple(shown[:3]), why="it is linked for that")
    # What a family is built of and how it is run is one for all who use it; with which data is each maker's own.
    if kindred and paths and (owned or component is not Component.PROCESSING):
        return Code(fit=Fit.FAMILY, paths=tuple(paths[:3]), why="the repository has the name of the model's family")
    kin = [path for path in paths if names_family(path, model_id)]
    if kin and owned and component is not Component.PROCESSING:
        return Code(fit=Fit.FAMILY, paths=tuple(kin[:3]), why="the owner's file names the model's family")
    if paths and (owned or link.stated_by is StatedBy.CURATOR):
        return Code(fit=Fit.OTHER, paths=tuple(paths[:3]), why="nothing tells that it is this model's")
    return Code(fit=Fit.NONE)


def _below_link(link: Link, files: Iterable[File]) -> list[str]:
    """Scripts in the folder, or the one script, to which the link's address leads; none for a bare repository."""
    match = re.search(r"/(?:tree|blob)/[^/]+/([^?#]+)", link.url[:500])
    if match is None:
        return []
    target = match[1].rstrip("/")
    folder = target.rpartition("/")[0] if re.search(r"\.(md|rst|txt)$", target, re.IGNORECASE) else target
    scripts = (file.path for file in files if file.path.lower().endswith(_RUN))
    return [path for path in scripts if path == target or (folder and path.startswith(f"{folder}/"))]
