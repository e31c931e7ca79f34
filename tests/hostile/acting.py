"""What of an output acts: everything in it that its format takes for more than text and that no plain world has."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urlsplit

import markdown  # type: ignore[import-untyped]
import yaml
from defusedxml import ElementTree  # type: ignore[import-untyped]
from pyarrow import parquet  # type: ignore[import-untyped]

from auditor.outputs.table import FORMULA
from tests.hostile.outputs import Format, Output, outputs
from tests.review.gfm import BARE, MENTION, REFERENCE, Shown

PLAIN: Final = (
    "word",
    "https://acme.example/word",
    " ",
    "two words, and `code` of `ours` and more `here`",
    "many words " * 200,
    "longword" * 300,
    "&" * 1000,
    ">" * 5000,
    "2026-01-02",
)
"""What the fields hold of honest models: a word, an address, nothing, a sentence with code, much of it."""
_ADDRESSES: Final = frozenset({"href", "src", "srcset", "action", "formaction", "data", "poster", "xlink:href", "cite"})
_SCHEMES: Final = frozenset({"", "http", "https"})
_JOINERS: Final = "\u200c\u200d"

Marks = Counter[str]
"""What acts in an output -> how often."""


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.marks: Marks = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = sorted(name for name, _ in attrs)
        self.marks[f"<{tag} {' '.join(names)}>"] += 1
        for name, value in attrs:
            if name in _ADDRESSES and _scheme(value or "") not in _SCHEMES:
                self.marks[f"{name}={(value or '')[:60]}"] += 1
            if name == "class":
                for one in (value or "").split():
                    self.marks[f".{one}"] += 1
            elif name in {"role", "type", "rel"}:
                self.marks[f"[{name}={value}]"] += 1

    def handle_endtag(self, tag: str) -> None:
        self.marks[f"</{tag}>"] += 1

    def handle_comment(self, data: str) -> None:
        self.marks["comment"] += 1

    def handle_decl(self, decl: str) -> None:
        self.marks[f"declaration {decl}"] += 1

    def handle_pi(self, data: str) -> None:
        self.marks["processing instruction"] += 1

    def unknown_decl(self, data: str) -> None:
        self.marks["unknown declaration"] += 1


def _scheme(address: str) -> str:
    try:
        # Browsers leave these out before they look for the scheme.
        return urlsplit(re.sub(r"[\x00-\x20]", "", address)).scheme.lower()
    except ValueError:
        return "broken"


def _of_html(content: bytes) -> Marks:
    parser = _Html()
    parser.feed(content.decode())
    parser.close()
    return parser.marks


def _of_source(content: bytes) -> Marks:
    """The keys of the front matter, and what Markdown makes of the body."""
    _, front, body = content.decode().split("---\n", 2)
    found = yaml.load(front, yaml.CSafeLoader)  # the same language, read ten times as fast
    marks = Counter({f"{key}: {type(value).__name__}": 1 for key, value in found.items()})
    extensions = ["admonition", "attr_list", "def_list", "tables", "toc"]
    marks.update(_of_html(markdown.markdown(body, extensions=extensions).encode()))
    # What the theme puts into its own markup without escaping.
    for name in ("title", "description"):
        marks[f"unsafe {name}"] += len(set(found[name]) & set("<>&\"'`{}[]|\\\n"))
    marks["unsafe tag"] += sum(bool(set(one) & set("<>&\"'`{}")) for one in found.get("tags", ()))
    return +marks


def _of_xml(content: bytes) -> Marks:
    root = ElementTree.fromstring(content)
    marks: Marks = Counter()
    for one in root.iter():
        marks[f"<{one.tag} {' '.join(sorted(one.attrib))}>"] += 1
        marks.update(
            f"{name}={value[:60]}"
            for name, value in one.attrib.items()
            if name.rpartition("}")[2] in _ADDRESSES and not value.startswith("https://")
        )
    return marks


def _of_json(content: bytes) -> Marks:
    text = content.decode()
    marks: Marks = Counter(_keys(json.loads(text, parse_constant=_no_constant)))
    marks["unsafe"] += len(_unseen(text))
    return +marks


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON")


def _keys(found: Any, where: str = "") -> Iterator[str]:
    if isinstance(found, Mapping):
        for key, value in found.items():
            yield f"{where}.{key}"
            yield from _keys(value, f"{where}.{key}")
    elif isinstance(found, list):
        for value in found:
            yield from _keys(value, f"{where}[]")


def _of_csv(content: bytes) -> Marks:
    rows = [*csv.reader(io.StringIO(content.decode(), newline=""), strict=True)]
    marks: Marks = Counter(f"{len(row)} cells" for row in rows)
    for cell in (cell for row in rows for cell in row):
        if cell.startswith(FORMULA) and not re.fullmatch(r"-?\d+(\.\d+)?(e[+-]?\d+)?", cell):
            marks["formula"] += 1
        marks["unseen"] += len(_unseen(cell))
    return +marks


def _of_parquet(content: bytes) -> Marks:
    table = parquet.read_table(io.BytesIO(content))
    return Counter({f"{one.name}: {one.type}": table.num_rows for one in table.schema})


def _of_yaml(content: bytes) -> Marks:
    return Counter(_keys(yaml.safe_load(content)))


def _unseen(text: str) -> list[str]:
    return [
        one
        for one in text
        if unicodedata.category(one) in {"Cc", "Cf", "Cs", "Zl", "Zp"} and one not in "\n" + _JOINERS
    ]


def _of_terminal(content: str) -> Marks:
    return Counter(map(repr, _unseen(content)))


def _of_forge(content: str) -> Marks:
    shown = _Counted(content)
    marks = shown.marks
    for name, pattern in (("mention", MENTION), ("reference", REFERENCE), ("address", BARE)):
        marks[name] += len(pattern.findall(shown.text))
    return +marks


class _Counted(Shown):
    """As GitHub's parser has it: each element, and each address that a picture or a link leads to."""

    def __init__(self, content: str) -> None:
        self.marks: Marks = Counter()
        self.code = False
        super().__init__(content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        self.marks[f"<{tag}>"] += 1
        self.code |= tag == "code"
        for name, value in attrs:
            if name in _ADDRESSES and not (value or "").startswith(("https://", "http://")):
                self.marks[f"{name}={value}"] += 1

    def handle_endtag(self, tag: str) -> None:
        self.code &= tag != "code"

    def handle_data(self, data: str) -> None:
        # In code a forge looks for neither people nor issues.
        if not self.code:
            super().handle_data(data)

    def handle_comment(self, data: str) -> None:
        super().handle_comment(data)
        self.marks["comment"] += 1


def _of_commands(lines: Iterable[str]) -> Marks:
    marks: Marks = Counter()
    for line in lines:
        command = re.match(r"::(\w+)( [^:]*)?::", line)
        marks[f"::{command[1]}" if command else "a line"] += 1
        marks["more than one line"] += line.count("\n") + line.count("\r")
        marks["older command"] += line.count("##[")
        if command is None:
            marks["command in a line"] += line.lstrip().startswith("::")
    return +marks


def _of_commit(content: str) -> Marks:
    marks: Marks = Counter()
    for line in content.splitlines():
        # No trailer, mention, closing word or instruction to a forge can stand in such a line.
        marks["foreign line"] += not (line.startswith(("data: ", "- ")) or not line)
        marks["unsafe"] += len(set(line) & set("[]@#<>$`{}\"'\\|"))
    marks["unseen"] += len(_unseen(content))
    marks["reference"] += len(REFERENCE.findall(content)) + len(BARE.findall(content))
    return +marks


READERS: Final[Mapping[Format, Callable[[Any], Marks]]] = {
    Format.HTML: _of_html,
    Format.SOURCE: _of_source,
    Format.XML: _of_xml,
    Format.JSON: _of_json,
    Format.CSV: _of_csv,
    Format.PARQUET: _of_parquet,
    Format.YAML: _of_yaml,
    Format.TERMINAL: _of_terminal,
    Format.FORGE: _of_forge,
    Format.COMMAND: _of_commands,
    Format.COMMIT: _of_commit,
}


def marks_of(output: Output) -> Marks:
    """What acts in an output."""
    content = output.content
    return _read(output.format, tuple(content) if isinstance(content, list) else content)


@lru_cache(maxsize=512)
def _read(form: Format, content: Any) -> Marks:
    """Read once: many pages are the same for every text."""
    return READERS[form](content)


def plain_marks() -> Mapping[str, Marks]:
    """What acts in the outputs of honest worlds: for each output the most of each that any of them has."""
    found: dict[str, Marks] = {}
    for text in PLAIN:
        for one in outputs(text):
            found[one.name] = found.get(one.name, Counter()) | marks_of(one)
    return found


def acting(text: str, known: Mapping[str, Marks]) -> Iterator[tuple[Output, str]]:
    """Every output for one text, with what acts in it that no honest world has: an empty string where nothing does."""
    for one in outputs(text):
        if one.name not in known:
            yield one, "an output that honest worlds have not"
            continue
        try:
            extra = marks_of(one) - known[one.name]
        except (ValueError, ElementTree.ParseError, yaml.YAMLError) as error:
            yield one, f"it cannot be read: {error}"
            continue
        yield one, ", ".join(f"{number} x {mark}" for mark, number in sorted(extra.items()))
