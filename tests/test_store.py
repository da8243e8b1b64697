"""The store: what was committed is there after any end, late writes are told so, and a failing disk says it in one line."""

import sqlite3
import time
import weakref

import pytest

from drafter import service, store
from drafter.engines.scripted import ScriptedEngine, offline_answer
from drafter.errors import DrafterError, InputError, StaleError, StoreError
from drafter.events import Finished
from drafter.schema import Draft, Note
from drafter.service import Desk, Document
from drafter.service.desk import MOST_RUNNING
from drafter.store import Store


@pytest.fixture
def kept(tmp_path):
    opened = Store(str(tmp_path / "drafts.db"))
    yield opened
    opened.close()


def draft_of(text, **more):
    return Draft(notes=(Note(id=1, text=text),), **more)


def test_what_was_saved_is_read_back_by_another_process_letter_by_letter(kept, tmp_path, notes_zh):
    draft = service.draft(notes_zh)
    kept.add(draft)
    again = Store(str(tmp_path / "drafts.db"))
    assert again.load(draft.id) == draft
    again.close()


def test_a_late_write_is_told_so_and_changes_nothing(kept):
    first = draft_of("主题党日12次")
    kept.add(first)
    second = first.model_copy(update={"rev": 1})
    kept.save(second, over=0)
    with pytest.raises(StaleError, match="revision 1 stands, not 0"):
        kept.save(first.model_copy(update={"rev": 1, "notes": ()}), over=0)
    assert kept.load(first.id) == second


def test_two_processes_on_one_draft_lose_nothing(kept, tmp_path):
    other = Store(str(tmp_path / "drafts.db"))
    here, there = Desk(kept), Desk(other)
    name = here.add(draft_of("一")).draft.id

    def more(text):
        return lambda d: d.model_copy(update={"notes": (*d.notes, Note(id=len(d.notes) + 1, text=text))})

    there.open(name).change(more("二"))
    here.open(name).change(more("三"))
    there.open(name).change(more("四"))
    assert [note.text for note in kept.load(name).notes] == ["一", "二", "三", "四"]
    other.close()


def test_each_owner_sees_their_own_drafts_only(kept):
    mine, yours = draft_of("我的"), draft_of("你的")
    kept.add(mine, "甲")
    kept.add(yours, "乙")
    assert [filed.id for filed in kept.list_drafts("甲")] == [mine.id]
    for touch in (kept.load, kept.trash, kept.restore, lambda name, owner: kept.save(yours, 0, owner)):
        with pytest.raises(InputError, match="there is no draft"):
            touch(yours.id, "甲")
    assert kept.wipe("甲", yours.id) == 0
    assert kept.load(yours.id, "乙") == yours


def test_the_list_is_by_last_change_and_can_be_searched_and_sifted(kept, notes_zh):
    typed = draft_of("督办提案45件")
    kept.add(typed)
    done = service.draft(notes_zh)
    kept.add(done)
    assert [(filed.id, filed.state) for filed in kept.list_drafts()] == [(done.id, "finished"), (typed.id, "notes")]
    assert [filed.id for filed in kept.list_drafts(search="提案45")] == [typed.id]
    assert [filed.id for filed in kept.list_drafts(search="中心组学习12次")] == [done.id]
    assert kept.list_drafts(search="sentences") == ()  # a field's name is no word of the draft
    assert [filed.id for filed in kept.list_drafts(state="notes")] == [typed.id]
    assert kept.list_drafts()[0].title == done.report.title


