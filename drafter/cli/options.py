"""The command line's application, and the options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

from drafter import __version__
from drafter.cli.printing import say

app = typer.Typer(
    name="drafter",
    help="Rough notes in, a formal three-part work report out. Works offline; writes with a model when one is set.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _tell_version(asked: bool) -> None:
    if asked:
        print(f"drafter {__version__}")
        raise typer.Exit


@app.callback()
def begin(
    version: Annotated[  # noqa: ARG001  # its callback has answered it
        bool, typer.Option("--version", help="Print the version.", callback=_tell_version, is_eager=True)
    ] = False,
) -> None:
    """What comes before every command: a word on variables that look like settings and are none."""
    from drafter.settings import unknown_variables  # not for --help

    for line in unknown_variables():
        say(line)


Output = Annotated[Path | None, typer.Option("-o", "--output", help="File to write: .docx, .md, .txt or .json.")]
Copy = Annotated[
    Literal["draft", "clean"], typer.Option(help="draft: marks and comments in it; clean: only the report.")
]
Force = Annotated[bool, typer.Option("--force", help="Overwrite an existing output.")]
Anyway = Annotated[bool, typer.Option("--anyway", help="Write a clean copy although something is open.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
EngineName = Annotated[
    str, typer.Option("--engine", help="auto, offline, or a model: its name, or service:name, see drafter engines.")
]
ReportFile = Annotated[Path, typer.Argument(help="A draft copy (.docx) or a saved draft (.json).")]
LayoutName = Annotated[
    str, typer.Option("--layout", help="How it is set: a preset (drafter layouts), or a file of your own (….toml).")
]
Headings = Annotated[
    Literal["run-in", "own-line"] | None, typer.Option(help="Whether text runs in behind an item's heading.")
]
Seal = Annotated[bool, typer.Option("--seal", help="Leave room for a seal over the signature.")]
Template = Annotated[
    Path | None, typer.Option(help="A .docx of your own: its styles win; {{report}} in it says where the text goes.")
]
AnyReport = Annotated[Path, typer.Argument(help="A draft copy, a saved draft, or with --notes any .txt, .md or .docx.")]
Outline = Annotated[
    Literal["model", "rule"], typer.Option(help="Who sorts notes under headings: model, or rule (the fast way).")
]
MaxTokens = Annotated[int, typer.Option(min=0, help="Tokens, in and out, that the run may cost; 0: no limit.")]
Fallback = Annotated[
    bool, typer.Option(help="Whether the rules' sentences may stand in for what a model does not deliver.")
]
DryRun = Annotated[
    bool,
    typer.Option(
        "--dry-run", help="Print the prompts that would be sent, or write them into the folder -o; send nothing."
    ),
]
