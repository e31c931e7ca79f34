"""What a maintainer must still look at."""

from __future__ import annotations

from auditor.standin import Fault, StandIn
from tests.conftest import door_to
from tests.review.repo import Repo

LINKS = """\
id: acme/open-7b
links:
- {role: evaluation_code, url: https://github.com/acme/archived, why: It is there.}
- {role: training_code, url: https://github.com/globex/gone-code}
- {role: training_data, url: https://huggingface.co/datasets/acme/hidden}
- {role: fine_tuning_code, url: https://github.com/acme/open-trainer}
- {role: paper, url: https://papers.example/acme.pdf, why: Its section 4.}
attestations:
- {check: weights_ungated, outcome: yes, because: I looked., url: https://a.example/x, by: Jane Doe, on: 2026-11-01}
replies:
- {check: weights_ungated, statement: It goes away., url: https://a.example/y, by: acme, on: 2026-11-01}
notes: A word to the maintainers.
"""


def looks(repo: Repo, standin: StandIn) -> list[tuple[str, str, str]]:
    found = repo.review(door_to(standin), offline=False).looks
    return [(look.matter.value, look.of, look.says) for look in found]


def test_what_people_wrote_and_what_did_not_resolve(repo: Repo, standin: StandIn) -> None:
    repo.write("data/models/acme/open-7b.yaml", LINKS)
    repo.commit()
    standin.faults["/github/repos/acme/archived"] = Fault(status=500)
    standin.faults["/api/datasets/acme/hidden"] = Fault(status=401, body=b"{}")
    found = looks(repo, standin)
    links = {says.partition(" at ")[0]: says for matter, _, says in found if matter == "curated link"}
    assert "never asked; it is shown and not verified. The curator's reason: Its section 4." in links["paper"]
    assert "not asked or did not answer. The curator's reason: It is there." in links["evaluation code"]
    assert "refused: not found" in links["training code"]
    assert "refused: not found or private" in links["training data"]
    assert "fine-tuning code" not in links
    assert not [request for request in standin.requests if "example" in request.path]
    rest = {matter: says for matter, _, says in found if matter != "curated link"}
    assert rest["attestation"] == "Jane Doe attests yes to weights_ungated: I looked. (see https://a.example/x)"
    assert rest["reply"].startswith("that it is the publisher's: acme on weights_ungated: It goes away.")
    assert rest["notes"] == "A word to the maintainers."


def test_what_stood_there_before_is_not_told_again(repo: Repo, standin: StandIn) -> None:
    repo.write("data/models/acme/open-7b.yaml", LINKS)
    repo.commit()
    repo.commit_to_main()
    repo.write("data/models/acme/open-7b.yaml", LINKS.replace("A word", "Another word"))
    repo.commit()
    assert [matter for matter, _, _ in looks(repo, standin)] == ["notes"]


def test_a_model_that_is_gone_or_called_otherwise(repo: Repo, standin: StandIn) -> None:
    for model_id in ("acme/gone", "acme/old-name"):
        repo.write(f"data/models/{model_id}.yaml", f"id: {model_id}\n")
    repo.commit()
    assert [(of, says) for matter, of, says in looks(repo, standin) if matter == "model"] == [
        ("acme/gone", "the host refuses it: not found or private"),
        ("acme/old-name", "the Hub calls it acme/renamed"),
    ]


def test_licenses_that_do_not_go_together(repo: Repo, standin: StandIn) -> None:
    card = b"---\nlicense: mit\nbase_model: globex/closed-13b\n---\n# adapter\n"
    repo.write("data/models/globex/adapter.yaml", "id: globex/adapter\nnotes: again\n")
    repo.commit()
    standin.faults["/globex/adapter/resolve/.*README.md"] = Fault(status=200, body=card)
    conflicts = [says for matter, _, says in looks(repo, standin) if matter == "license"]
    assert conflicts == ["MIT License is stated, and globex/closed-13b is under Llama 2 Community License Agreement"]


def test_code_beside_data_edited_definitions_and_removals(repo: Repo) -> None:
    repo.write(".github/workflows/ci.yml", "name: x\n")
    repo.write("auditor/new.py", "")
    repo.edit("data/definitions/osaid-1.0.yaml", "title:", "title: x ")
    (repo.root / "data/models/globex/adapter.yaml").unlink()
    repo.commit()
    found = [(look.matter.value, look.of, look.says) for look in repo.review().looks]
    assert ("code beside data", "workflows", "changed together with data: .github/workflows/ci.yml") in found
    assert ("code beside data", "files", "changed together with data: auditor/new.py") in found
    assert ("removed", "data/models/globex/adapter.yaml", "is removed") in found
    assert [of for matter, of, _ in found if matter == "definition"] == ["data/definitions/osaid-1.0.yaml"]


def test_code_alone_is_no_mixture(repo: Repo) -> None:
    repo.write("auditor/outputs/new.py", "")
    repo.commit()
    review = repo.review()
    assert (review.outside, review.looks, review.rejudged) == (1, (), None)