def test_the_trash_gives_back_and_a_wipe_leaves_no_trace_in_the_file(kept, tmp_path):
    secret = draft_of("谈话记录甲乙丙丁")
    kept.add(secret)
    kept.trash(secret.id)
    assert kept.list_drafts() == ()
    assert [filed.id for filed in kept.list_drafts(trashed=True)] == [secret.id]
    kept.restore(secret.id)
    assert kept.list_drafts()[0].trashed == ""
    assert kept.wipe() == 1
    assert kept.list_drafts() == kept.list_drafts(trashed=True) == ()
    kept.close()
    left = b"".join(path.read_bytes() for path in tmp_path.glob("drafts.db*"))
    assert "谈话记录".encode() not in left


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_file_that_is_no_store_is_said_in_one_line(tmp_path, content):
    path = tmp_path / "drafts.db"
    path.write_bytes(content)
    if not content:  # an empty file becomes a store
        Store(str(path)).close()
        return
    with pytest.raises(StoreError, match="not a drafter store") as caught:
        Store(str(path))
    assert "\n" not in str(caught.value)


def test_a_damaged_store_is_said_in_one_line(kept, tmp_path):
    for number in range(40):
        kept.add(draft_of("字" * 2000 + str(number)))
    kept.close()
    with sqlite3.connect(tmp_path / "drafts.db") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    path = tmp_path / "drafts.db"
    data = bytearray(path.read_bytes())
    data[4096 : len(data) - 100] = b"\xff" * (len(data) - 4196)
    path.write_bytes(data)
    with pytest.raises(StoreError, match="damaged"):
        kept.list_drafts(search="字")


