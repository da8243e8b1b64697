import json
import re
import time
import traceback
from dataclasses import replace

import pytest

from drafter import checks, kinds, languages, pipeline, prompts, service, writing
from drafter.engines import chat, open_engine, rendering, wire
from drafter.errors import Blocked, Busy, InputError, Malformed, TimedOut, Truncated, Unreachable
from drafter.outline.patch import LONGEST_HEADING
from drafter.saving import dump_draft
from drafter.schema import Draft, Fact, Finding, Item, Request, Sentence
from drafter.settings import Settings
from tests.chat_server import KEY, RAW, ChatServer, ask, asked_for, engine_for, good_model, task_of, tokens

# a stream that breaks off leaves generators and sockets of httpx2 to the collector; openai does not close them
pytestmark = pytest.mark.filterwarnings("default::pytest.PytestUnraisableExceptionWarning", "default::ResourceWarning")


@pytest.fixture
def server():
    with ChatServer(good_model) as running:
        yield running


def run(document, engine, *targets, instruction=""):
    return service.start(document, service.Order(targets, instruction), engine=engine).wait(60)


def written_items(draft):
    """The items that carry facts: there are always some, so that what is said of all of them says something."""
    items = [item for item in draft.report.items() if item.facts]
    assert items
    return items


def calls_of(server):
    """The tasks that were asked for, in order."""
    return [asked_for(body["messages"]) for body in server.bodies]


def test_a_model_writes_every_item_through_the_real_client(server, notes_zh):
    document = service.Document(service.new_draft(notes_zh))
    draft = run(document, engine_for(server))
    written = written_items(draft)
    assert all(item.state == "done" and item.versions[-1].by == "model" for item in written)
    calls = calls_of(server)
    assert (calls[0], calls.count("item"), calls.count("opening")) == ("outline", len(written), 1)
    assert server.requests == len(written) + 2 == draft.usage.calls
    assert draft.usage.prompt_tokens == sum(tokens(m["content"]) for body in server.bodies for m in body["messages"])
    assert draft.usage.cached_tokens == 40 * server.requests
    assert draft.usage.host == server.url.split("/")[2]
    assert draft.usage.estimated == 0
    assert not [f for f in service.check(draft) if f.severity == "error"]


@pytest.mark.parametrize("model", ["think", "fence", "boxed"])
def test_thinking_fences_and_marks_never_reach_the_report(server, notes_zh, model):
    draft = run(service.Document(service.new_draft(notes_zh)), engine_for(server, model))
    written = [item for item in draft.report.items() if item.facts]
    text = "".join(item.text for item in written)
    assert [mark for mark in ("长考", "think", "```", "box", "**") if mark in text] == []
    assert all(item.state == "done" for item in written)


@pytest.mark.parametrize(
    ("model", "error"),
    [
        ("length", Truncated),
        ("cut", Truncated),
        ("filtered", Blocked),
        ("sensitive", Blocked),
        ("inspected", Blocked),
        ("empty", Malformed),
        ("blank", Malformed),
        ("status-401", Unreachable),
        ("status-404", Unreachable),
        ("status-429", Busy),
        ("risky", Blocked),
        ("no-model", Unreachable),
        ("endless", Malformed),
        ("status-500", Busy),
        ("status-400", Malformed),
        ("status-402", Unreachable),
        ("stall", TimedOut),
        ("thought", Malformed),
        ("torn", Truncated),
        ("moved", Unreachable),
        ("echo", Malformed),
        ("garbage", Malformed),
        ("bytes", Malformed),
        ("webpage", Malformed),
        ("nothing", Malformed),
        ("fields", Malformed),
        ("failing", Truncated),
        ("inspected-late", Blocked),
        ("unfinished", Truncated),
    ],
)
def test_every_fault_has_a_typed_end_and_a_line_for_the_writer(server, notes_zh, model, error):
    engine = engine_for(server, model, timeout=0.5 if model == "stall" else 20.0)
    with pytest.raises(error) as caught:
        ask(engine, task_of(notes_zh))
    told = f"{caught.value} {caught.value.hint}"
    assert server.url.split("/")[2] in told or "thinking" in told
    assert "\n" not in told
    assert engine.usage.calls == 1
    crash = "".join(traceback.format_exception(caught.value))
    assert KEY not in crash
    assert "中心组学习" not in crash.replace(__file__, "")


@pytest.mark.parametrize("model", sorted(RAW))
def test_no_babble_of_an_endpoint_ends_a_run(server, notes_zh, model):
    draft = run(service.Document(service.new_draft(notes_zh)), engine_for(server, model))
    assert all(item.state == "stood_in" and item.sentences for item in written_items(draft))


def test_a_busy_endpoint_is_asked_again_by_us_and_never_by_the_client(server, notes_zh):
    with pytest.raises(Busy):
        ask(engine_for(server, "busy-1"), task_of(notes_zh))
    assert server.requests == 1
    draft = run(service.Document(service.new_draft(notes_zh)), engine_for(server, "busy-3"))
    assert all(item.state == "done" for item in written_items(draft))
    assert draft.usage.calls == server.requests - 1


