from __future__ import annotations

import hashlib
import shutil
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from auditor.fingerprints import main, sketched
from auditor.reading.fingerprints import sketch_of, unpacked
from auditor.rules import Fingerprints, License, Licenses, Standing
from tests.builders import ROOT

TERMS = "You may use the model for research purposes only, and for nothing else."
OWN = Licenses(
    licenses=(
        License(id="acme-terms", name="Acme Terms", standing=Standing.RESTRICTED, text="acme-2026"),
        License(id="CC-BY-4.0", name="CC BY", standing=Standing.OPEN),
    ),
    restrictions=("non commercial", "research purposes only"),
)


def license_file(key: str, spdx_id: str = "", *, text: str = TERMS, more: str = "") -> str:
    named = f"spdx_license_key: {spdx_id}\n" if spdx_id else ""
    return f"---\nkey: {key}\n{named}name: Of one kind\n{more}---\n\n{text}\n"


def wheel_of(folder: Path, *files: str, inside: str = "licensedcode/data/licenses", suffix: str = "LICENSE") -> Path:
    path = folder / "scancode_toolkit_mini-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("licensedcode/__init__.py", "")
        for number, content in enumerate(files):
            archive.writestr(f"{inside}/{number}.{suffix}", content)
    return path


@pytest.mark.parametrize(
    ("content", "taken"),
    [
        pytest.param(license_file("mit", "MIT"), ["MIT"], id="approved"),
        pytest.param(license_file("cc-by-4.0", "CC-BY-4.0"), ["CC-BY-4.0"], id="one of ours by its SPDX id"),
        pytest.param(license_file("acme-2026"), ["acme-terms"], id="one of ours by its key"),
        pytest.param(license_file("acme-2026", "MIT"), ["acme-terms"], id="the key before the SPDX id"),
        pytest.param(license_file("acme", "acme-terms"), [], id="one of ours that has a key, by its id"),
        pytest.param(license_file("glide", "Glide"), [], id="not approved"),
        pytest.param(license_file("acme-1999", "LicenseRef-scancode-acme"), [], id="not known"),
        pytest.param(license_file("mit", "MIT", more="is_deprecated: yes\n"), [], id="deprecated"),
        pytest.param(license_file("mit", "MIT", text=""), [], id="without a text"),
        pytest.param(TERMS, [], id="without a head"),
        pytest.param("", [], id="empty"),
    ],
)
def test_sketched_are_the_approved_and_those_that_we_judge(content: str, taken: list[str], tmp_path: Path) -> None:
    assert [one.id for one in sketched(wheel_of(tmp_path, content), OWN).licenses] == taken


@pytest.mark.parametrize(
    ("inside", "suffix"), [("licensedcode/data/rules", "LICENSE"), ("licensedcode/data/licenses", "yml")]
)
def test_other_files_of_the_wheel_are_passed_over(inside: str, suffix: str, tmp_path: Path) -> None:
    assert sketched(wheel_of(tmp_path, license_file("mit", "MIT"), inside=inside, suffix=suffix), OWN).licenses == ()


def test_a_text_is_kept_as_its_sketch_its_length_and_the_limits_that_it_holds(tmp_path: Path) -> None:
    lines = f"{TERMS}\n---\nThe end."
    wheel = wheel_of(
        tmp_path, license_file("mit", "MIT", text="Do as you like."), license_file("acme-2026", text=lines)
    )
    found = sketched(wheel, OWN)
    terms, mit = found.licenses
    assert (terms.id, terms.words, terms.holds) == ("acme-terms", 15, ("research purposes only",))
    assert (mit.id, mit.words, mit.holds) == ("MIT", 4, ())
    assert unpacked(terms) == sketch_of(lines)
    assert found.source == f"{wheel.name} sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}"
    assert "research" not in terms.sketch


def test_the_licenses_stand_in_one_order_without_case(tmp_path: Path) -> None:
    files = (license_file(one.lower(), one) for one in ("Zlib", "MIT", "wxWindows", "0BSD"))
    assert [one.id for one in sketched(wheel_of(tmp_path, *files), OWN).licenses] == [
        "0BSD",
        "MIT",
        "wxWindows",
        "Zlib",
    ]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "data").mkdir()
    for name in ("licenses.yaml", "vocabulary.yaml"):
        shutil.copy(ROOT / "data" / name, tmp_path / "data" / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(wheel: Path) -> Result:
    return CliRunner().invoke(main, [str(wheel)], env={"COLUMNS": "200"})


def test_the_command_writes_the_file_anew_and_the_same_again(project: Path) -> None:
    wheel, path = wheel_of(project, license_file("mit", "MIT")), project / "data" / "license_fingerprints.json"
    said = run(wheel)
    assert (said.exit_code, said.output.partition(" from ")[0]) == (0, "1 license texts sketched")
    written = path.read_bytes()
    assert [one.id for one in Fingerprints.model_validate_json(written).licenses] == ["MIT"]
    assert run(wheel).exit_code == 0
    assert path.read_bytes() == written


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"no archive", "bad.whl: File is not a zip file"),
        (b"", "bad.whl: File is not a zip file"),
        (None, "bad.whl: allowed is the wheel of scancode-toolkit-mini, which holds license texts"),
    ],
    ids=["no archive", "empty", "without licenses"],
)
def test_a_wheel_that_is_none_ends_with_one_sentence(content: bytes | None, sentence: str, project: Path) -> None:
    bad = project / "bad.whl"
    if content is None:
        wheel_of(project).rename(bad)
    else:
        bad.write_bytes(content)
    said = run(bad)
    assert (said.exit_code, said.output.strip().splitlines()[-1]) == (2, f"Error: {sentence}")
    assert not (project / "data" / "license_fingerprints.json").exists()


def test_a_wheel_that_is_not_there_and_licenses_that_are_not_as_allowed_end_so_too(project: Path) -> None:
    assert run(project / "none.whl").exit_code == 2
    wheel = wheel_of(project, license_file("mit", "MIT"))
    (project / "data" / "licenses.yaml").write_text("licenses: 7\n", encoding="utf-8")
    said = run(wheel)
    assert (said.exit_code, "Traceback" in said.output) == (2, False)
    assert "licenses.yaml" in said.output.splitlines()[-1]
