"""The house rules, as far as a machine can hold them."""

import ast
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_socket import SocketConnectBlockedError

ROOT = Path(__file__).parent.parent
PACKAGE = sorted((ROOT / "drafter").rglob("*.py"))
HEAVY = (
    "gradio",
    "docx",
    "langchain",
    "langchain_core",
    "langchain_openai",
    "openai",
    "numpy",
    "pandas",
    "lxml",
    "sqlalchemy",
)
HOMES = {
    "gradio": "drafter/web/", "docx": "drafter/formats/", "lxml": "drafter/formats/", "openai": "drafter/engines/",
    "langchain_openai": "drafter/engines/", "langchain_core": "drafter/engines/", "typer": "drafter/cli", "sqlalchemy": "drafter/store.py",
}  # fmt: skip


def functions(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", PACKAGE, ids=lambda p: str(p.relative_to(ROOT)))
def test_every_file_says_what_it_is_for_and_stays_small(path):
    text = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a module starts with a docstring"
    assert len(text.splitlines()) <= 400
    long = [
        f"{node.name}: {node.end_lineno - node.lineno + 1}"
        for node in functions(path)
        if node.end_lineno - node.lineno >= 60
    ]
    assert long == []


@pytest.mark.parametrize("path", PACKAGE, ids=lambda p: str(p.relative_to(ROOT)))
def test_foreign_libraries_stay_in_their_rooms(path):
    name = path.relative_to(ROOT).as_posix()
    found = set(re.findall(r"^\s*(?:from|import) (\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)) & set(HOMES)
    assert [lib for lib in found if not name.startswith(HOMES[lib])] == []


@pytest.mark.parametrize(
    "path", [p for p in PACKAGE if "languages" not in p.parts], ids=lambda p: str(p.relative_to(ROOT))
)
def test_chinese_words_live_in_prompts(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    }
    docs |= {
        node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    sentences = [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
                 and node.value not in docs and re.search(r"[\u4e00-\u9fff]{8,}", re.sub("[零一二三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾]", "", node.value))]  # fmt: skip
    assert sentences == []


def test_help_starts_fast_and_loads_nothing_heavy():
    code = f"import sys; sys.argv=['drafter','--help']; from drafter import cli; cli.run(['--help']); print([m for m in {(*HEAVY, 'pydantic')!r} if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True).stdout
    assert shown.strip().endswith("[]")
    assert "draft" in shown


def test_importing_the_service_loads_no_foreign_giant():
    code = f"import sys; import drafter.service; print([m for m in {HEAVY!r} if m in sys.modules])"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
        ).stdout.strip()
        == "[]"
    )


def test_every_check_and_format_is_registered():
    from drafter import checks, formats

    modules = {p.stem for p in (ROOT / "drafter/checks").glob("*.py")} - {
        "__init__",
        "rules",
        "claims",
        "amounts",
        "arithmetic",
        "columns",
        "totals",
        "changes",
    }
    assert {c.__module__.rsplit(".", 1)[-1] for c in (*checks.ITEM_CHECKS, *checks.REPORT_CHECKS)} == modules
    assert all((ROOT / (target.replace(".", "/") + ".py")).is_file() for target in formats.FORMATS.values())


def test_every_finding_has_its_words_in_every_language():
    from drafter import checks, prompts

    for language in prompts.languages():
        assert set(prompts.read_table(language, "findings.toml")["messages"]) == set(checks.CODES)


def test_every_error_descends_from_ours_and_stands_in_the_drawn_tree():
    from drafter import errors

    kinds = [value for value in vars(errors).values() if isinstance(value, type) and issubclass(value, Exception)]
    assert all(issubclass(kind, errors.DrafterError) for kind in kinds)
    assert [kind.__name__ for kind in kinds if kind.__name__ not in errors.__doc__] == []


def test_the_public_names_are_what_the_package_promises():
    import drafter

    assert sorted(drafter.__all__) == ["__version__", "check", "draft", "export", "redraft"]
    assert all(getattr(drafter, name) for name in drafter.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = drafter.nothing


def test_the_network_is_shut_in_tests():
    with pytest.raises(SocketConnectBlockedError):
        socket.create_connection(("192.0.2.1", 80), timeout=1)
