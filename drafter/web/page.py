"""The page: layout and wiring only. Native Gradio components for the form, one JSON-driven board for the report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import gradio as gr

from drafter import kinds, prompts
from drafter.engines import describe_engines
from drafter.errors import DrafterError
from drafter.service import Desk
from drafter.settings import read_settings
from drafter.web import actions, asked, handlers, wording
from drafter.web.api import owner_of

STATIC = Path(__file__).parent / "static"
SCRIPTS = ("base", "diff", "paper", "panels", "notes", "checks", "files", "desk")
"""The board's scripts, in the order in which they are run as one."""

SHEETS = ("page", "board", "side")

FORM = ("kind", "unit", "period", "length", "engine", "recipient", "issuer", "date")
FONTS = ["system-ui", "-apple-system", "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]

HEAD = "<style>" + "\n".join((STATIC / f"{name}.css").read_text(encoding="utf-8") for name in SHEETS) + "</style>"
"""Our style sheets as they stand: Gradio would write its own container in front of every selector."""


def theme() -> gr.themes.Base:
    """System fonts only: nothing is fetched from another host. Colours are those of page.css, so that both modes hold."""
    return gr.themes.Base(primary_hue="sky", neutral_hue="stone", font=FONTS, font_mono=["monospace"]).set(
        body_background_fill="var(--d-desk)", body_background_fill_dark="var(--d-desk)",
        body_text_color="var(--d-ink)", body_text_color_dark="var(--d-ink)",
        body_text_color_subdued="var(--d-soft)", body_text_color_subdued_dark="var(--d-soft)",
        block_background_fill="transparent", block_background_fill_dark="transparent", block_border_width="0px", block_border_width_dark="0px",
        block_shadow="none", block_padding="0", block_label_text_color="var(--d-soft)", block_label_text_color_dark="var(--d-soft)",
        block_title_text_color="var(--d-soft)", block_title_text_color_dark="var(--d-soft)", block_title_text_size="13px",
        block_title_text_weight="500", block_info_text_color="var(--d-soft)", block_info_text_color_dark="var(--d-soft)",
        input_background_fill="var(--d-paper)", input_background_fill_dark="var(--d-paper)",
        input_background_fill_focus="var(--d-paper)", input_background_fill_focus_dark="var(--d-paper)",
        input_border_color="var(--d-edge)", input_border_color_dark="var(--d-edge)", input_border_width="1px", input_border_width_dark="1px",
        input_border_color_focus="var(--d-accent)", input_border_color_focus_dark="var(--d-accent)", input_shadow="none",
        input_placeholder_color="var(--d-soft)", input_placeholder_color_dark="var(--d-soft)", input_radius="6px",
        button_primary_background_fill="var(--d-accent)", button_primary_background_fill_dark="var(--d-accent)",
        button_primary_background_fill_hover="var(--d-accent-deep)", button_primary_background_fill_hover_dark="var(--d-accent-deep)",
        button_primary_border_color="var(--d-accent)", button_primary_border_color_dark="var(--d-accent)",
        button_primary_text_color="var(--d-on-accent)", button_primary_text_color_dark="var(--d-on-accent)",
        button_primary_text_color_hover="var(--d-on-accent)", button_primary_text_color_hover_dark="var(--d-on-accent)",
        button_secondary_background_fill="var(--d-paper)", button_secondary_background_fill_dark="var(--d-paper)",
        button_secondary_background_fill_hover="var(--d-wash)", button_secondary_background_fill_hover_dark="var(--d-wash)",
        button_secondary_text_color="var(--d-accent)", button_secondary_text_color_dark="var(--d-accent)",
        button_secondary_text_color_hover="var(--d-accent)", button_secondary_text_color_hover_dark="var(--d-accent)",
        button_secondary_border_color="var(--d-edge)", button_secondary_border_color_dark="var(--d-edge)",
        button_border_width="1px", button_border_width_dark="1px", button_large_radius="6px", button_small_radius="6px", button_medium_radius="6px",
        button_large_text_size="15px", button_small_text_size="13px", border_color_primary="var(--d-line)", border_color_primary_dark="var(--d-line)",
        background_fill_primary="var(--d-paper)", background_fill_primary_dark="var(--d-paper)",
        background_fill_secondary="var(--d-wash)", background_fill_secondary_dark="var(--d-wash)",
    )  # fmt: skip


def build(desk: Desk, language: str = "zh") -> gr.Blocks:
    """The page over the desk's documents, not yet launched."""
    words = wording.page(language)
    page: gr.Blocks
    with gr.Blocks(title=words["title"], analytics_enabled=False, fill_width=True, delete_cache=(3600, 7200)) as page:
        gr.HTML('<div class="bar"></div>', elem_id="bar", apply_default_css=False, js_on_load=None)
        with gr.Row(elem_id="desk", equal_height=False):
            with gr.Column(scale=0, min_width=320, elem_id="form"):
                typed = gr.Textbox(
                    label=words["notes"], placeholder=words["notes_hint"], lines=10, max_lines=20, elem_id="notes"
                )
                with gr.Row(elem_classes="pair"):
                    load = gr.Button(
                        words["import"], elem_id="import", size="sm", min_width=120
                    )  # the board reads the file
                    example = gr.Button(words["example"], elem_id="example", size="sm", min_width=120)
                fields = _form(words)
                with gr.Column(elem_id="go", min_width=120):
                    destination = gr.Markdown(_destination(words), elem_id="destination")
                    go = gr.Button(words["draft"], variant="primary", elem_id="draft")
                    weigh = gr.Button(
                        words["check"], elem_id="check-report", size="sm"
                    )  # the board asks for the report
            board = _board(desk, language)
        tongue = gr.State(language)
        _wire(desk, go, [tongue, typed, *fields.values()], board)
        quiet: dict[str, Any] = {"show_progress": "hidden"}
        example.click(lambda name: prompts.read_text(name, "example.txt"), tongue, typed, **quiet)
        fields["engine"].change(
            lambda name, to: _destination(wording.page(to), name), [fields["engine"], tongue], destination, **quiet
        )
        labelled = [tongue, typed, load, example, *fields.values(), destination, go, weigh]
        getattr(board, "language")(_relabel, fields["engine"], labelled, **quiet)  # noqa: B009  # an event of our own name
    page.queue(default_concurrency_limit=20, max_size=200)
    return page


def _relabel(engine: str, event: gr.EventData) -> list[Any]:
    """Every word of the form in the other language."""
    wanted = asked.event(event._data).get("language")  # noqa: SLF001  # the data of a board's event has no public name
    language = next((name for name in prompts.languages() if name == wanted), "zh")
    words = wording.page(language)
    fields = {name: gr.update(label=words[name]) for name in FORM}
    fields["kind"] = gr.update(label=words["kind"], choices=_kinds(words))
    fields["length"] = gr.update(label=words["length"], choices=_lengths(words))
    fields["engine"] = gr.update(label=words["engine"], choices=_engines(words))
    notes_box = gr.update(label=words["notes"], placeholder=words["notes_hint"])
    return [language, notes_box, words["import"], words["example"], *fields.values(), _destination(words, engine), words["draft"], words["check"]]  # fmt: skip


def _board(desk: Desk, language: str) -> gr.HTML:
    """The board. It asks `look` for what is new and tells `act` what was clicked; its value only says which draft to open."""

    async def look(sent: object, request: gr.Request) -> dict[str, Any]:
        return await handlers.look(desk, asked.event(sent), owner_of(request))

    def act(sent: object, request: gr.Request) -> dict[str, Any]:
        return actions.carry_out(desk, asked.event(sent), owner_of(request))

    return gr.HTML(
        value={"open": "", "language": language, "words": {name: wording.board(name) for name in prompts.languages()}},
        html_template='<div class="board" data-busy="0" data-rev="0"></div>',
        js_on_load="\n".join((STATIC / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS),
        apply_default_css=False,
        server_functions=[look, act],
        elem_id="board",
    )


def _form(words: dict[str, str]) -> dict[str, Any]:
    """What the writer says beside the notes; only what most reports need stands open."""
    engines = _engines(words)
    with gr.Row(elem_classes="pair"):
        kind = gr.Dropdown(_kinds(words), value="", label=words["kind"], min_width=120, elem_id="kind")
        length = gr.Dropdown(_lengths(words), value="", label=words["length"], allow_custom_value=True, min_width=90, elem_id="length")  # fmt: skip
    with gr.Row(elem_classes="pair"):
        unit = gr.Textbox(label=words["unit"], min_width=120, elem_id="unit", max_lines=1)
        period = gr.Textbox(label=words["period"], min_width=90, elem_id="period", max_lines=1)
    with gr.Accordion(words["more"], open=False, elem_id="more"):
        recipient = gr.Textbox(label=words["recipient"], elem_id="recipient", max_lines=1)
        with gr.Row(elem_classes="pair"):
            issuer = gr.Textbox(label=words["issuer"], min_width=120, elem_id="issuer", max_lines=1)
            date = gr.Textbox(label=words["date"], min_width=90, elem_id="date", max_lines=1)
    engine = gr.Dropdown(engines, value=engines[-1][1], label=words["engine"], elem_id="engine")
    return dict(zip(FORM, (kind, unit, period, length, engine, recipient, issuer, date), strict=True))


def _lengths(words: dict[str, str]) -> list[tuple[str, str]]:
    """Lengths that are asked for most; any other may be typed."""
    return [(words["length_any"], ""), *((size, size) for size in words["lengths"].split())]


def _kinds(words: dict[str, str]) -> list[tuple[str, str]]:
    return [(words["kind_auto"], ""), *((kind.name, kind.id) for kind in kinds.list_kinds())]


def _engines(words: dict[str, str]) -> list[tuple[str, str]]:
    """The offline engine, and the configured model if there is one (last: the default)."""
    rows = describe_engines(read_settings())
    return [(words["engine_offline"] if row["name"] == "offline" else words["engine_model"].replace("{model}", str(row["name"])), str(row["name"]))
            for row in rows if row["name"] == "offline" or row["auto"]]  # fmt: skip


def _destination(words: dict[str, str], engine: str = "") -> str:
    """Where the text goes, said before anything is sent."""
    row = next(row for row in describe_engines(read_settings()) if (row["name"] == engine if engine else row["auto"]))
    host = str(row["destination"])
    return words["goes_to"].replace("{host}", host) if host else words["goes_nowhere"]


def _wire(desk: Desk, go: gr.Button, given: list[Any], board: gr.HTML) -> None:
    """Draft what is given (the page's language, the notes, the form): the board is told which document to open, and asks for the
    rest itself.
    """

    def start(request: gr.Request, language: str, text: str, *values: Any) -> dict[str, Any]:
        try:
            return {"open": handlers.begin(desk, text, dict(zip(FORM, values, strict=True)), owner_of(request))}
        except DrafterError as error:
            raise gr.Error(wording.error(language, str(error)), title="", print_exception=False) from error

    go.click(start, given, board, show_progress="hidden", concurrency_limit=None)
