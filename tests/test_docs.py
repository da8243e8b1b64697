import re
import subprocess
import sys
from pathlib import Path

from drafter.cli import app

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_has_help_an_example_and_its_place_in_the_readme():
    for command in app.registered_commands:
        assert command.callback.__doc__
        assert command.epilog.startswith("Example: drafter ")
        assert f"`drafter {command.callback.__name__}`" in README


def test_the_readme_is_what_the_code_says():
    done = subprocess.run(
        [sys.executable, "-m", "cogapp", "--check", "-P", "README.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_readmes_python_example_runs(tmp_path):
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    scope = {}
    exec(compile(code, "README.md", "exec"), scope)
    assert scope["word"].startswith(b"PK")


def test_every_picture_and_file_the_readme_names_is_there():
    for name in re.findall(r"\]\(([^)#h][^)]*)\)", README):
        assert (ROOT / name).exists(), name
