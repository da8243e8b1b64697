"""The page: layout and wiring only. Native Gradio components for the form, one JSON-driven board for the report."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import gradio as gr

from drafter import kinds
from drafter.engines import describe_engines
from drafter.errors import DrafterError
from drafter.service import Copy, Desk
from drafter.settings import read_settings
from drafter.web import board, gate, handlers, wording

HERE = Path(__file__).parent
LANGUAGES = [("中文", "zh"), ("English", "en")]
FORM = ("kind", "unit", "period", "recipient", "issuer", "date", "length", "engine")
FONTS = ["system-ui", "-apple-system", "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "sans-serif"]

CSS = """
.gradio-container { max-width: 1500px !important; }
.drafter-head h1 { font-size: 20px; margin: 0; } .drafter-head p { margin: 0; opacity: .8; }
.gradio-container .drafter-downloads { justify-content: flex-end; } .drafter-downloads button { flex: 0 1 auto; font-weight: 500; }
.dark { --drafter-accent: #8cc4ea; --drafter-bad: #ff9d94; }
.drafter-error { color: #b3261e; } .dark .gradio-container .drafter-downloads { justify-content: flex-end; } .drafter-downloads button { flex: 0 1 auto; font-weight: 500; }
.drafter-error { color: #ff9d94; }
footer { display: none !important; }
"""
READY = "() => { document.documentElement.lang = navigator.language || 'zh-CN'; document.body.dataset.ready = '1'; }"


def theme() -> gr.themes.Base:
    """System fonts only: nothing is fetched from another host; greys that pass contrast checks."""
    return gr.themes.Base(primary_hue="sky", neutral_hue="slate", font=FONTS, font_mono=["monospace"]).set(
        block_info_text_color="#475467", block_title_text_color="#344054", block_label_text_color="#344054",
        block_label_text_color_dark="#d0d5dd", block_title_text_color_dark="#d0d5dd", block_info_text_color_dark="#b6bfcc",
        input_placeholder_color="#667085", body_text_color_subdued="#475467", body_text_color_subdued_dark="#b6bfcc",
        button_primary_background_fill="#1d5c87", button_primary_background_fill_hover="#17496b", button_primary_text_color="#ffffff",
        button_primary_background_fill_dark="#2b78ad", button_primary_text_color_dark="#ffffff",
    )  # fmt: skip


def build(desk: Desk, language: str = "zh") -> gr.Blocks:
    """The page over the desk's documents, not yet launched."""
    words = wording.page(language)
    page: gr.Blocks
    with gr.Blocks(title=words["title"], analytics_enabled=False, delete_cache=(3600, 7200)) as page:
        document = gr.State("")
        with gr.Row():
            with gr.Column(scale=3, min_width=320):
                head = gr.Markdown(_head(words), elem_classes="drafter-head")
                notes = gr.Textbox(
                    label=words["notes"], placeholder=words["notes_hint"], lines=14, max_lines=22, elem_id="notes"
                )
                with gr.Row():
                    go = gr.Button(words["draft"], variant="primary", elem_id="draft", min_width=120)
                    example = gr.Button(words["example"], elem_id="example", min_width=120)
                with gr.Row():
                    fields = _form(words)
                destination = gr.Markdown(_destination(words), elem_id="destination")
                tongue = gr.Radio(LANGUAGES, value=language, label=words["language"], elem_id="language")
            with gr.Column(scale=8, min_width=340):
                with gr.Row(elem_classes="drafter-downloads"):
                    draft_copy = gr.Button(words["download_draft"], elem_id="download-draft", min_width=160)
                    clean_copy = gr.Button(words["download_clean"], elem_id="download-clean", min_width=160)
                    anyway = gr.Button(
                        words["download_anyway"], visible=False, elem_id="download-anyway", min_width=160
                    )
                refused = gr.Markdown("", elem_classes="drafter-error", elem_id="refused")
                sheet = _board(language)
                file = gr.Textbox("", visible=False)
        _wire(page, desk, document, notes, fields, tongue, sheet, go)
        _wire_downloads(desk, document, tongue, (draft_copy, clean_copy, anyway), refused, file)
        example.click(_example, tongue, notes, show_progress="hidden")
        tongue.change(
            _relabel,
            tongue,
            [head, notes, go, example, *fields.values(), destination, tongue, draft_copy, clean_copy, anyway],
        )
        page.load(None, js=READY)
    page.queue(default_concurrency_limit=20, max_size=200)
    return page


def _head(words: dict[str, str]) -> str:
    return f"# {words['title']}\n\n{words['tagline']}"


def _board(language: str) -> gr.HTML:
    return gr.HTML(
        value=board.show(None, language),
        html_template='<div class="drafter-board" data-busy="0" data-rev="0"></div>',
        css_template=(HERE / "board.css").read_text(encoding="utf-8"),
        js_on_load=(HERE / "board.js").read_text(encoding="utf-8"),
        apply_default_css=False,
        elem_id="board",
    )


def _form(words: dict[str, str]) -> dict[str, Any]:
    found = [(words["kind_auto"], ""), *((kind.name, kind.id) for kind in kinds.list_kinds())]
    engines = _engines(words)
    return {
        "kind": gr.Dropdown(found, value="", label=words["kind"], min_width=140, elem_id="kind"),
        "unit": gr.Textbox(label=words["unit"], min_width=140, elem_id="unit"),
        "period": gr.Textbox(label=words["period"], min_width=140, elem_id="period"),
        "recipient": gr.Textbox(label=words["recipient"], min_width=140),
        "issuer": gr.Textbox(label=words["issuer"], min_width=140),
        "date": gr.Textbox(label=words["date"], min_width=140),
        "length": gr.Number(label=words["length"], precision=0, minimum=0, min_width=140),
        "engine": gr.Dropdown(engines, value=engines[-1][1], label=words["engine"], min_width=140, elem_id="engine"),
    }


def _engines(words: dict[str, str]) -> list[tuple[str, str]]:
    """The offline engine, and the configured model if there is one (last: the default)."""
    rows = describe_engines(read_settings())
    return [(words["engine_offline"] if row["name"] == "offline" else words["engine_model"].replace("{model}", str(row["name"])), str(row["name"]))
            for row in rows if row["name"] == "offline" or row["auto"]]  # fmt: skip


def _destination(words: dict[str, str]) -> str:
    """Where the text goes, said before anything is sent."""
    row = next(row for row in describe_engines(read_settings()) if row["auto"])
    host = str(row["destination"])
    return words["goes_to"].replace("{host}", host) if host else words["goes_nowhere"]


def _wire(page: gr.Blocks, desk: Desk, document: gr.State, notes: gr.Textbox, fields: dict[str, Any], tongue: gr.Radio,
          sheet: gr.HTML, go: gr.Button) -> None:  # fmt: skip
    """Draft, and everything that is clicked on the board."""

    def start(request: gr.Request, text: str, *values: Any) -> str:
        try:
            return handlers.begin(desk, text, dict(zip(FORM, values, strict=True)), _owner(request))
        except DrafterError as error:
            raise gr.Error(str(error), print_exception=False) from error

    def act(request: gr.Request, event: gr.EventData) -> str:
        data = dict(event._data)  # noqa: SLF001  # the data of a board's event has no public name
        try:
            handlers.act(desk, data, _owner(request))
        except DrafterError as error:
            raise gr.Error(str(error), print_exception=False) from error
        return str(data.get("doc", ""))

    async def follow(request: gr.Request, name: str, language: str) -> AsyncIterator[dict[str, Any]]:
        async for frame in handlers.follow(desk, name, language, _owner(request)):
            yield frame
        if why := handlers.why(desk, name, _owner(request)):
            gr.Warning(wording.page(language)["failed"].replace("{why}", why))

    def look(request: gr.Request, name: str, language: str) -> dict[str, Any]:
        return handlers.look(desk, name, language, _owner(request))

    quiet: dict[str, Any] = {"show_progress": "hidden", "concurrency_limit": None}
    go.click(start, [notes, *fields.values()], document, **quiet).success(follow, [document, tongue], sheet, **quiet)
    acted = getattr(sheet, "act")(act, None, document, trigger_mode="multiple", **quiet)  # noqa: B009  # an event of our own name
    acted.then(follow, [document, tongue], sheet, trigger_mode="multiple", **quiet)
    tongue.change(look, [document, tongue], sheet, **quiet)
    page.unload(lambda: None)


def _wire_downloads(desk: Desk, document: gr.State, tongue: gr.Radio, buttons: tuple[gr.Button, gr.Button, gr.Button],
                    refused: gr.Markdown, file: gr.Textbox) -> None:  # fmt: skip
    """A click asks whether the file may leave; if so, the browser fetches it from where only its owner may."""
    draft_copy, clean_copy, anyway = buttons
    js = "(path) => { if (path) window.location.assign(new URL(path, window.gradio_config.root + '/')); }"

    def making(copy: Copy, *, forced: bool = False) -> Callable[[gr.Request, str, str], tuple[str, str, Any]]:
        def make(request: gr.Request, name: str, language: str) -> tuple[str, str, Any]:
            path, why = handlers.download(desk, name, copy, language, _owner(request), anyway=forced)
            return path, why, gr.update(visible=bool(why) and copy == "clean")

        return make

    for button, make in (
        (draft_copy, making("draft")),
        (clean_copy, making("clean")),
        (anyway, making("clean", forced=True)),
    ):
        made = button.click(make, [document, tongue], [file, refused, anyway], show_progress="hidden")
        made.then(None, file, None, js=js)


def _owner(request: gr.Request) -> str:
    """Whose drafts the asker may see, as the door found out."""
    return str(request.headers.get(gate.OWNER, ""))


def _example(language: str) -> str:
    """Notes to try the page with."""
    from drafter import prompts

    return prompts.read_text(language, "example.txt")


def _relabel(language: str) -> list[Any]:
    """Every word of the page in the other language."""
    words = wording.page(language)
    kinds_again = [(words["kind_auto"], ""), *((kind.name, kind.id) for kind in kinds.list_kinds())]
    fields = [gr.update(label=words[name]) for name in FORM]
    fields[0] = gr.update(label=words["kind"], choices=kinds_again)
    fields[-1] = gr.update(label=words["engine"], choices=_engines(words))
    return [
        _head(words), gr.update(label=words["notes"], placeholder=words["notes_hint"]), words["draft"], words["example"], *fields,
        _destination(words), gr.update(label=words["language"]), words["download_draft"], words["download_clean"], words["download_anyway"],
    ]  # fmt: skip
