"""How long a whole run takes, from the shell and back: `python -m tests.benchmarks.whole_run`.

Some forty notes of each language to a .docx, offline, each run a process of its own, its files warm and compiled. Prints medians of 7
in milliseconds, by the clock and of the processor, each also as a multiple of a bare python-docx save whose runs stand between ours.
"""

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.benchmarks.chain_speed import make_notes

ROUNDS = 7
BARE = "import sys, docx; docx.Document().save(sys.argv[1])"
EXAMPLES = Path(__file__).parents[2] / "examples"


def english_notes():
    """The notes of both English examples, which are as many."""
    return "\n".join((EXAMPLES / name / "notes.md").read_text("utf-8") for name in ("ngo_annual", "reading_project"))


def taken(command):
    """Milliseconds that a command takes, by the clock and of the processor."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, env=environment, stderr=subprocess.DEVNULL)
    clock, after = time.perf_counter() - begin, resource.getrusage(resource.RUSAGE_CHILDREN)
    return clock * 1000, (after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime) * 1000


def main():
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out.docx")
        commands = {"bare": [sys.executable, "-c", BARE, out]}
        for language, text in (("zh", make_notes()), ("en", english_notes())):
            notes = Path(folder) / f"{language}.md"
            notes.write_text(text, encoding="utf-8")
            commands[language] = [sys.executable, "-m", "drafter", "draft", str(notes), "-o", out, "--force"]
        rounds = [{name: taken(command) for name, command in commands.items()} for _ in range(ROUNDS + 1)][1:]
    for number, what in enumerate(("clock", "processor")):
        medians = {name: statistics.median(run[name][number] for run in rounds) for name in commands}
        said = (f"{name} {took:5.0f} ms = {took / medians['bare']:5.2f} x bare" for name, took in medians.items())
        print(f"{what:<12}{'   '.join(said)}")


if __name__ == "__main__":
    main()