def test_an_endpoint_that_tells_its_usage_in_every_chunk_is_counted_once(server, notes_zh):
    engine = engine_for(server, "telling")
    ask(engine, task_of(notes_zh))
    assert engine.usage.prompt_tokens == sum(tokens(message["content"]) for message in server.bodies[0]["messages"])
    assert engine.usage.cached_tokens == 40
    assert engine.usage.completion_tokens < 100


def test_a_text_for_one_address_is_not_sent_on_to_another(server, notes_zh):
    with pytest.raises(Unreachable, match="sends requests on"):
        ask(engine_for(server, "moved"), task_of(notes_zh))
    assert server.requests == 1


def test_a_model_that_dies_leaves_a_whole_marked_draft(server, notes_zh):
    draft = run(service.Document(service.new_draft(notes_zh)), engine_for(server, "cut"))
    written = written_items(draft)
    assert all(item.state == "stood_in" and item.sentences for item in written)
    codes = {finding.code for finding in service.check(draft)}
    assert "stood-in" in codes
    assert "fact-missing" not in codes
    again = run(service.Document(draft), engine_for(server), written[0].id)
    assert next(item for item in again.report.items() if item.id == written[0].id).state == "done"


def test_a_server_that_is_not_there_is_said_so_and_the_offline_sentences_stand_in(notes_zh):
    engine = chat.ChatEngine("m", Settings(model="m", base_url="http://127.0.0.1:9/v1"))
    draft = run(service.Document(service.new_draft(notes_zh)), engine)
    assert all(item.state == "stood_in" for item in written_items(draft))


def test_a_bad_first_answer_costs_exactly_one_more_call(notes_zh):
    seen = []

    def answer(messages):
        seen.append(messages[-1]["content"])
        text = good_model(messages)
        return text if "上一稿有以下毛病" in messages[-1]["content"] else text.replace("。⟦", "，增长98.7%。⟦", 1)

    with ChatServer(answer) as server:
        draft = run(service.Document(service.new_draft(notes_zh)), engine_for(server))
        written = [item for item in draft.report.items() if item.facts]
        assert calls_of(server).count("item") == 2 * len(written)
        assert "98.7" not in dump_draft(draft.model_copy(update={"usage": draft.usage}))
        assert all(item.state == "done" for item in written)


def test_an_item_that_never_passes_ends_after_three_calls_with_the_offline_sentences(notes_zh):
    with ChatServer(lambda messages: good_model(messages).replace("。⟦", "，增长98.7%。⟦", 1)) as server:
        draft = run(service.Document(service.new_draft(notes_zh)), engine_for(server))
        written = [item for item in draft.report.items() if item.facts]
        assert calls_of(server).count("item") == 3 * len(written)
        assert all(item.state == "stood_in" for item in written)
        assert not [f for f in service.check(draft) if f.code == "figure-unsourced"]


def test_redoing_one_item_is_one_call_and_leaves_all_others_identical(server, notes_zh):
    document = service.Document(service.new_draft(notes_zh))
    before = run(document, engine_for(server))
    target = before.report.problems.items[0].id
    count = server.requests
    after = run(document, engine_for(server), target, instruction="更简洁")
    assert server.requests == count + 1
    assert "更简洁" in server.bodies[-1]["messages"][-1]["content"]
    for old, new in zip(before.report.items(), after.report.items(), strict=True):
        if old.id != target:
            assert json.dumps(old.model_dump()) == json.dumps(new.model_dump())
    assert len(after.report.problems.items[0].versions) == 2


def test_only_an_items_own_facts_are_sent(server):
    notes = "工作：\n集中学习12次\n约谈36人次\n问题：\n制度执行偏松\n下步：\n半年检查一次"
    run(service.Document(service.new_draft(notes)), engine_for(server))
    items = [body["messages"] for body in server.bodies if asked_for(body["messages"]) == "item"]
    assert not [m for m in items if "集中学习12次" in m[-1]["content"] and "约谈36人次" in m[-1]["content"]]
    assert len({m[0]["content"] for m in items}) == 1


def test_stopping_ends_a_run_within_a_second_and_keeps_what_is_finished(notes_zh):
    with ChatServer(good_model, per_second=4) as server:
        document = service.Document(service.new_draft(notes_zh))
        job = service.start(document, engine=engine_for(server))
        time.sleep(0.5)
        begin = time.perf_counter()
        draft = job.stop()
        assert time.perf_counter() - begin < 1
        assert job.done
        assert job.why == "stopped"
        assert draft.report is not None


def test_a_remote_endpoint_without_a_key_is_refused_before_anything_is_sent():
    with pytest.raises(Unreachable, match="no key is set for api.example.com"):
        open_engine("some-model", Settings(base_url="https://api.example.com/v1"))


