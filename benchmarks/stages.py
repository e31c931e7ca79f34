"""Time and peak memory of collect, judge, render and build over the registered models, and requests per model.

    python -m benchmarks.stages                            the committed evidence: judge, render, build
    python -m benchmarks.stages --recordings ../shared     collect too, from a stand-in on this machine

Each stage is a process of its own, run in a copy of the checkout's data; seconds are wall time, memory is the most
that the process and its children held together.
"""

from __future__ import annotations

import argparse
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from benchmarks.memory import run

CHECKOUT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    """A port of the loopback that nobody listens on."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Return as soon as the stand-in answers; end the benchmark where it does not within a minute."""
    for _ in range(600):
        if process.poll() is not None:
            sys.exit("the stand-in did not start")
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("the stand-in did not answer within a minute")


def copy_of_checkout(to: Path, *, with_evidence: bool) -> None:
    """What the stages read and write, so that the checkout itself stays as it is."""
    for name in ("data", "docs", "auditor/outputs/overrides"):
        shutil.copytree(CHECKOUT / name, to / name)
    shutil.copy(CHECKOUT / "mkdocs.yml", to / "mkdocs.yml")
    if not with_evidence:
        shutil.rmtree(to / "data" / "evidence", ignore_errors=True)


def print_requests(summary: str) -> None:
    """How many places of each kind took how many requests."""
    requests = json.loads(summary)["requests"]
    kinds: dict[str, list[int]] = {}
    for place, count in requests.items():
        kinds.setdefault("/".join(place.split("/")[:2]), []).append(count)
    print("\nrequests for one place, newly observed")
    for kind, counts in sorted(kinds.items()):
        spread = ", ".join(f"{count}: {times}" for count, times in sorted(Counter(counts).items()))
        print(f"  {kind:<24} most {max(counts)}, places by requests {{{spread}}}")


def main() -> None:
    """Print a line for each stage, then the requests."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--recordings", type=Path, help="a folder of recordings to collect from")
    options = parser.parse_args()
    auditor = [sys.executable, "-m", "auditor", "--quiet", "--json"]
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        copy_of_checkout(root, with_evidence=options.recordings is None)
        environment = {"OPENNESS_ROOT": str(root), "PYTHONPATH": str(CHECKOUT)}
        stages = ["judge", "render", "build"]
        standin = None
        if options.recordings:
            port = free_port()
            arguments = ["standin", "--recordings", str(options.recordings.resolve()), "--port", str(port)]
            standin = subprocess.Popen([sys.executable, "-m", "auditor", "--quiet", *arguments], cwd=CHECKOUT)
            wait_for(port, standin)
            environment |= {
                "HF_ENDPOINT": f"http://127.0.0.1:{port}",
                "GITHUB_API_URL": f"http://127.0.0.1:{port}/github",
            }
            stages = ["collect", "collect again", *stages]
        try:
            print(f"{'stage':<16}{'seconds':>9}{'peak MB':>9}")
            summaries = {}
            for stage in stages:
                # Status 3 says that a host could not answer for some place, which recordings of a part always do.
                ran = run([*auditor, stage.split()[0]], root, environment, fine=(0, 3))
                summaries[stage] = ran.printed
                print(f"{stage:<16}{ran.seconds:>9.2f}{ran.peak:>9,}", flush=True)
            if "collect" in summaries:
                print_requests(summaries["collect"])
        finally:
            if standin:
                standin.terminate()
                standin.wait()


if __name__ == "__main__":
    main()
