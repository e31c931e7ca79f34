"""What the fuzzer begins with: small inputs of each kind, and words that chance would not find."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import metadata
from typing import Final

from auditor.card import CURATED
from fuzz.targets import RULES

SEEDS: Final[Mapping[str, tuple[bytes, ...]]] = {
    "card": (
        b"---\nlicense: mit\ndatasets: [acme/web]\n---\n# Open 7B\n\nTrained on [web](https://huggingface.co/datasets/acme/web).\n",
        b'> - a\n\n| a | b |\n|---|---|\n| x | <a href="https://github.com/acme/open">code</a> |\n\n<!-- c -->\n',
        b'<div style="display:none">\n\n# x\n\n| a |\n|--|\n| <b hidden>y</b> |\n\n</div>\n\n',
        b"x <i style=color:white>z</i> `<p hidden>` <p hidden>\ny\n",
        b"```yaml\nlr: 1\ndatasets:\n- path: acme/web\n```\n[r]: https://a.example/b\n[r] &amp; **x** `y`\n",
    ),
    "front_matter": (
        b"license: mit\ndatasets: [a/b]\nmodel-index:\n- results:\n  - metrics:\n    - {type: x, value: 1}\n",
    ),
    "license_text": (
        b"MIT License\n\nPermission is hereby granted, free of charge, to any person",
        b"Apache License 2.0",
        b"\x80\x01 and \x80\x02",
        b"\x80\x03 under the \x81\x04 license\n\x82\x05",
    ),
    "roles": (
        b"\1\2\3\4\5\6\0https://github.com/acme/open/tree/main/eval",
        b"\0https://huggingface.co/datasets/acme/web",
        b"\4\5\1\1\1\1\1\0https://huggingface.co/acme/open-13b-base",
        b"\0https://wandb.ai/acme/runs/1",
        b"\0https://arxiv.org/abs/2402.00838",
        b"\0https://acme.example/data.pdf",
    ),
    "entry": (
        b"id: acme/open-7b\nlinks:\n- role: paper\n  url: https://a.example\n",
        b"replies: [{check: a, on: 2026-01-01}]\n",
        b"notes: !!timestamp x\n",
    ),
}
LONGEST_LICENSE: Final = 12_000
"""Characters of the longest license text to begin with: Apache 2.0's is just below."""
_MARKDOWN: Final = (
    "](",
    "](<",
    "```",
    "~~~",
    "|---|",
    "<!--",
    "-->",
    "<a href=",
    "<p hidden>",
    "</p>",
    'style="font-size:0"',
    "color:white",
    "background:",
    "<td>",
    "> ",
    "    ",
    "[x]: ",
    "&#10;",
)
_YAML: Final = ("---", "- ", "? ", ": ", "|2-", ">+", "!!set", "!!binary", "!!timestamp", "&a", "*a", "<<", '"\\ud800"')
_HOSTS: Final = (
    "https://huggingface.co/", "https://hf.co/datasets/", "https://github.com/", "https://wandb.ai/", "https://arxiv.org/",
    "https://swanlab.cn/", "https://doi.org/", "/papers/", "/spaces/", "/blob/", "/tree/main/", ".pdf", ".png",
)  # fmt: skip
WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "card": (*_MARKDOWN, *_YAML, *_HOSTS, *(phrases[0] for phrases in RULES.vocabulary.cues.values() if phrases)),
    "front_matter": (*_YAML, "license", "datasets", "base_model", "model-index", "results", "metrics", "source"),
    "license_text": ("License", "Copyright", "Permission", "WARRANTY", "non commercial", "version 2.0"),
    "roles": (*_HOSTS, "-7b", "-13b", "-base", "-chat", "logs", *sorted(RULES.vocabulary.generic_repositories)[:200]),
    "entry": (
        *_YAML, "id", "was", "links", "role", "url", "why", "attestations", "replies", "check", "outcome", "because",
        "by", "on", "statement", "https://", "2026-01-01", *(one.value for one in CURATED),
    ),
}  # fmt: skip
"""Target -> words that the fuzzer puts into its inputs."""


def dictionary(name: str) -> str:
    """The words of a target as libFuzzer reads them.

    Source: https://llvm.org/docs/LibFuzzer.html#dictionaries
    """
    return "".join(
        '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"\n' for word in dict.fromkeys(WORDS[name]) if word
    )


def installed_licenses() -> Iterator[bytes]:
    """The license texts of the packages that are installed here, each once: whole texts, none of which we keep."""
    seen: set[str] = set()
    for package in metadata.distributions():
        for file in package.files or ():
            if not file.name.upper().startswith(("LICENSE", "LICENCE", "COPYING")):
                continue
            try:
                text = file.read_text()
            except (OSError, ValueError):
                continue
            if text and text not in seen and len(text) < LONGEST_LICENSE:
                seen.add(text)
                yield text.encode()
