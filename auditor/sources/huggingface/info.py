"""The Hub's answer about a repository: its shape, what we keep of it, and what a refusal means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from auditor.evidence import File, Gate, Head, Profile, Reason, Settings
from auditor.sources import Counted
from auditor.sources.huggingface.tensors import bytes_of, number_of
from auditor.transport import HostFailure, Reply

MAX_FILES: Final = 100_000
HEX: Final = re.compile(r"[0-9a-f]{7,64}")


class _Lenient(BaseModel):
    """A host's answer: what we read of it is checked, what we do not know is passed over."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class _Lfs(_Lenient):
    sha256: str | None = None
    oid: str | None = None
    size: Counted = None


class _Sibling(_Lenient):
    rfilename: str = Field(max_length=4096)
    size: Counted = None
    blobId: str | None = None  # noqa: N815 - the host's own name
    lfs: _Lfs | None = None


class Info(_Lenient):
    """`GET /api/models/{id}`. An absent key and a null are both *not told*."""

    id: str | None = None
    modelId: str | None = None  # noqa: N815 - the host's own name
    identity: str | None = Field(default=None, alias="_id")
    sha: str | None = None
    gated: bool | str | None = None
    private: bool | None = None
    disabled: bool | None = None
    siblings: list[_Sibling] | None = None
    tags: list[str] | None = None
    pipeline_tag: str | None = None
    library_name: str | None = None
    createdAt: str | None = None  # noqa: N815 - the host's own name
    lastModified: str | None = None  # noqa: N815 - the host's own name
    downloads: Counted = None
    likes: Counted = None
    config: JsonValue = None
    safetensors: JsonValue = None
    cardData: JsonValue = None  # noqa: N815 - the host's own name


def read_info(reply: Reply) -> Info:
    """The answer as a record; raises `HostFailure` where it is of another shape."""
    try:
        return Info.model_validate(reply.json())
    except (ValidationError, RecursionError) as error:
        raise HostFailure("the Hub answered with something that is not a repository's info") from error


def head_of(info: Info, observed: str, asked: str = "") -> Head:
    """The settings and the commit in an answer; `asked` is the name that stands where the answer has none."""
    settings = {"gated": gate(info.gated), "private": info.private, "disabled": info.disabled, "archived": None}
    return Head.made(
        {
            "name": (info.id or info.modelId or asked)[:200],
            "identity": (info.identity or "")[:64],
            "revision": info.sha if info.sha and HEX.fullmatch(info.sha) else "",
            "settings": Settings.made(settings),
            "observed": observed,
        }
    )


def refusal(reply: Reply) -> Reason:
    """Classify by status and headers. Source: the error matrix of recorded answers.

    Raises `HostFailure` for an answer that says nothing about the repository (a token that is not accepted).
    """
    code = reply.headers.get("x-error-code", "")
    message = reply.headers.get("x-error-message", "").casefold()
    if code == "RevisionNotFound":
        raise HostFailure("the Hub knows no such revision")
    if "invalid credentials" in message:
        raise HostFailure("the Hub does not accept the token that is set")
    if code == "GatedRepo":
        return Reason.GATED
    match reply.status:
        case 401:
            return Reason.NOT_FOUND_OR_PRIVATE
        case 403 if "disabled" in message:
            return Reason.DISABLED
        case 403 | 451:
            return Reason.REFUSED
        case 404 | 410:
            return Reason.NOT_FOUND
        case _:
            raise HostFailure(f"the Hub answered with status {reply.status}")


def gate(told: bool | str | None) -> Gate:  # noqa: FBT001 - the Hub's own type: false, "auto" or "manual"
    """The gate as told; whatever else than the Hub's three words came is unknown."""
    match told:
        case False:
            return Gate.NO
        case "auto":
            return Gate.AUTO
        case "manual" | True:
            return Gate.MANUAL
        case _:
            return Gate.UNKNOWN


def files_of(info: Info) -> tuple[File, ...] | None:
    """The listing in the answer, None where it had none."""
    if info.siblings is None:
        return None
    return tuple(
        File.made(
            {
                "path": one.rfilename,
                "size": one.size if one.size is not None else one.lfs.size if one.lfs else None,
                "oid": ((one.lfs.sha256 or one.lfs.oid if one.lfs else one.blobId) or "")[:64],
            }
        )
        for one in info.siblings[: MAX_FILES + 1]
    )


def told_of(info: Info) -> Mapping[str, object]:
    """The card's front matter as the answer repeats it, {} where it does not."""
    return info.cardData if isinstance(info.cardData, dict) else {}


def profile_of(info: Info) -> Profile:
    """The plain facts in the answer, bounded in length."""
    config = info.config if isinstance(info.config, dict) else {}
    quantization = config.get("quantization_config")
    method = quantization.get("quant_method") if isinstance(quantization, dict) else None
    architectures = config.get("architectures")
    tags = tuple(tag[:200] for tag in (info.tags or [])[:500])
    stated = [tag.removeprefix("license:") for tag in tags if tag.startswith("license:")]
    license_id = stated[0] if stated else told_of(info).get("license")
    return Profile.made(
        {
            "tags": tags,
            "task": (info.pipeline_tag or "")[:80],
            "library": (info.library_name or "")[:80],
            "parameters": number_of(info.safetensors),
            "weight_bytes": bytes_of(info.safetensors),
            "created": (info.createdAt or "")[:10],
            "modified": (info.lastModified or "")[:10],
            "downloads": info.downloads,
            "likes": info.likes,
            "license": license_id[:80] if isinstance(license_id, str) else "",
            "architectures": tuple(one[:80] for one in architectures[:5] if isinstance(one, str))
            if isinstance(architectures, list)
            else (),
            "quantization": method[:40] if isinstance(method, str) else "",
        }
    )
