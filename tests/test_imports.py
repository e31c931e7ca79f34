"""Nothing of strangers is unpickled, unpacked, evaluated or handed to another program."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from tests.conftest import CHECKOUT

FORBIDDEN = {
    "pickle",
    "marshal",
    "shelve",
    "dill",
    "joblib",
    "torch",
    "zipfile",
    "tarfile",
    "shutil.unpack_archive",
} | {
    "subprocess",
    "os.system",
    "os.popen",
    "pty",
    "eval",
    "exec",
    "compile",
    "__import__",
    "runpy",
    "ctypes",
}
ALLOWED = {
    ("building/builder.py", "subprocess"): "the site builder, our own interpreter",
    ("commands/stages.py", "subprocess"): "the site builder's server, our own interpreter",
    ("fingerprints.py", "zipfile"): "the license texts of a wheel that a maintainer names; read, never unpacked",
    ("rebuild/git.py", "subprocess"): "git, arguments as a list",
    ("review/git.py", "subprocess"): "git, literals and checked commits",
    ("transport/trusted.py", "subprocess"): "the exchange of a token, our own interpreter and a literal",
}
"""(module, what) -> why it may."""


def named(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (one.name for one in names)
                yield from (one.name.partition(".")[0] for one in names)
            case ast.ImportFrom(module=str(module), names=names):
                yield module.partition(".")[0]
                yield from (f"{module}.{one.name}" for one in names)
            case ast.Call(func=ast.Name(id=called)):
                yield called
            case ast.Attribute(value=ast.Name(id=owner), attr=name):
                yield f"{owner}.{name}"


def found_in(source: str) -> set[str]:
    return set(named(ast.parse(source))) & FORBIDDEN


def everything() -> set[tuple[str, str]]:
    folder = CHECKOUT / "auditor"
    return {
        (path.relative_to(folder).as_posix(), what)
        for path in folder.rglob("*.py")
        for what in found_in(path.read_text("utf-8"))
    }


def test_only_the_named_places_start_programs_or_read_archives() -> None:
    assert everything() == set(ALLOWED)


@pytest.mark.parametrize(
    "source",
    [
        "import pickle",
        "from pickle import loads",
        "import os\nos.system('x')",
        "eval('1')",
        "from tarfile import open as o",
    ],
)
def test_what_is_forbidden_would_be_found(source: str) -> None:
    assert found_in(source)


def test_no_shell_is_asked() -> None:
    shells = [
        path.name
        for path in (CHECKOUT / "auditor").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.keyword) and node.arg == "shell"
    ]
    assert shells == []
