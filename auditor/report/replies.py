"""Whether the address of a publisher's reply is the work of the model's owner, as far as was observed."""

from __future__ import annotations

from auditor.evidence import Place
from auditor.registry import Reply, commit_named


class Replied(Reply):
    """A reply, and what can be told of who made the page that it links. Its words are not compared with that page."""

    verified: bool = False
    """True where the address names a commit that was seen in the history of main of the model's own repository."""
    because: str = ""
    """Why it is verified or not, one plain clause."""


def replied(reply: Reply, model: str, place: Place | None) -> Replied:
    """The reply with its standing. What could not be looked up is not verified, and says so."""
    commit = commit_named(reply.url, model)
    seen = place.commits.get(commit) if place else None
    own = f"https://huggingface.co/{model}"
    if commit and seen:
        because = f"it links commit {commit[:7]} of the model's own repository, which only its owner can put there"
    elif commit and seen is None:
        because = f"whether commit {commit[:7]} was put into the model's own repository by its owner was not seen yet"
    elif commit:
        because = f"commit {commit[:7]} does not stand in the history of the model's own repository"
    elif reply.url.startswith(f"{own}/discussions/"):
        because = "it links a discussion, and who wrote there is not looked up"
    elif reply.url == own or reply.url.startswith(f"{own}/"):
        because = "it links the model's own repository, but no commit of it"
    else:
        because = "it stands elsewhere than at the model's own repository"
    return Replied.model_validate({**dict(reply), "verified": bool(commit and seen), "because": because})
