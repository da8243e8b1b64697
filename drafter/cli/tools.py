"""Commands about the tool itself: kinds, layouts, engines and the page."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from drafter.cli.options import AsJson, app
from drafter.cli.printing import print_json, say
from drafter.errors import EngineError, InputError


@app.command(epilog="Example: drafter kinds --new my_kind --like department")
def kinds(
    as_json: AsJson = False,
    new: Annotated[str, typer.Option(help="Start a kind of your own under this name; prints the file to edit.")] = "",
    like: Annotated[str, typer.Option(help="The kind to start from (default: department).")] = "",
) -> int:
    """List the kinds of report, or start one of your own."""
    from drafter import kinds as all_kinds

    if new:
        print(all_kinds.start_kind(new, like or "department"))
        say(f"edit that file (its name, the parts, the themes), then: drafter draft notes.txt --kind {new}")
        return 0
    if like:
        raise InputError("--like is for a new kind; name it with --new")
    found = all_kinds.list_kinds()
    if as_json:
        print_json([kind.model_dump() for kind in found])
    else:
        for kind in found:
            print(f"{kind.id:<18}{kind.language}  {kind.name}")
    return 0


@app.command(epilog="Example: drafter layouts --language zh")
def layouts(
    language: Annotated[str, typer.Option(help="zh or en; without it all.")] = "", as_json: AsJson = False
) -> int:
    """List the layouts that a report can be set in; a .toml of your own may be like any of them."""
    from drafter import prompts
    from drafter.formats.layout import list_layouts

    if language and language not in prompts.languages():
        raise InputError(f"{language!r} is no language; give {', '.join(prompts.languages())}")
    known = [language] if language else prompts.languages()
    rows = [
        {"name": name, "language": one, "about": about} for one in known for name, about in list_layouts(one).items()
    ]
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            print(f"{row['name']:<12}{row['language']}  {row['about']}")
    return 0


@app.command(epilog="Example: drafter engines --check")
def engines(
    as_json: AsJson = False,
    check: Annotated[
        bool, typer.Option("--check", help="Try the configured engine, and look for model servers on this machine.")
    ] = False,
) -> int:
    """List the engines, which one `auto` means now, and where text would be sent."""
    from drafter.engines import describe_engines, describe_services
    from drafter.settings import read_settings

    if check:
        return _check_engines(as_json=as_json)
    rows = describe_engines(read_settings()) + describe_services()
    if as_json:
        print_json(rows)
    else:
        for row in rows:
            print(f"{'*' if row['auto'] else ' '} {row['name']:<24}{row['destination'] or '-':<36}{row['about']}")
    return 0


def _check_engines(*, as_json: bool) -> int:
    """One line for the configured engine, one for each model server of this machine; 3 when the configured one fails."""
    from drafter import loop
    from drafter.engines import probing
    from drafter.settings import read_settings

    failed = ""
    trial = None
    try:
        trial = loop.submit(probing.try_configured(read_settings())).result()
    except EngineError as error:
        failed = error.line
    found = probing.local_servers()
    if as_json:
        tried = {"failed": failed} if failed else asdict(trial) if trial else None
        print_json({"configured": tried, "local": [asdict(server) for server in found]})
        return 3 if failed else 0
    if failed:
        print(f"configured: {failed}")
    elif trial is None:
        print("configured: offline; set DRAFTER_MODEL or DRAFTER_BASE_URL for a model")
    else:
        said = "; ".join(trial.lines)
        print(
            f"configured: {trial.engine} at {trial.destination} answers: first words after {trial.first:.1f} s, "
            f"{trial.speed:.0f} tokens/s; {said}"
        )
    for server in found:
        print(f"here: {probing.describe(server)}")
    if not found:
        print("here: no model server on the ports 11434 (Ollama), 1234 (LM Studio), 8080 (llama.cpp), 8000 (vLLM)")
    return 3 if failed else 0


@app.command(epilog="Example: drafter web --port 7860")
def web(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="Port to listen on; 0: any that is free.")] = 7860,
    browser: Annotated[bool, typer.Option(help="Open a browser window.")] = True,
    root_path: Annotated[
        str, typer.Option(help="The sub-path under which a proxy shows the page, such as /draft.")
    ] = "",
    store: Annotated[str, typer.Option(help="Where drafts are kept: a file, or a database's URL.")] = "",
) -> int:
    """Start the page: notes on the left, the report on the right."""
    from drafter import web as page

    page.launch(host=host, port=port, open_browser=browser, root_path=root_path, store=store)
    return 0