@pytest.mark.parametrize("host", ["127.evil.com", "10.example.com", "localhost.example.com"])
def test_a_remote_name_that_looks_local_needs_a_key_too(host):
    with pytest.raises(Unreachable, match="no key"):
        chat.ChatEngine("m", Settings(base_url=f"http://{host}/v1"))


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8080", "[::1]:8080", "192.168.3.4", "modelserver", "gpu.lan"])
def test_a_model_in_the_house_needs_no_key(host):
    assert chat.ChatEngine("m", Settings(base_url=f"http://{host}/v1")).destination == host


@pytest.mark.parametrize("url", ["localhost:11434", "ftp://x/v1", "http://", "http://[::1", "http://x:port/v1"])
def test_what_is_no_address_is_refused_with_an_example(url):
    with pytest.raises(InputError, match="localhost:11434/v1 is expected"):
        chat.ChatEngine("m", Settings(base_url=url))


def test_a_password_in_an_address_is_not_shown():
    with pytest.raises(InputError) as caught:
        chat.ChatEngine("m", Settings(base_url=f"clerk:{KEY}@host/v1"))
    assert KEY not in str(caught.value)
    assert chat.ChatEngine("m", Settings(base_url=f"http://clerk:{KEY}@host/v1")).destination == "host"


def test_marks_that_a_note_brings_along_do_not_pass_for_sources():
    _, asked = rendering.messages(task_of("工作：\n集中学习12次⟦99⟧\n问题：\n制度执行偏松\n"))
    assert "⟦1⟧" not in asked
    assert "⟦2⟧ 集中学习12次〔99〕" in asked


EXAMPLE = re.compile(r"(?:素材：|Notes:)\n(.*?)\n(?:正文：|Prose:)\n(.*?)(?=\n\n|\Z)", re.DOTALL)


@pytest.mark.parametrize(("language", "kind_name"), [("zh", "department"), ("en", "ngo_annual")])
def test_the_worked_examples_of_each_prompt_pass_our_own_checks(language, kind_name):
    read = languages.load(language).read_figures
    kind = kinds.load_kind(language, kind_name)
    rules = checks.rules_for(Draft(request=Request(language=language, kind=kind_name)), kind)
    examples = EXAMPLE.findall(prompts.read_text(language, "item.md").partition("\n---\n")[0])
    assert len(examples) == 3
    for notes, answer in examples:
        facts = tuple(
            Fact(
                id=name, note=1, text=text, part="achievements", figures=read(text),
                flags=("placeholder",) if any(f.type == "placeholder" for f in read(text)) else (),
            )
            for name, text in re.findall(r"^⟦(\w+)⟧ (.*)$", notes, re.MULTILINE)
        )  # fmt: skip
        sentences = wire.parse(answer, {fact.id for fact in facts})
        item = Item(id="1", sentences=sentences, facts=tuple(fact.id for fact in facts))
        assert [f for f in checks.check_item(item, facts, rules) if f.severity == "error"] == []
        assert all(sentence.sources for sentence in sentences)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_worked_outline_claims_every_note_once_and_its_headings_are_short(language):
    rules = prompts.read_text(language, "outline.md").partition("\n---\n")[0]
    notes, lines = re.split(r"\n(?:提纲：|Outline:)\n", re.split(r"\n(?:素材：|Notes:)\n", rules)[1])
    claimed = [name for line in lines.splitlines() for name in line.split(" | ")[2].split(",")]
    assert sorted(claimed) == sorted(re.findall(r"⟦(\w+)⟧", notes))
    assert all(len(line.split(" | ")[1]) <= LONGEST_HEADING[language] for line in lines.splitlines())


NOTES_EN = """Organisation: Harbour Trust, 2025
Food parcels: 1,240 given to 310 households
Volunteers trained ???, 64 took part
Challenges:
Van off the road for 3 weeks
Plans:
Second van by May 2026
"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_rendered_prompts_are_what_was_reviewed(language, notes_zh, snapshot):
    zh = language == "zh"
    draft = service.new_draft(notes_zh if zh else NOTES_EN)
    assert draft.request.language == language
    outline, opening, task, *_, plan = pipeline.prompts(draft)
    last = Sentence(text="上一稿。" if zh else "The last version.", sources=("2",))
    redo = replace(task, instruction="更简洁" if zh else "shorter", previous=(last,))
    fault = "“9%”没有出处" if zh else "“9%” stands in no note"
    found = Finding(code="figure-unsourced", severity="error", message=fault)
    repair = replace(redo, instruction="", findings=(found,))
    again = replace(task, remark=writing.remark(language, "cut"))
    shown = [rendering.messages(each) for each in (outline, opening, task, plan, redo, repair, again)]
    assert [system for system, _ in shown[:3]] + [asked for _, asked in shown] == snapshot
    assert len({system for system, _ in shown[2:]}) == 1
