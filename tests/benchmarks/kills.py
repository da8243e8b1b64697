"""Kills a drafting and editing process at random moments and counts what is lost: `python -m tests.benchmarks.kills 1000`.

The child drafts with the scripted engine, goes on with what an earlier child left unfinished, and edits, locks, moves,
takes out, rules and undoes at random. After each commit it tells the parent what it committed. The parent sends SIGKILL
at a random moment, opens the store and asks: is every version that was acknowledged there, is the draft at least at the
acknowledged revision (and if at just that one, equal to it), and does everything load? Prints one line of figures;
exit status 1 if anything was lost.
"""

import hashlib
import json
import os
import random
import select
import signal
import sys
import tempfile
import time
from pathlib import Path

from drafter import saving, service, store
from drafter.engines.scripted import ScriptedEngine, offline_answer
from drafter.errors import DrafterError
from drafter.service import Desk

NOTES = """单位：甲局 2025年
理论学习：中心组学习{a}次，专题研讨{b}次
督办提案XX件，办结率XX%
主题党日{a}次 组织生活会{b}次
廉政谈话{a}6人次，警示教育{b}次
问题：
制度执行偏松，敢抓敢管劲头不够
业务培训少，只办了{b}期
下步：
机关制度执行情况半年查一次
全年办培训班{a}期
"""
A_DATABASE = 20
"""Kills that one database file lives through."""


def versions_of(draft):
    if draft.report is None:
        return []
    items = [*draft.report.items(), *(out.item for out in draft.report.removed)]
    return sorted({digest(f"{item.id}{v.model_dump_json(exclude={'aside'})}") for item in items for v in item.versions})


def digest(text):
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


class Telling(store.Store):
    """A store that tells each commit after it is made."""

    def __init__(self, url, out):
        super().__init__(url)
        self._out = out

    def add(self, draft, owner=""):
        super().add(draft, owner)
        self._tell(draft)

    def save(self, draft, over, owner=""):
        super().save(draft, over, owner)
        self._tell(draft)

    def _tell(self, draft):
        line = json.dumps([draft.id, draft.rev, digest(saving.dump_draft(draft)), versions_of(draft)])
        os.write(
            self._out, (line + "\n").encode()
        )  # one line, one write: a kill leaves whole lines and a torn last one


def work(url, seed, out):
    """What a child does until it is killed."""
    rng = random.Random(seed)
    desk = Desk(Telling(url, out), lambda: ScriptedEngine(offline_answer, delay=rng.choice([0, 0.001, 0.004])))
    while True:
        unfinished = desk.store.list_drafts(state="unfinished")
        if unfinished and rng.random() < 0.7:
            document = desk.open(rng.choice(unfinished).id)
        else:
            draft = service.type_notes(service.Draft(), NOTES.format(a=rng.randint(2, 40), b=rng.randint(2, 40)))
            document = desk.add(draft)
        job = desk.start(document)
        while not job.done:
            edit(document, rng)
            time.sleep(rng.random() * 0.01)
        for _ in range(8):
            edit(document, rng)


def edit(document, rng):
    if document.draft.report is None:
        return
    items = [item for item in document.draft.report.items() if item.id != "opening"]
    if not items:
        return
    item, number = rng.choice(items), rng.randint(1, 999)
    acts = [
        lambda d: service.edit(d, item.id, f"开展检查{number}次。", base=len(item.versions)),
        lambda d: service.edit(d, item.id, item.text, f"抓实第{number}项"),
        lambda d: service.lock(d, item.id, locked=rng.random() < 0.3),
        lambda d: service.move_item(d, item.id, by=rng.choice([-1, 1])),
        lambda d: service.delete_item(d, item.id),
        lambda d: service.drop_fact(d, rng.choice(d.facts).id),
        lambda d: service.restore(d, item.id, 1),
    ]
    try:
        if rng.random() < 0.25:
            document.undo()
        else:
            document.act(rng.choice(acts))
    except DrafterError:
        pass  # locked, moved, nothing to undo: a person would be told


def kill_one(url, seed):
    """Run a child, kill it, and return what it had acknowledged: the last word on each draft."""
    rng = random.Random(seed)
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        try:
            work(url, seed, write)
        finally:
            os._exit(3)
    os.close(write)
    told, commits, patience = b"", rng.choice([0, 0, 1, 2, 4, 8, 16]), time.monotonic() + 20
    while told.count(b"\n") < commits and time.monotonic() < patience:
        if select.select([read], [], [], 1)[0]:
            piece = os.read(read, 1 << 16)
            if not piece:
                break
            told += piece
    time.sleep(rng.random() * rng.choice([0.002, 0.02, 0.1]))
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    while piece := os.read(read, 1 << 16):
        told += piece
    os.close(read)
    if not os.WIFSIGNALED(status):
        raise SystemExit(f"the child ended by itself: {status}")
    said = {}
    whole = told.split(b"\n")[:-1]
    for line in whole:
        name, rev, dumped, versions = json.loads(line)
        said[name] = (rev, dumped, versions)
    return said, len(whole)


def lost(url, said):
    """What was acknowledged and is not there, in words; opening and reading everything is part of the question."""
    opened = store.Store(url)
    faults = []
    for filed in opened.list_drafts():
        opened.load(filed.id)
    for name, (rev, dumped, versions) in said.items():
        draft = opened.load(name)
        if draft.rev < rev:
            faults.append(f"{name} is at {draft.rev}, {rev} was acknowledged")
        if draft.rev == rev and digest(saving.dump_draft(draft)) != dumped:
            faults.append(f"{name} differs at revision {rev}")
        if missing := set(versions) - set(versions_of(draft)):
            faults.append(f"{name} lost {len(missing)} versions")
    with opened._begin() as connection:
        sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar()
    if sound != "ok":
        faults.append(f"the file is not sound: {sound}")
    opened.close()
    return faults


def main(kills, seed):
    start, acknowledged, faults, drafts, unfinished, known = time.monotonic(), 0, [], 0, 0, {}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(kills):
            url = str(Path(folder) / f"{number // A_DATABASE}.db")
            if number % A_DATABASE == 0:
                known = {}
            said, count = kill_one(url, seed + number)
            known |= said
            faults += [f"kill {number} (seed {seed + number}): {fault}" for fault in lost(url, known)]
            acknowledged += count
            if number % A_DATABASE == A_DATABASE - 1 or number == kills - 1:
                opened = store.Store(url)
                drafts += len(opened.list_drafts())
                unfinished += len(opened.list_drafts(state="unfinished"))
                opened.close()
    for fault in faults:
        print(fault)
    print(
        f"{kills} kills, {acknowledged} commits acknowledged, {drafts} drafts ({unfinished} unfinished), "
        f"{len(faults)} losses, {time.monotonic() - start:.0f} s"
    )
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
