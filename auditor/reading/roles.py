"""What a link on a card is for: by the words around it, by its headings, and by what it points at."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from auditor.card import CardLink, Role, Where, as_name
from auditor.rules import NameKind, Vocabulary

_TRACKERS: Final = frozenset({"wandb.ai", "api.wandb.ai", "swanlab.cn", "comet.com", "www.comet.com", "app.neptune.ai"})
_NOT_A_RUN: Final = frozenset({"", "site", "home", "authorize", "login", "signup", "docs", "blog", "fully-connected"})
_PAPERS: Final = re.compile(
    r"(^|\.)(arxiv\.org|aclanthology\.org|openreview\.net|doi\.org|proceedings\.mlr\.press|biorxiv\.org|medrxiv\.org)$"
)
_HUB: Final = frozenset({"huggingface.co", "www.huggingface.co", "hf.co"})
_GITHUB: Final = frozenset({"github.com", "www.github.com"})
_TRAINS: Final = frozenset({"training", "pretraining", "fine_tuning", "alignment"})
_TUNES: Final = frozenset({"fine_tuning", "alignment"})
_EVALUATES: Final = frozenset({"evaluation", "evaluation_code"})
_OF_OTHERS: Final = frozenset({"comparison", "acknowledgement", "citation", "community"})
SIZE: Final = re.compile(r"(?<![a-z0-9.])(\d+x)?\d+([._]\d+)?[mbk](?![a-z0-9])", re.IGNORECASE)
"""A size in a model's name: `7b`, `1.6b`, `8x7b`."""
_STAGES: Final = frozenset(
    {"base", "sft", "dpo", "pt", "pretrain", "pretrained", "foundation", "hf", "instruct", "chat"}
)
_PICTURE: Final = re.compile(r"\.(png|jpe?g|gif|svg|webp|mp4)$")
_LOGS: Final = frozenset({"log", "logs", "tensorboard", "training"})
"""Words in the name of a repository on the Hub that holds the logs of a training."""
_USES: Final = frozenset({"inference", "demo", "usage"})


def role_of(link: CardLink, vocabulary: Vocabulary, *, subject: str) -> Role:  # noqa: PLR0911 - one for each kind of host
    """The role of a link on the card of `subject` (`OWNER/NAME` of the model or repository).

    The words of its own sentence, row or list item speak first, then the headings above it. A link in a comment, one
    to something that is announced only, and one to other people's work have no role.
    """
    try:
        parts = urlsplit(link.url)
        host = (parts.hostname or "").lower()
    except ValueError:
        return Role.OTHER
    cues = set(link.cues)
    if link.where is Where.COMMENT or "not_released" in cues:
        return Role.OTHER
    pieces = [piece for piece in parts.path.split("/") if piece]
    own_server = host.endswith((".wandb.ai", ".wandb.io")) and not host.startswith(("docs.", "www.", "community."))
    if host in _TRACKERS or own_server:
        return _tracker(pieces, cues, host)
    if _PAPERS.search(host) or parts.path.lower().endswith(".pdf") or (host in _HUB and pieces[:1] == ["papers"]):
        return _paper(link)
    if host in _HUB and pieces[:1] != ["spaces"]:
        return _dataset(link) if pieces[:1] == ["datasets"] else _model(link, pieces, subject)
    if host in _GITHUB and len(pieces) > 1:
        return _code(link, pieces, vocabulary, subject)
    return _elsewhere(link)


def _elsewhere(link: CardLink) -> Role:
    """A page on a host of no kind of its own: training data where its sentence says data and the words say training."""
    cues, about = set(link.cues), {*link.cues, *link.heading_cues}
    others = _EVALUATES | _OF_OTHERS | _USES | {"example_data", "paper", "technical_report", "license", "code"}
    leads = link.where in {Where.PROSE, Where.LIST, Where.TABLE} and "data" in cues and about & _TRAINS
    return Role.TRAINING_DATA if leads and not cues & others and not about & _USES else Role.OTHER


def _tracker(pieces: list[str], cues: set[str], host: str) -> Role:
    """A run, report, project or sweep; the tracker's own pages and "built with" badges lead to none."""
    owner = pieces[0].lower() if pieces else ""
    if owner in _NOT_A_RUN or len(pieces) < 2 or cues & {"comparison", "acknowledgement"}:  # noqa: PLR2004
        return Role.OTHER
    return Role.TRAINING_METRICS if host else Role.OTHER


def _paper(link: CardLink) -> Role:
    """A paper that the card calls one or asks to cite; one that is cited for a method is not the model's."""
    cues, about = set(link.cues), {*link.cues, *link.heading_cues}
    if cues & {"comparison", "acknowledgement"}:
        return Role.OTHER
    if "technical_report" in cues and "paper" not in cues:
        return Role.TECHNICAL_REPORT
    asks_to_cite = link.where is Where.CODE and "citation" in about
    return Role.PAPER if about & {"paper", "technical_report"} or asks_to_cite else Role.OTHER


def _dataset(link: CardLink) -> Role:
    """Training data where the words say training and not evaluation, and the other way round."""
    of_users = _USES & {*link.cues, *link.heading_cues} and "training" not in link.cues
    if of_users or _PICTURE.search(link.url.lower()):
        return Role.OTHER
    for words in (set(link.cues), set(link.cues) | set(link.heading_cues)):
        trains, evaluates = bool(words & (_TRAINS | {"data"})), bool(words & _EVALUATES)
        if words & {"comparison", "example_data"}:
            return Role.OTHER
        if words & _TRAINS and not evaluates:
            return Role.TRAINING_DATA
        if evaluates and not words & _TRAINS:
            return Role.EVALUATION_DATA
        if trains and not evaluates:
            return Role.TRAINING_DATA
    return Role.OTHER


