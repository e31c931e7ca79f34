from __future__ import annotations

from collections.abc import Callable

import pytest

from auditor.addresses import REPOSITORY, SITE, badge_json, badge_svg, card_png, check_page, model_json, scorecard_path
from auditor.evidence import InvalidName
from tests.conftest import CHECKOUT

OF_A_MODEL = (scorecard_path, model_json, badge_svg, badge_json, card_png)


@pytest.mark.parametrize("address", OF_A_MODEL)
@pytest.mark.parametrize("model", ["acme/../x", "../acme/x", "acme", "acme/x/y", "acme/<b>", "acme/x--"])
def test_no_address_is_made_from_what_is_no_id(address: Callable[[str], str], model: str) -> None:
    with pytest.raises(InvalidName):
        address(model)


def test_every_file_of_a_model_has_its_own_address() -> None:
    assert [address("acme/README") for address in OF_A_MODEL] == [
        "models/acme/README--",
        "api/v1/models/acme/README.json",
        "api/v1/badges/acme/README.svg",
        "api/v1/badges/acme/README.json",
        "api/v1/cards/acme/README.png",
    ]


def test_the_addresses_are_those_of_the_configuration() -> None:
    config = (CHECKOUT / "mkdocs.yml").read_text(encoding="utf-8")
    assert f"site_url: {SITE}/\n" in config
    assert f"repo: {REPOSITORY}\n" in config


def test_a_check_has_a_page() -> None:
    assert check_page("weights_downloadable") == "checks/weights_downloadable"
