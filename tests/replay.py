"""Run the chain with recorded answers: `python -m tests.replay NOTES FOLDER [-o report.docx] [--outline rule] [--unit …]`.

FOLDER holds prompts as `1.txt`, `2.txt`, … and their answers as `1.answer.txt`, …; each prompt that has no answer yet is
written there under the next number, to be answered by whoever records. Run it until no prompt is left open: an outline comes
first, then items and opening, then repairs. The local server speaks real HTTP, so what is counted is what a model would cost.
"""

import argparse
import sys
from pathlib import Path

from drafter import service
from drafter.cli.printing import list_findings
from drafter.events import Ended, StoodIn
from drafter.schema import Request
from tests.chat_server import UNRECORDED, ChatServer, asked_for, engine_for

NOT_RECORDED = f"HTTP {UNRECORDED}"
FORM = ("kind", "unit", "period", "recipient", "issuer", "author", "date")


class Recording:
    """A folder of prompts and answers, by the prompt's whole text."""

    def __init__(self, folder):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.numbers = {path.read_text(encoding="utf-8"): int(path.stem) for path in folder.glob("*.txt") if path.stem.isdecimal()}  # fmt: skip
        self.open = []
        self.waits = False

    def answer(self, messages):
        """The recorded answer, None when there is none yet: the prompt is then written down."""
        if self.waits and asked_for(messages) != "outline":
            return None  # what follows from an outline is not asked before the outline is there
        prompt = "\n\n".join(message["content"] for message in messages) + "\n"
        number = self.numbers.setdefault(prompt, max(self.numbers.values(), default=0) + 1)
        path = self.folder / f"{number}.txt"
        if not path.exists():
            path.write_text(prompt, encoding="utf-8")
        answered = self.folder / f"{number}.answer.txt"
        if answered.exists():
            return answered.read_text(encoding="utf-8").strip()
        self.open.append(number)
        self.waits = self.waits or asked_for(messages) == "outline"
        return None


def replay(notes, folder, request, outline="model", model="recorded"):
    """The draft that the recorded answers make, the numbers of the prompts still open, and the run's last event."""
    recording = Recording(Path(folder))
    document = service.Document(service.new_draft(notes, request))
    with ChatServer(recording.answer) as server:
        order = service.Order(outline=outline)
        events = list(service.start(document, order, engine=engine_for(server, model)).events())
    for event in events:
        if isinstance(event, StoodIn):
            why = "its prompt has no recorded answer yet" if NOT_RECORDED in event.reason else event.reason
            print(f"stood in: {event.item.heading}: {why}", file=sys.stderr)
    (ended,) = [event for event in events if isinstance(event, Ended)]
    return document.draft, sorted(set(recording.open)), ended


def main():
    """Replay from the command line; says what is still to be answered."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("notes", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path)
    parser.add_argument("--outline", default="model", choices=["model", "rule"])
    parser.add_argument("--model", default="recorded", help="the name under which the cost is kept")
    for field in FORM:
        parser.add_argument(f"--{field}", default="")
    given = parser.parse_args()
    request = Request(**{field: getattr(given, field) for field in FORM})
    draft, still_open, ended = replay(
        given.notes.read_text(encoding="utf-8"), given.folder, request, given.outline, given.model
    )
    used = ended.usage
    print(
        f"{used.calls} calls, {used.prompt_tokens} tokens in, {used.completion_tokens} out, {used.seconds} s; {ended.why}"
    )
    for remark in ended.remarks:
        print(f"note: {remark}")
    list_findings(service.check(draft), draft, sys.stdout)
    if still_open:
        print(f"still to be answered: {', '.join(f'{given.folder}/{number}.txt' for number in still_open)}")
    if given.output:
        given.output.write_bytes(service.export(draft, given.output.suffix.lstrip(".")))
        print(f"written: {given.output}")


if __name__ == "__main__":
    main()