def test_a_locked_store_is_said_in_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "BUSY", 0.1)
    opened = Store(str(tmp_path / "drafts.db"))
    holder = sqlite3.connect(tmp_path / "drafts.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="locked"):
        opened.add(draft_of("一"))
    holder.execute("ROLLBACK")
    holder.close()
    opened.add(draft_of("一"))
    opened.close()


def test_a_full_disk_is_said_in_one_line_and_nothing_kept_is_lost(tmp_path):
    opened = Store(str(tmp_path / "drafts.db"))
    document = Desk(opened).add(draft_of("一"))
    with opened._begin() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    before = document.draft
    with pytest.raises(StoreError, match="disk is full"):
        document.change(lambda d: d.model_copy(update={"notes": (Note(id=1, text="字" * 100_000),)}))
    assert document.draft == before == opened.load(before.id)
    opened.close()


def test_a_place_that_cannot_be_written_is_said_in_one_line(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").write_text("x")
    with pytest.raises(StoreError, match="cannot be made"):
        Store(str(tmp_path / "file" / "drafts.db"))
    with pytest.raises(StoreError, match="cannot be opened"):
        Store(str(tmp_path))  # a folder
    Store(str(tmp_path / "there.db")).close()
    shown = Store(f"sqlite:///file:{tmp_path / 'there.db'}?mode=ro&uri=true")
    with pytest.raises(StoreError, match="read-only"):
        shown.add(draft_of("一"))
    shown.close()
    assert not (tmp_path / "file:").exists()


def test_a_folder_made_for_drafts_is_their_writers_alone(tmp_path):
    Store(str(tmp_path / "deep" / "drafts.db")).close()
    assert (tmp_path / "deep").stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("url", ["sqlite:///", "nosuchdb://host/x", "://"])
def test_a_url_that_cannot_be_used_is_refused(url):
    if url == "sqlite:///":  # in memory: a store for a trial
        opened = Store(url)
        opened.close()
        return
    with pytest.raises(DrafterError):
        Store(url)


def test_the_setting_says_where_drafts_are_kept(tmp_path, monkeypatch):
    monkeypatch.setenv("DRAFTER_STORE", str(tmp_path / "deep" / "down.db"))
    opened = Store()
    opened.check()
    opened.close()
    assert (tmp_path / "deep" / "down.db").exists()


def test_one_draft_is_one_document_for_every_window(kept):
    desk = Desk(kept)
    name = desk.add(draft_of("一"), "甲").draft.id
    assert desk.open(name, "甲") is desk.open(name, "甲")
    with pytest.raises(InputError, match="there is no draft"):
        desk.open(name, "乙")


def test_idle_documents_are_let_go_and_read_again(kept):
    desk = Desk(kept)
    names = [desk.add(draft_of(str(n))).draft.id for n in range(40)]
    assert len(desk._open) <= 33
    assert desk.open(names[0]).draft.notes[0].text == "0"


def test_a_run_on_a_wiped_draft_ends_and_says_why(kept, notes_zh):
    desk = Desk(kept)
    document = desk.add(service.new_draft(notes_zh))
    kept.wipe()
    job = desk.start(document)
    with pytest.raises(InputError, match="there is no draft"):
        job.wait(10)
    assert "there is no draft" in document.why()
    assert document.why() == ""


def test_a_named_owner_may_have_so_many_runs_going_and_no_more(kept, notes_zh):
    desk = Desk(kept, lambda: ScriptedEngine(offline_answer, delay=0.5))
    jobs = [desk.start(desk.add(service.new_draft(notes_zh), "甲")) for _ in range(MOST_RUNNING)]
    one_more = desk.add(service.new_draft(notes_zh), "甲")
    with pytest.raises(InputError, match="wait for one, or stop it"):
        desk.start(one_more)
    desk.start(desk.add(service.new_draft(notes_zh), "乙")).stop()
    for job in jobs:
        job.stop()
    desk.start(one_more).stop()


def test_a_stopped_draft_is_gone_on_with_by_another_process(kept, tmp_path, notes_zh):
    desk = Desk(kept, lambda: ScriptedEngine(offline_answer, delay=0.03))
    document = desk.add(service.new_draft(notes_zh), "甲")
    job = desk.start(document)
    finished = next(event.item for event in job.events() if isinstance(event, Finished))
    job.stop()
    left = [item.id for item in document.draft.report.items() if item.state == "planned" and item.facts]
    assert left
    other = Store(str(tmp_path / "drafts.db"))
    there = Desk(other).open(document.draft.id, "甲")
    assert other.list_drafts("甲", state="unfinished")
    done = service.start(there).wait(20)
    assert other.list_drafts("甲", state="finished")
    assert finished in done.report.items()
    other.close()


def test_a_run_is_freed_when_it_is_over(kept, notes_zh):
    desk = Desk(kept)
    document = desk.add(service.new_draft(notes_zh))
    job = desk.start(document)
    job.wait(20)
    gone = weakref.ref(job)
    del job
    for _ in range(100):
        if gone() is None:
            break
        time.sleep(0.01)
    assert gone() is None
    assert not document.running


def test_what_streams_on_another_run_stays_shown_when_one_ends(kept, notes_zh):
    done = service.draft(notes_zh)
    document = Document(done)
    fast, slow = [item.id for item in done.report.items() if item.facts][:2]
    one = service.start(document, service.Order((slow,)), engine=ScriptedEngine(offline_answer, delay=0.05, size=2))
    while slow not in document.partial:
        time.sleep(0.01)
    service.start(document, service.Order((fast,)), engine=ScriptedEngine(offline_answer)).wait(20)
    assert slow in document.partial
    one.stop()
    assert document.partial == {}


def test_a_document_without_a_store_says_when_it_was_too_late():
    def late(_new, _over):
        raise StaleError("too late")

    with pytest.raises(StaleError):
        Document(draft_of("一"), late).change(lambda d: d.model_copy(update={"rev": 1}))


def test_what_was_done_can_be_undone_and_redone_by_another_process(kept, tmp_path, notes_zh):
    document = Desk(kept).add(service.draft(notes_zh))
    items = document.draft.report.problems.items
    document.act(lambda draft: service.edit(draft, items[0].id, "改过一次。"))
    document.act(lambda draft: service.delete_item(draft, items[0].id))
    document.undo()
    other = Store(str(tmp_path / "drafts.db"))
    again = Desk(other).open(document.draft.id)
    assert again.steps == (1, 1)
    again.redo()
    assert items[0].id not in {item.id for item in again.draft.report.problems.items}
    again.undo()
    again.undo()
    assert [item.text for item in again.draft.report.problems.items] == [item.text for item in items]
    assert again.steps == (0, 2)
    again.act(lambda draft: service.lock(draft, items[0].id, locked=True))
    assert again.steps == (1, 0)
    other.close()


def test_a_rewriting_is_undone_by_another_process(kept, tmp_path, notes_zh):
    desk = Desk(kept)
    document = desk.add(service.draft(notes_zh))
    items = document.draft.report.problems.items
    document.act(lambda draft: service.edit(draft, items[0].id, "改过一次。"))
    desk.start(document, service.Order((items[0].id,))).wait(20)
    desk.start(document).wait(20)  # writes nothing, and is no step
    other = Store(str(tmp_path / "drafts.db"))
    again = Desk(other).open(document.draft.id)
    assert again.steps == (2, 0)
    again.undo()
    assert again.draft.report.problems.items[0].text == "改过一次。"
    again.undo()
    assert again.draft.report.problems.items[0].text == items[0].text
    assert again.newest == 0
    other.close()


def test_a_step_that_was_overtaken_is_given_up_and_the_one_before_it_can_be_undone(kept, notes_zh):
    document = Desk(kept).add(service.draft(notes_zh))
    one, two = [item.id for item in document.draft.report.achievements.items][:2]
    document.act(lambda draft: service.edit(draft, one, "甲改过。"))
    document.act(lambda draft: service.edit(draft, two, "乙改过。"))
    document.change(lambda draft: service.edit(draft, two, "乙又改过。"))
    with pytest.raises(DrafterError, match="changed again since"):
        document.undo()
    assert document.steps == (1, 0)
    document.undo()
    assert "甲改过。" not in [item.text for item in document.draft.report.items()]


def test_steps_are_bounded_and_wiped_with_their_draft(kept, tmp_path):
    secret = "只在改过的字里 canary-2024"
    desk = Desk(kept)
    document = desk.add(service.draft("主题党日12次\n问题：\n制度执行偏松"), "甲")
    name = document.draft.report.problems.items[0].id
    for number in range(store.STEPS + 3):
        document.act(lambda draft, said=f"{secret}，第{number}次。": service.edit(draft, name, said))
    assert kept.count_steps(document.draft.id, "甲") == (store.STEPS, 0)
    assert kept.count_steps(document.draft.id, "乙") == (0, 0)
    assert kept.last_step(document.draft.id, "乙") is None
    desk.wipe("甲")
    assert kept.count_steps(document.draft.id, "甲") == (0, 0)
    with sqlite3.connect(tmp_path / "drafts.db") as connection:
        assert connection.execute("select count(*) from steps").fetchone() == (0,)


def test_a_copy_that_a_colleague_sent_is_taken_in_beside_theirs(kept, notes_zh):
    desk = Desk(kept)
    theirs = desk.add(service.draft(notes_zh), "甲").draft
    data = service.export(theirs, "docx")
    mine = desk.take_in(service.read_back(data, "sent.docx").draft, "乙").draft
    assert mine.report == theirs.report
    assert mine.id != theirs.id
    assert kept.load(theirs.id, "甲") == theirs
    fresh = service.draft(notes_zh)
    assert desk.take_in(fresh, "乙").draft.id == fresh.id


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://me:sesame@host:notaport/db", "the store's URL cannot be read"),
        ("sqlite://me:sesame@somewhere/x.db", "the store's URL cannot be read"),
        ("sqlite:///x.db?timeout=soon", "the store's URL cannot be read"),
        ("sqlite+aiosqlite:///x.db", "'sqlite' needs its database driver"),
        ("~nosuchuser/x.db", "home folder of a user that there is not"),
    ],
)
def test_a_store_that_names_nothing_is_one_clear_line_without_its_password(url, says):
    with pytest.raises(InputError, match=says) as caught:
        Store(url)
    assert "sesame" not in str(caught.value)
