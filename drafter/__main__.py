"""`python -m drafter` and the `drafter` command: runs the command line and turns every error into one line."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line; exit status 0 fine, 1 findings, 2 bad input, 3 engine out of reach, 130 interrupted."""
    from drafter import cli  # imported here, so that `python -m drafter` starts with nothing else loaded

    sys.exit(cli.run(sys.argv[1:]))


if __name__ == "__main__":
    main()
