"""The command line. Each command reads values, calls `service`, prints or writes; nothing else. You may add a command here.

Everything heavy is imported inside the command that needs it: `drafter --help` loads typer only.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import typer

from drafter.cli import writing, finishing, deciding, tools  # isort: skip  # in the order that --help lists their commands
from drafter.cli.options import app
from drafter.cli.printing import say
from drafter.errors import DrafterError, EngineError, ExportRefused


def run(arguments: Sequence[str]) -> int:
    """Run a command line and return its exit status; an error is one line on stderr, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        status = app(list(arguments), prog_name="drafter", standalone_mode=False)
    except ExportRefused as error:
        for finding in error.open_findings[:20]:
            say(f"  {getattr(finding, 'message', finding)}")
        return _fail(str(error), 1)
    except EngineError as error:
        return _fail(error.line, 3)
    except DrafterError as error:
        return _fail(str(error), 2)
    except typer.TyperException as error:
        return _misuse(error)
    except (KeyboardInterrupt, typer.Abort):
        return 130
    except typer.Exit as error:
        return error.exit_code
    except BrokenPipeError:
        return 0
    except OSError as error:
        return _fail(f"{error.filename or 'the output'}: {error.strerror or error}", 2)
    except Exception as error:  # noqa: BLE001  # the last line of defence: a person sees one line, never a traceback
        return _fail(f"an internal fault, please report it: {type(error).__name__}: {error}", 2)
    return status if isinstance(status, int) else 0


def _misuse(error: typer.TyperException) -> int:
    """Say what is wrong with a command line, on one line, with the value as typed; bare `drafter` shows the help."""
    words = error.format_message() if hasattr(error, "format_message") else str(error)
    if words.startswith("Usage:"):
        say(words)
        return 2
    for fault in getattr(error.__cause__, "errors", list)():  # pydantic's, which knows the value
        words = words.replace("Input should", f"{fault['input']!r} should")
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "drafter"
    return _fail(f"{' '.join(words.split()).rstrip('.')} (see {command} --help)", 2)


def _fail(message: str, status: int) -> int:
    say(f"drafter: {message}")
    return status


__all__ = ["app", "deciding", "finishing", "run", "tools", "writing"]
