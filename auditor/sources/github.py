"""GitHub: a repository's settings, the tree at a pinned commit, its license and its README."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Final, TypeVar
from urllib.parse import quote, urljoin

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from auditor.card import Card, CardState
from auditor.evidence import (
    File,
    Head,
    InvalidName,
    Kind,
    Link,
    Missing,
    Place,
    Profile,
    ReadFile,
    Reason,
    Ref,
    Settings,
    Snapshot,
    StatedBy,
    checked_name,
)
from auditor.reading.card import read_card
from auditor.reading.contents import license_facts
from auditor.reading.files import is_license_text
from auditor.reading.roles import role_of_path
from auditor.sources import Counted, Errand, Listing, path_on, saw_less
from auditor.transport import BudgetSpent, Door, HostFailure, Reply, hash_of

PAGE: Final = "https://github.com"
MAX_FILES: Final = 100_000
_LICENSE: Final = re.compile(r"([^/]*[-_.])?(un)?(licen[cs]e|copying)([-_.][^/]*)?", re.IGNORECASE)
_OF_OTHERS: Final = re.compile(r"data|third|notice|docs?\b|header|template", re.IGNORECASE)
MODULES: Final = ".gitmodules"
MAX_MODULES: Final = 100_000
"""Bytes of a `.gitmodules` that are read."""
_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_HOSTS: Final = frozenset({"github.com", "www.github.com"})
_NOT_OWNERS: Final = frozenset(
    {
        "about",
        "apps",
        "collections",
        "contact",
        "customer-stories",
        "enterprise",
        "events",
        "explore",
        "features",
        "issues",
        "login",
        "marketplace",
        "new",
        "notifications",
        "organizations",
        "orgs",
        "pricing",
        "pulls",
        "search",
        "security",
        "settings",
        "site",
        "sponsors",
        "topics",
        "trending",
        "users",
    }
)
_DEFAULT_BRANCHES: Final = frozenset({"main", "master", "HEAD"})
_ACCEPT: Final = {"Accept": "application/vnd.github+json", "X-GitHub-Api-Version": "2022-11-28"}


class _Lenient(BaseModel):
    """A host's answer: what we read of it is checked, what we do not know is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


_Shape = TypeVar("_Shape", bound=_Lenient)


class _License(_Lenient):
    spdx_id: str | None = None


class _Repository(_Lenient):
    """`GET /repos/{owner}/{repo}`."""

    id: int | None = None
    full_name: str
    default_branch: str = "main"
    archived: bool | None = None
    disabled: bool | None = None
    private: bool | None = None
    license: _License | None = None
    pushed_at: str | None = None
    created_at: str | None = None


class _Entry(_Lenient):
    path: str = Field(max_length=4096)
    type: str = "blob"
    size: Counted = None


class _Tree(_Lenient):
    """`GET /repos/{owner}/{repo}/git/trees/{sha}?recursive=1`."""

    tree: list[_Entry]
    truncated: bool = False


class _Readme(_Lenient):
    """`GET /repos/{owner}/{repo}/readme`."""

    path: str = Field(max_length=4096)
    content: str
    encoding: str = "base64"


def recognise(url: str) -> Ref | None:
    """A link to a repository, with the branch that `/tree/` or `/blob/` names where it is not the usual default."""
    pieces = path_on(_HOSTS, url)
    if len(pieces) < 2 or pieces[0].lower() in _NOT_OWNERS:  # noqa: PLR2004
        return None
    try:
        name = checked_name(f"{pieces[0]}/{pieces[1].removesuffix('.git')}")
    except InvalidName:
        return None
    branch = pieces[3] if len(pieces) > 3 and pieces[2] in {"tree", "blob"} else ""  # noqa: PLR2004
    if branch in _DEFAULT_BRANCHES or not re.fullmatch(r"[\w.-]{0,100}", branch):
        branch = ""
    return Ref(source="github", kind=Kind.REPOSITORY, name=name, branch=branch)


def observe(ref: Ref, errand: Errand) -> Place:
    """Look at a repository: two requests where nothing changed (free when authorised and not modified), else four.

    One more reads the license of the weights where the repository keeps one apart, another what its submodules are.

    Raises `HostFailure` where the repository, its head or its tree could not be had.
    """
    door, known = errand.door, errand.known
    root = f"{door.endpoints.github}/repos/{ref.name}"
    page = f"{PAGE}/{ref.name}"
    reply = door.get(root, headers=_ACCEPT)
    kept = known.snapshot if known else None
    if reason := _refusal(reply):
        return _gone(ref, Missing(reason=reason, observed=reply.observed), known)
    repository = _parsed(_Repository, reply)
    branch = ref.branch or repository.default_branch
    commit = door.get(f"{root}/commits/{quote(branch, safe='')}", headers={"Accept": "application/vnd.github.sha"})
    # 409 is GitHub's answer for a repository without a commit.
    reason = Reason.EMPTY if commit.status == 409 else _refusal(commit)  # noqa: PLR2004
    if reason:
        return _gone(ref, Missing(reason=reason, observed=reply.observed), known)
    revision = commit.body.decode("ascii", "replace").strip()
    if not _COMMIT.fullmatch(revision):
        raise HostFailure("GitHub answered with something that is not a commit")
    head = Head(
        name=repository.full_name[:200],
        identity=str(repository.id or ""),
        revision=revision,
        settings=Settings(private=repository.private, disabled=repository.disabled, archived=repository.archived),
        observed=reply.observed,
    )
    if not (kept and _still_stands(kept, revision, errand)):
        seen = _look(root, head, repository, errand)
        # A README that is not read was broken off: what is gone or absent says so.
        kept = kept if seen.card_state is CardState.NOT_READ and saw_less(seen, kept) else seen
    return Place(ref=ref, page=page, head=head, snapshot=kept, replaced=_replaced(head, known))


