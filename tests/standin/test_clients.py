from __future__ import annotations

import itertools
import json
import os
import shutil
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest
from huggingface_hub import HfApi, close_session, set_client_factory
from huggingface_hub.errors import (
    DisabledRepoError,
    GatedRepoError,
    HfHubHTTPError,
    RemoteEntryNotFoundError,
    RepositoryNotFoundError,
    RevisionNotFoundError,
)
from huggingface_hub.hf_api import RepoFile
from huggingface_hub.utils._http import default_client_factory

from auditor.standin import StandIn

HERE = Path(__file__).parent


@pytest.fixture
def api(standin: StandIn) -> Iterator[HfApi]:
    """The Hub's Python client; its session is one per process, so it is put back."""
    trusted = ssl.create_default_context(cafile=str(standin.ca_file)) if standin.ca_file else True
    set_client_factory(lambda: httpx2.Client(verify=trusted, follow_redirects=True))
    yield HfApi(endpoint=standin.hub_url, token=False)
    close_session()
    set_client_factory(default_client_factory)


def test_info(api: HfApi) -> None:
    info = api.model_info("acme/open-7b", files_metadata=True, securityStatus=True)
    shard = next(one for one in info.siblings or () if one.rfilename == "model-00001-of-00002.safetensors")
    assert (info.id, info.gated, shard.size) == ("acme/open-7b", False, 9_900_000_000)
    assert shard.lfs
    assert shard.lfs.size == shard.size
    assert api.model_info("acme/no-list").siblings is None
    assert api.model_info("acme/old-name").id == "acme/renamed"
    assert api.dataset_info("globex/gated-data", expand=["gated"]).gated == "auto"


def test_listings(api: HfApi) -> None:
    files = [one for one in api.list_repo_tree("acme/open-7b", recursive=True) if isinstance(one, RepoFile)]
    assert sum(one.size for one in files if one.path.endswith(".safetensors")) == 14_000_000_000
    assert [branch.name for branch in api.list_repo_refs("acme/open-7b").branches] == ["main", "step1000", "step2000"]
    assert {"acme/open-7b", "acme/renamed"} <= {one.id for one in api.list_models(author="acme")}
    assert {one.id for one in api.list_datasets(author="globex", expand=["gated"])} == {"globex/gated-data"}
    # The page behind these is 503; the client would wait as long as that reply says before it asked again.
    part = itertools.islice(api.list_repo_tree("acme/partial-list"), 3)
    assert [one.path for one in part] == ["README.md", "config.json", "model-00001-of-00004.safetensors"]
    assert [one.path for one in api.get_paths_info("acme/open-7b", ["LICENSE", "nope"])] == ["LICENSE"]


def test_downloads(api: HfApi, tmp_path: Path) -> None:
    readme = Path(api.hf_hub_download("acme/open-7b", "README.md", cache_dir=tmp_path))
    assert readme.read_text().startswith("---\nlicense: apache-2.0")
    assert readme.parent.name == api.model_info("acme/open-7b").sha
    corpus = Path(api.hf_hub_download("acme/open-corpus", "README.md", repo_type="dataset", cache_dir=tmp_path))
    assert "# Open corpus" in corpus.read_text()
    assert api.file_exists("acme/open-7b", "LICENSE")
    assert not api.file_exists("acme/open-7b", "nope")


def test_refusals(api: HfApi, standin: StandIn, tmp_path: Path) -> None:
    with pytest.raises(GatedRepoError):
        api.hf_hub_download("globex/closed-13b", "config.json", cache_dir=tmp_path)
    with pytest.raises(RemoteEntryNotFoundError):
        api.hf_hub_download("acme/open-7b", "nope", cache_dir=tmp_path)
    with pytest.raises(RevisionNotFoundError):
        api.model_info("acme/open-7b", revision="nope")
    with pytest.raises(DisabledRepoError):
        api.get_hf_file_metadata(url=f"{standin.hub_url}/acme/disabled/resolve/main/config.json")
    with pytest.raises(HfHubHTTPError, match="503"):
        api.model_info("acme/never-seen")
    # Over http the client does not take a bare 401 for a missing repository: its pattern wants https.
    with pytest.raises(RepositoryNotFoundError if standin.ca_file else HfHubHTTPError):
        api.model_info("acme/gone")


NODE = shutil.which("node")


@pytest.mark.skipif(
    NODE is None or not (HERE / "node_modules" / "@huggingface" / "hub").is_dir(),
    reason="needs node and the npm client: npm ci --prefix tests/standin",
)
def test_the_npm_client_understands_the_same(standin: StandIn) -> None:
    assert NODE
    trusted = {"NODE_EXTRA_CA_CERTS": str(standin.ca_file)} if standin.ca_file else {}
    run = subprocess.run(
        [NODE, "second_client.mjs", standin.hub_url],
        cwd=HERE,
        env={**os.environ, **trusted},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    found = json.loads(run.stdout)
    readme = found.pop("readme")
    assert readme.startswith("---\nlicense: apache-2.0")
    assert {"acme/open-7b", "acme/renamed"} <= set(found["models"])
    assert found["datasets"] == ["acme/empty-data", "acme/open-chat", "acme/open-corpus", "acme/sample-data"]
    assert (found["info"]["name"], found["info"]["gated"]) == ("acme/open-7b", False)
    assert (found["renamed"], found["dataset"], found["part"]) == ("acme/renamed", "auto", "license")
    assert len(found["files"]) == 8
    assert ["README.md", len(readme.encode())] in found["files"]
    assert ["data", "directory"] in found["root"]
    assert [one["path"] for one in found["paths"]] == ["LICENSE"]
    assert (found["exists"], found["absent"]) == (True, False)
    refused = {key: found[key]["status"] for key in ("missing", "gated", "unrecorded", "partial")}
    assert refused == {"missing": 401, "gated": 401, "unrecorded": 503, "partial": 503}
