"""`python -m drafter` and the `drafter` command: runs the command line and turns every error into one line."""

from __future__ import annotations

import gc
import sys

SELDOM = 200_000
"""New values between two searches for those that only hold each other. There are few of these, and a command is soon over."""


def main() -> None:
    """Run the command line; exit status 0 fine, 1 findings, 2 bad input, 3 engine out of reach, 130 interrupted."""
    gc.set_threshold(SELDOM, 10, 10)
    from drafter import cli  # imported here, so that `python -m drafter` starts with nothing else loaded

    status = cli.run(sys.argv[1:])
    gc.freeze()  # all goes with the process; to search it once more first takes a tenth of a second
    sys.exit(status)


if __name__ == "__main__":
    main()