def _gone(ref: Ref, head: Missing, known: Place | None) -> Place:
    """A repository that GitHub refuses today; which one it was is kept, for its name may be taken."""
    return Place(
        ref=ref,
        page=f"{PAGE}/{ref.name}",
        head=head,
        snapshot=known.snapshot if known else None,
        formerly=_identity(known),
        replaced=known.replaced if known else "",
    )


def _identity(known: Place | None) -> str:
    """GitHub's own number of the repository that was seen, which outlives renaming; empty where none was."""
    if known is None:
        return ""
    return known.head.identity if isinstance(known.head, Head) else known.formerly


def _replaced(head: Head, known: Place | None) -> str:
    """The day from which on another repository has this name, empty where none has."""
    before = _identity(known)
    if before and head.identity and before != head.identity:
        return head.observed or "a day that is not known"
    return known.replaced if known else ""


def _still_stands(kept: Snapshot, revision: str, errand: Errand) -> bool:
    """True where asking again could show nothing new: same commit, same rules, and nothing had been left open."""
    return kept.revision == revision and kept.reading == errand.reading and kept.card_state is not CardState.NOT_READ


def _look(root: str, head: Head, repository: _Repository, errand: Errand) -> Snapshot:
    reply = errand.door.get(f"{root}/git/trees/{head.revision}?recursive=1", headers=_ACCEPT, immutable=True)
    if reply.status != 200:  # noqa: PLR2004
        raise HostFailure(f"GitHub answered with status {reply.status} for a tree")
    tree = _parsed(_Tree, reply)
    blobs = [entry for entry in tree.tree if entry.type == "blob"]
    # Blob ids are left out: the commit in the URL pins every file of the tree already.
    files = tuple(File(path=entry.path, size=entry.size) for entry in blobs[:MAX_FILES])
    card, card_state = _readme(root, head.revision, errand)
    spdx_id = repository.license.spdx_id if repository.license else None
    single = _Files(root, head.revision, errand)
    modules = {entry.path for entry in tree.tree if entry.type == "commit"}
    links = _submodules(single.read(MODULES), modules, head.name) if modules else ()
    told = bool(spdx_id) and spdx_id != "NOASSERTION"
    read = single.licenses([file.path for file in files], told=told)
    return Snapshot(
        revision=head.revision,
        observed=head.observed,
        # What was broken off is looked at again, as after a change of the reading.
        reading="" if single.broken_off else errand.reading,
        profile=Profile(
            license=(spdx_id or "")[:80],
            created=(repository.created_at or "")[:10],
            modified=(repository.pushed_at or "")[:10],
        ),
        files=files,
        complete=not tree.truncated and len(blobs) <= MAX_FILES,
        card=card,
        card_state=card_state,
        read=read,
        links=links,
    )


def _submodules(text: bytes, paths: set[str], name: str) -> tuple[Link, ...]:
    """The repositories on GitHub that are part of `name` as submodules, by its `.gitmodules`."""
    modules: list[dict[str, tuple[str, int]]] = []
    for number, line in enumerate(text[:MAX_MODULES].decode("utf-8", "replace").splitlines(), 1):
        key, equals, value = (part.strip() for part in line.partition("="))
        if line.lstrip().startswith("[submodule"):
            modules.append({})
        elif equals and modules and key in {"path", "url"}:
            modules[-1][key] = (value, number)
    found: list[Link] = []
    for module in modules:
        (path, _), (url, line_number) = module.get("path", ("", 0)), module.get("url", ("", 0))
        ref = recognise(_web_address(url, name)) if url and path in paths else None
        if ref:
            role, home = role_of_path(path), f"{PAGE}/{ref.name}"
            stated = Link(role=role, url=home, ref=ref, stated_by=StatedBy.FILE, line=line_number, path=MODULES)
            found.append(stated)
    return tuple(found[:20])