def _model(link: CardLink, pieces: list[str], subject: str) -> Role:
    """A base model only where the link's own sentence says that this model comes from it."""
    cues = set(link.cues)
    logs = "metrics" in cues and not cues & _OF_OTHERS and bool(_LOGS & _words(pieces))
    if logs or "tensorboard" in {*pieces[:1], *pieces[2:3]}:
        return Role.TRAINING_METRICS
    # A link to a file of another model (its license, say) is about that file.
    if len(pieces) < 2 or (len(pieces) > 2 and pieces[2] in {"blob", "resolve", "discussions"}):  # noqa: PLR2004
        return Role.OTHER
    if _is_sibling("/".join(pieces[:2]), subject):
        return Role.OTHER
    derives = "derivation" in cues and not cues & {"comparison", "usage", "acknowledgement", "citation", "quantized"}
    return Role.BASE_MODEL if derives and link.where in {Where.PROSE, Where.LIST} else Role.OTHER


def _words(pieces: list[str]) -> set[str]:
    return set(re.split(r"[-_.]", pieces[1].lower())) if len(pieces) > 1 else set()


def _is_sibling(model: str, subject: str) -> bool:
    """True for the model itself, and for one of the same owner that cannot be what it is built on.

    Such are another size of the same family, what is made from this one by its name (`open-7b-chat` for `open-7b`),
    and any other where this one calls itself the base.
    """
    owner, _, name = model.casefold().partition("/")
    own_owner, _, own_name = subject.casefold().partition("/")
    if owner != own_owner:
        return False
    sizes = [{one[0] for one in SIZE.finditer(each)} for each in (name, own_name)]
    kin = re.split(r"[-_.\d]", name, maxsplit=1)[0] == re.split(r"[-_.\d]", own_name, maxsplit=1)[0]
    other_size = kin and all(sizes) and sizes[0] != sizes[1]
    words = [set(re.split(r"[-_.]", each)) for each in (name, own_name)]
    # What a model is built on has its name or a plainer one: `open-7b` or `open-7b-base`, never `open-vl-7b`.
    other_kind = kin and any(word.isalpha() for word in words[0] - words[1] - _STAGES)
    return other_size or other_kind or name.startswith(own_name) or "base" in re.split(r"[-_.]", own_name)


def _code(link: CardLink, pieces: list[str], vocabulary: Vocabulary, subject: str) -> Role:
    repository = f"{pieces[0]}/{pieces[1].removesuffix('.git')}"
    known = vocabulary.generic_repositories.get(repository.lower())
    own = is_akin(repository, subject)
    cues = set(link.cues)
    evaluates = known is not None and known.kind in {NameKind.HARNESS, NameKind.BENCHMARK}
    if known and not own and not (evaluates and cues & _EVALUATES):
        return Role.TRAINING_CODE if known.kind is NameKind.FRAMEWORK and cues & _TRAINS else Role.OTHER
    if cues & _OF_OTHERS and not (own and cues - _OF_OTHERS):
        return Role.OTHER
    # "Derived from X, which is under the license Y": the repository is X's.
    if {"derivation", "license"} <= cues and not own:
        return Role.OTHER
    for words in (cues, cues | set(link.heading_cues)):
        if role := _code_role(words):
            return role
    if known and not own:
        return Role.OTHER
    # A badge at a card's top leads to the project's own code, whoever keeps it.
    return Role.CODE if own or "code" in cues or link.where is Where.BADGE else Role.OTHER


def _code_role(words: set[str]) -> Role | None:
    if words & _EVALUATES and not words & (_TRAINS | {"training_code"}):
        return Role.EVALUATION_CODE
    if "data_processing" in words and not words & _EVALUATES:
        return Role.DATA_PROCESSING_CODE
    if "evaluation_code" in words and "training_code" not in words:
        return Role.EVALUATION_CODE
    if words & {"training_code", *_TRAINS} and not words & _EVALUATES:
        return Role.FINE_TUNING_CODE if words & _TUNES and "pretraining" not in words else Role.TRAINING_CODE
    if words & _USES and not words & _TRAINS:
        return Role.INFERENCE_CODE
    return None


def role_of_path(path: str) -> Role:
    """What the code in a folder is for, by the folder's name: evaluation, training, or not told."""
    words = set(re.split(r"[^a-z0-9]+", path.lower()))
    if words & {"eval", "evals", "evaluation", "lmeval", "harness"}:
        return Role.EVALUATION_CODE
    return Role.TRAINING_CODE if words & {"train", "training", "pretraining", "finetuning", "sft"} else Role.CODE


def is_public_tool(repository: str, vocabulary: Vocabulary, *, subject: str) -> bool:
    """True for a known tool: it holds no model's own code, so it is not opened.

    A training framework of the model's own producer may hold it all the same; a harness or library does not.
    """
    known = vocabulary.generic_repositories.get(repository.lower())
    return known is not None and (known.kind is not NameKind.FRAMEWORK or not is_akin(repository, subject))


def is_akin(repository: str, subject: str) -> bool:
    """True where owner or name of a repository resembles the subject's."""
    owner, _, name = repository.partition("/")
    subject_owner, _, subject_name = subject.partition("/")
    owners = sorted((as_name(owner), as_name(subject_owner)), key=len)
    if len(owners[0]) >= 3 and owners[1].startswith(owners[0]):  # noqa: PLR2004
        return True
    short = as_name(name)
    return len(short) >= 4 and (short in as_name(subject_name) or as_name(subject_name) in short)  # noqa: PLR2004
