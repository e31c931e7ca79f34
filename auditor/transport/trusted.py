"""The Hub's token: a short-lived one by its trusted publisher, else the one that is set, else none."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

RESOURCE: Final = "HF_OIDC_RESOURCE"
"""The variable of huggingface_hub that names what a trusted publisher's token is for: a user name, for reading."""
GOOD_FOR: Final = 45 * 60
"""Seconds after which a token is exchanged anew; the Hub's lasts an hour. Source: huggingface_hub's `_oidc`."""
PATIENCE: Final = 60.0
"""Seconds that an exchange may take."""
_EXCHANGE: Final = "import huggingface_hub; print(huggingface_hub.get_token() or '')"


@dataclass(kw_only=True)
class HubToken:
    """Gives the token for each request to the Hub, empty for none.

    Where `HF_OIDC_RESOURCE` is set, huggingface_hub exchanges the proof of identity that GitHub Actions gives a job for
    a token. An exchange that fails is said once through `warn`, and `fallback` is used from then on.
    Source: https://huggingface.co/docs/hub/trusted-publishers
    """

    fallback: str = field(default="", repr=False)
    warn: Callable[[str], None] = lambda _: None
    clock: Callable[[], float] = time.monotonic
    _token: str = field(default="", repr=False)
    _until: float = 0.0
    _gave_up: bool = False

    def __call__(self) -> str:
        """The token of now. Raises nothing: without one the Hub is asked anonymously."""
        if self._gave_up or not os.environ.get(RESOURCE):
            return self.fallback
        if self.clock() >= self._until:
            self._token, failure = _exchanged()
            self._until = self.clock() + GOOD_FOR
            if not self._token:
                self._gave_up = True
                instead = "the token that is set is used" if self.fallback else "the Hub is asked without a token"
                self.warn(f"the Hub's trusted publisher gave no token ({failure}): {instead}")
                return self.fallback
        return self._token


def _exchanged() -> tuple[str, str]:
    """A token, or why there is none.

    By a process of its own: huggingface_hub keeps one session a process, and in ours that leads through the door,
    which only reads.
    """
    environment = {**os.environ, "HF_HUB_DISABLE_TELEMETRY": "1"}
    # What is set by hand is our own fallback, not the library's.
    environment.pop("HF_TOKEN", None)
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and a literal
            [sys.executable, "-c", _EXCHANGE],
            env=environment,
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return "", f"no answer in {PATIENCE:.0f} s"
    lines = done.stderr.strip().splitlines()
    # The last line of a failure names it; an address in it may carry what proves who we are.
    said = " ".join(word for word in (lines[-1] if lines else "it said nothing").split() if "://" not in word)[:200]
    return (done.stdout.strip(), "") if not done.returncode else ("", said)