def _web_address(url: str, name: str) -> str:
    """Git's ways to write an address: `git@github.com:acme/evals.git`, `../evals.git` beside `acme/open`."""
    secure = re.sub(r"^(ssh://)?git@([\w.-]+)[:/]", r"https://\2/", url.removeprefix("git+"))
    return urljoin(f"{PAGE}/{name}/", re.sub(r"^git://", "https://", secure)).removesuffix("/")


class _Files:
    """Single files of a repository at a commit. `broken_off`: the host failed on one, so it has to be asked again."""

    def __init__(self, root: str, revision: str, errand: Errand) -> None:
        self._root, self._revision, self._errand = root, revision, errand
        self.broken_off = False

    def read(self, path: str) -> bytes:
        """The bytes, empty where they could not be had. Raises `BudgetSpent`."""
        headers = {**_ACCEPT, "Accept": "application/vnd.github.raw+json"}
        url = f"{self._root}/contents/{quote(path)}?ref={self._revision}"
        try:
            reply = self._errand.door.get(url, headers=headers, immutable=True)
        except BudgetSpent:
            raise
        except HostFailure:
            self.broken_off = True
            return b""
        self.broken_off = self.broken_off or reply.status not in {200, 404}
        return reply.body if reply.status == 200 else b""  # noqa: PLR2004

    def licenses(self, paths: list[str], *, told: bool) -> tuple[ReadFile, ...]:
        """The text kept for the weights apart (`LICENSE-MODEL`), and that of the code where the host names none."""
        texts = [path for path in paths if "/" not in path and _LICENSE.fullmatch(path)]
        of_model = [path for path in texts if is_license_text(path) and "model" in path.lower()][:1]
        of_code = [path for path in texts if path not in of_model and not _OF_OTHERS.search(path)][:1]
        return tuple(filter(None, map(self._license, [*of_model, *([] if told else of_code)])))

    def _license(self, path: str) -> ReadFile | None:
        text = self.read(path)
        if not text:
            return None
        facts = license_facts(text, self._errand.rules)
        return ReadFile(path=path, sha256=hash_of(text), size=len(text), revision=self._revision, facts=facts)


def _readme(root: str, revision: str, errand: Errand) -> tuple[Card | None, CardState]:
    try:
        reply = errand.door.get(f"{root}/readme?ref={revision}", headers=_ACCEPT, immutable=True)
        if reply.status == 404:  # noqa: PLR2004
            return None, CardState.ABSENT
        if reply.status != 200:  # noqa: PLR2004
            return None, CardState.NOT_READ
        readme = _parsed(_Readme, reply)
        text = base64.b64decode("".join(readme.content.split()), validate=True)
    except (HostFailure, binascii.Error, ValueError):
        return None, CardState.NOT_READ
    card = read_card(text, errand.rules.vocabulary, path=readme.path, revision=revision)
    return card, CardState.READ


def _refusal(reply: Reply) -> Reason | None:
    match reply.status:
        case 200 | 409:
            return None
        case 404 | 410 | 422:
            return Reason.NOT_FOUND
        case 451:
            return Reason.REFUSED
        case 401:
            raise HostFailure("GitHub does not accept the token that is set")
        case _:
            raise HostFailure(f"GitHub answered with status {reply.status}")


def _parsed(shape: type[_Shape], reply: Reply) -> _Shape:
    try:
        return shape.model_validate(reply.json())
    except (ValidationError, RecursionError) as error:
        raise HostFailure("GitHub answered with something of another shape than its documentation says") from error


def files_at(ref: Ref, revision: str, door: Door) -> Listing | Missing:
    """The tree at a commit: one request. Raises `HostFailure` where no answer could be had."""
    url = f"{door.endpoints.github}/repos/{ref.name}/git/trees/{revision}?recursive=1"
    reply = door.get(url, headers=_ACCEPT)
    if reason := _refusal_at(reply):
        return Missing(reason=reason, observed=reply.observed)
    tree = _parsed(_Tree, reply)
    blobs = [entry for entry in tree.tree if entry.type == "blob"]
    files = tuple(File(path=entry.path, size=entry.size) for entry in blobs[:MAX_FILES])
    return Listing(files=files, complete=not tree.truncated and len(blobs) <= MAX_FILES)


def hash_at(ref: Ref, revision: str, path: str, door: Door) -> str | Missing:
    """The sha256 of a file at a commit: one request. Raises `HostFailure` where no answer could be had."""
    at = f"?ref={revision}" if revision else ""
    headers = {**_ACCEPT, "Accept": "application/vnd.github.raw+json"}
    reply = door.get(f"{door.endpoints.github}/repos/{ref.name}/contents/{quote(path)}{at}", headers=headers)
    if reason := _refusal_at(reply):
        return Missing(reason=reason, observed=reply.observed)
    return hash_of(reply.body)


def _refusal_at(reply: Reply) -> Reason | None:
    # 409 is GitHub's answer for a repository without a commit: what was cited is no more.
    return Reason.EMPTY if reply.status == 409 else _refusal(reply)  # noqa: PLR2004
