"""An index of many made-up models, as uneven as real ones: for how fast it answers and what it weighs."""

from __future__ import annotations

import random
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from auditor.outputs import Published
from auditor.outputs.site import models
from auditor.outputs.site.kinship import kinship
from auditor.report import Relative, Report
from auditor.score import State, Verdict
from tests.outputs import acme
from tests.site.sample import ROOT, lay_out_frame, write_pages

TASKS: Final = ("text-generation", "image-text-to-text", "automatic-speech-recognition", "text-classification", "")
LICENSES: Final = ("Apache-2.0", "MIT", "llama3.1", "gemma", "CC-BY-NC-4.0", "bigcode-openrail-m", "acme-community", "")
SYLLABLES: Final = ("lan", "tern", "vault", "mo", "del", "qui", "xo", "ber", "nar", "whal", "ox", "ide", "zu", "fen")


def _word(dice: random.Random) -> str:
    return "".join(dice.choices(SYLLABLES, k=dice.randint(2, 4)))


def _model(dice: random.Random, number: int, owners: list[str], bases: list[str]) -> Report:
    owner, size = dice.choice(owners), dice.choice((None, *(dice.randint(10**8, 10**11) for _ in range(4))))
    name = f"{_word(dice)}-{dice.randint(1, 70)}b-{_word(dice)}-v{number}"
    model = f"{owner}/{name}"
    states = dice.choices(tuple(State), k=6)
    return acme.CLOSED.model_copy(
        update={
            "id": model,
            "producer": owner,
            "name": name,
            "task": dice.choice(TASKS),
            "license": dice.choice(LICENSES),
            "parameters": size,
            "observed": f"2026-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}",
            "scorecards": acme.scorecards(model, Verdict.NOT_MET, *states),
            "bases": (Relative(id=dice.choice(bases)),) if dice.random() < 0.7 else (),
        }
    )


@cache
def published(number: int) -> Published:
    """As many models as asked, always the same ones."""
    dice = random.Random(number)  # noqa: S311 - for spread, not for secrets
    owners = [f"{_word(dice)}{at}" for at in range(number // 6 + 1)]
    bases = [f"{dice.choice(owners)}/{_word(dice)}-{at}b" for at in range(number // 25 + 1)]
    return acme.published(*(_model(dice, at, owners, bases) for at in range(number)))


def built(folder: Path, number: int, *, further: bool = False) -> Path:
    """Build the models index alone, and return where it lies; its links to other pages lead nowhere.

    `further`: with the pages that go on with its table.
    """
    lay_out_frame(folder)
    many = published(number)
    kin = kinship(many)
    write_pages(folder, models.pages(many, kin))
    if further:
        write_pages(folder, (make() for make in models.further(many, kin)))
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").partition("\nnav:")[0]
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    subprocess.run(command, cwd=folder, capture_output=True, check=True)
    return folder / "site"


KEYS: Final = """async () => {
  const search = document.querySelector("[type=search][name=find]");
  const painted = () => new Promise((done) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = done;
    port2.postMessage(0);
  }));
  const times = [];
  for (const word of ["lantern", "apache", "text gen", "vault 7b", "zzz"]) {
    for (let length = 0; length <= word.length; length += 1) {
      await painted();
      const before = performance.now();
      search.value = word.slice(0, length);
      search.dispatchEvent(new Event("input", { bubbles: true }));
      await painted();
      times.push(performance.now() - before);
    }
  }
  return times;
}"""


def keystrokes(page: Page) -> list[float]:
    """Milliseconds from each key to the picture that answers it, on an open index; a frame's wait is in them."""
    times = page.evaluate(KEYS)
    assert isinstance(times, list)
    return times
