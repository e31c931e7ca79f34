"""What all forms share: of which models they can be written, and the committed models in every form."""

from __future__ import annotations

import pkgutil
import shutil
from pathlib import Path

import pytest

from auditor import exports
from auditor.evidence import InvalidName
from auditor.exports import export, same_place, subject
from auditor.standin import StandIn
from auditor.store import BadData, Store
from tests.commands.project import NOWHERE, Project, hosts, plain
from tests.conftest import CHECKOUT, MADE_UP, THOROUGH
from tests.exports.acme import as_cyclonedx, as_mof

FORMS = sorted(module.name for module in pkgutil.iter_modules(exports.__path__))
COMMITTED = Store(CHECKOUT)


def _judged() -> list[str]:
    entries = [path.relative_to(COMMITTED.models).with_suffix("").as_posix() for path in COMMITTED.entry_files()]
    judged = [one for one in entries if COMMITTED.audit(one)]
    return judged if THOROUGH else judged[::9]


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A checkout whose models were observed and judged."""
    made = Project(tmp_path_factory.mktemp("exports") / "checkout")
    with StandIn([MADE_UP]) as running:
        assert made.run("collect", **hosts(running)).returncode == 0
    assert made.run("judge", **NOWHERE).returncode == 0
    return made


@pytest.mark.parametrize("model_id", _judged())
def test_every_registered_model_is_valid_in_every_form(model_id: str) -> None:
    found = subject(COMMITTED, model_id)
    record = as_mof(found)
    assert record["release"]["name"] == model_id.partition("/")[2]
    assert as_cyclonedx(found)["metadata"]["component"]["purl"].startswith(f"pkg:huggingface/{model_id}")


def test_the_forms_are_those_that_the_command_knows() -> None:
    assert FORMS == ["cyclonedx", "mof"]


@pytest.mark.parametrize("form", FORMS)
def test_a_model_that_is_not_registered_or_not_judged_is_refused(tmp_path: Path, form: str) -> None:
    shutil.copytree(CHECKOUT / "data/definitions", tmp_path / "data/definitions")
    for name in ("licenses.yaml", "license_fingerprints.json", "vocabulary.yaml"):
        shutil.copy(CHECKOUT / "data" / name, tmp_path / "data" / name)
    store = Store(tmp_path)
    with pytest.raises(BadData, match="acme/nobody is not registered"):
        export(form, store, "acme/nobody")
    store.add_entry("acme/new")
    with pytest.raises(BadData, match="acme/new was not judged yet"):
        export(form, store, "acme/new")
    with pytest.raises(InvalidName):
        export(form, store, "../nobody")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://huggingface.co/acme/a/blob/main/x", "https://huggingface.co/acme/a", True),
        ("https://huggingface.co/acme/a", "https://huggingface.co/acme/ab", False),
        ("https://huggingface.co/datasets/acme/a", "https://huggingface.co/datasets/acme/b/tree/1", False),
        ("https://huggingface.co/datasets/acme/a", "https://huggingface.co/datasets/acme/a#L2", True),
        ("https://huggingface.co/acme/a", "https://github.com/acme/a", False),
        ("https://github.com/acme/a/blob/1/x.py", "https://github.com/acme/a/blob/2/LICENSE", True),
    ],
)
def test_one_repository_is_told_from_another(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert same_place(one, other) is same


def test_the_command_writes_both_forms_without_the_network(project: Project) -> None:
    for form, start in (("mof", "framework:\n"), ("cyclonedx", "{\n")):
        shown = project.run("export", form, "acme/open-7b", **NOWHERE)
        assert shown.returncode == 0, plain(shown)
        assert shown.stdout.startswith(start)
        target = project.root / f"{form}.out"
        kept = project.run("--json", "export", form, "acme/open-7b", "--output", str(target), **NOWHERE)
        assert kept.returncode == 0, plain(kept)
        assert target.read_text(encoding="ascii") == shown.stdout


@pytest.mark.parametrize(
    ("model_id", "says"),
    [("acme/nobody", "acme/nobody is not registered"), ("../nobody", "is not a repository id")],
)
def test_the_command_refuses_what_is_not_registered_in_one_sentence(project: Project, model_id: str, says: str) -> None:
    done = project.run("export", "mof", model_id, **NOWHERE)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in plain(done)
    assert done.stderr.count("\n") == 1


def test_the_command_says_where_it_cannot_write(project: Project) -> None:
    nowhere = str(project.root / "no-folder" / "x.yaml")
    done = project.run("export", "mof", "acme/open-7b", "--output", nowhere, **NOWHERE)
    assert done.returncode == 2
    assert "No such file or directory" in plain(done)
