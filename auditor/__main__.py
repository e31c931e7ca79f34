"""`python -m auditor` and the `auditor` command: no traceback reaches a user."""

from __future__ import annotations

import sys

import click

from auditor.cli import cli, explain


def main() -> None:
    """Run the command; exit with 0, 1 (`--require` not reached), 2 (bad input) or 3 (a host could not be asked)."""
    try:
        sys.exit(cli(standalone_mode=False))
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (KeyboardInterrupt, click.exceptions.Abort):
        print("stopped; what was seen until now is kept", file=sys.stderr)  # noqa: T201 - the last word to the user
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:  # noqa: BLE001 - the door to the user: one sentence instead of a traceback
        sentence, status = explain(error)
        print(f"auditor: {sentence}", file=sys.stderr)  # noqa: T201 - the last word to the user
        sys.exit(status)


if __name__ == "__main__":
    main()
