"""What an endpoint may do wrong, one row a fault: a typed outcome, a sentence for the writer, an end, and a draft to go on from."""

import itertools
import json
import time
from typing import NamedTuple

import pytest

from drafter import report, service
from drafter.engines import chat, pace
from drafter.events import Ended, Finished, StoodIn
from drafter.settings import Settings
from tests.chat_server import KEY, MARK, ChatServer, asked_for, close_connections, engine_for, good_model

# a stream that breaks off leaves generators and sockets of httpx2 to the collector; openai does not close them
pytestmark = pytest.mark.filterwarnings("default::pytest.PytestUnraisableExceptionWarning", "default::ResourceWarning")

ITEMS = 4
"""Items with facts that the notes of the fixture give."""


class Fault(NamedTuple):
    """What the endpoint does, what the writer is told, requests at most for one item, how items end."""

    name: str
    says: str
    most: int
    state: str = "stood_in"
    settings: dict = {}  # noqa: RUF012  # read only


QUICK = {"silence": 0.3, "timeout": 2.0}

FAULTS = [
    Fault("length", "cut the answer off at its length limit", 3),
    Fault("cut", "ended before the answer did", 3),
    Fault("torn", "ended before the answer did", 3),
    Fault("failing", "broke the answer off", 3),
    Fault("unfinished", "ended before the answer did", 3),
    Fault("refuse", "the model refuses to write this", 1),
    Fault("filtered", "held the answer back (content filter)", 1),
    Fault("sensitive", "held the answer back (content filter)", 1),
    Fault("inspected", "refused this content", 1),
    Fault("inspected-late", "refused this content", 1),
    Fault("risky", "refused this content", 1),
    Fault("empty", "sent an empty answer", 3),
    Fault("blank", "sent an empty answer", 3),
    Fault("thought", "mixes its thinking into the answer", 3),
    Fault("foreign", "answered in another language", 3),
    Fault("endless", "had no end; it was cut off after", 3),
    Fault("garbage", "does not answer as a chat endpoint", 3),
    Fault("webpage", "does not answer as a chat endpoint", 3),
    Fault("stall", "was silent for 0.3 seconds", 1, settings=QUICK),
    Fault("stall-middle", "was silent for 0.3 seconds", 1, settings=QUICK),
    Fault("stall", "did not finish within 0.3 seconds", 1, settings={"timeout": 0.3}),
    Fault("status-400", "did not accept the request (HTTP 400)", 1),
    Fault("status-401", "refused the key", 1),
    Fault("status-402", "no credit left", 1),
    Fault("status-403", "refused the key", 1),
    Fault("status-404", "does not know the model 'status-404'", 1),
    Fault("no-model", "does not know the model 'no-model'", 1),
    Fault("moved", "sends requests on to another address", 1),
    Fault("status-429", "limits the rate", 3),
    Fault("status-429-after-0", "limits the rate", 3),
    Fault("status-429-after-3600", "limits the rate", 1),
    Fault("status-500", "has a fault (HTTP 500)", 3),
    Fault("status-503-after-0", "has a fault (HTTP 503)", 3),
    # what is dressed wrongly is put right, and needs no second request
    Fault("think", "", 1, "done"),
    Fault("fence", "", 1, "done"),
    Fault("boxed", "", 1, "done"),
    Fault("unmarked", "", 1, "done"),
    Fault("unknown-marks", "", 1, "done"),
    Fault("untold", "", 1, "done"),
    Fault("swallowing", "", 1, "done"),
]
EVERY_ITEM = {"status-401", "status-402", "status-403", "status-404", "no-model", "moved"}
"""Faults that are none of one item: the others are not asked for."""


@pytest.fixture(autouse=True)
def short_rests(monkeypatch):
    monkeypatch.setattr(pace, "FIRST_PAUSE", 0.02)


@pytest.fixture(autouse=True)
def closed_after():
    yield
    close_connections()


def run(draft, engine, **order):
    document = service.Document(draft)
    events = list(service.start(document, service.Order(**order), engine=engine).events())
    return document.draft, events


def written(draft):
    return [item for item in draft.report.items() if item.facts]


def is_whole(draft):
    """Every fact that is wanted stands in an item with sentences."""
    held = {name for item in draft.report.items() if item.sentences for name in item.facts}
    return {fact.id for fact in draft.facts if fact.wanted} <= held and bool(draft.report.opening.sentences)


@pytest.mark.parametrize(
    "fault", FAULTS, ids=lambda f: f"{f.name}{'-short' if f.settings.get('timeout') == 0.3 else ''}"
)
def test_a_fault_of_every_item_has_a_typed_end_and_leaves_a_draft_to_go_on_from(fault, notes_zh):
    with ChatServer(good_model, faulty=("item",)) as server:
        begin = time.perf_counter()
        draft, events = run(service.new_draft(notes_zh), engine_for(server, fault.name, **fault.settings))
        assert time.perf_counter() - begin < 15
        assert isinstance(events[-1], Ended)
        assert is_whole(draft)
        assert {item.state for item in written(draft)} == {fault.state}
        reasons = [event.reason for event in events if isinstance(event, StoodIn)]
        assert all(fault.says in reason and "\n" not in reason and KEY not in reason for reason in reasons), reasons
        asked = [
            body["messages"][-1]["content"].partition("上一次")[0]
            for body in server.bodies
            if asked_for(body["messages"]) == "item"
        ]
        counts = [len(list(group)) for _, group in itertools.groupby(sorted(asked))]
        assert max(counts) <= 5
        assert max(counts) <= fault.most * 2  # two items may have like prompts cut at the remark
        assert draft.usage.calls == server.requests
        # and on it goes, with an endpoint that works
        stood = [item for item in written(draft) if item.state == "stood_in"]
        if stood:
            again, _ = run(draft, engine_for(server, "good"), targets=(stood[0].id,))
            assert report.find_item(again.report, stood[0].id).state == "done"
            others = [item for item in draft.report.items() if item.id != stood[0].id]
            assert all(
                json.dumps(report.find_item(again.report, i.id).model_dump()) == json.dumps(i.model_dump())
                for i in others
            )


SOME = ["length", "cut", "refuse", "filtered", "risky", "empty", "foreign", "endless", "garbage", "stall", "stall-middle", "status-400", "status-429", "status-500"]  # fmt: skip


@pytest.mark.parametrize("name", SOME)
def test_a_fault_of_the_outline_alone_leaves_the_rules_outline_to_be_written(name, notes_zh):
    with ChatServer(good_model, faulty=("outline",)) as server:
        draft, _ = run(service.new_draft(notes_zh), engine_for(server, name, silence=1.0, timeout=4.0))
        assert is_whole(draft)
        assert len(written(draft)) >= ITEMS
        never_said_a_word = name == "stall"
        assert {item.state for item in written(draft)} == {"stood_in" if never_said_a_word else "done"}


@pytest.mark.parametrize("name", SOME)
def test_a_fault_of_the_opening_alone_leaves_the_formula(name, notes_zh):
    with ChatServer(good_model, faulty=("opening",)) as server:
        draft, events = run(service.new_draft(notes_zh), engine_for(server, name, silence=1.0, timeout=4.0))
        assert draft.report.opening.versions[-1].by == "rule"
        assert "云岭县机关工委" in draft.report.opening.text
        assert any(isinstance(event, Finished) and event.item.id == "opening" for event in events)


@pytest.mark.parametrize("outline", ["model", "rule"])
@pytest.mark.parametrize("name", sorted(EVERY_ITEM))
def test_an_endpoint_that_will_never_answer_is_asked_once(name, outline, notes_zh):
    with ChatServer(good_model) as server:
        draft, events = run(service.new_draft(notes_zh), engine_for(server, name), outline=outline)
        asked = [body["messages"][-1]["content"] for body in server.bodies]
        assert len(asked) == len(set(asked)) <= (1 if outline == "model" else 1 + len(written(draft)))
        assert is_whole(draft)
        assert all(item.state == "stood_in" for item in written(draft))
        assert events[-1].why != "done"


def test_an_endpoint_that_is_not_there_is_knocked_at_once(notes_zh):
    engine = chat.ChatEngine("m", Settings(model="m", base_url="http://127.0.0.1:9/v1"))
    draft, events = run(service.new_draft(notes_zh), engine)
    assert draft.usage.calls == 1
    assert is_whole(draft)
    assert "no connection to 127.0.0.1:9" in events[-1].why


def test_without_a_fallback_the_run_raises_and_keeps_what_is_planned(notes_zh):
    from drafter.errors import Unreachable

    document = service.Document(service.new_draft(notes_zh))
    with ChatServer(good_model) as server:
        job = service.start(document, service.Order(fallback=False), engine=engine_for(server, "status-401"))
        with pytest.raises(Unreachable, match="refused the key"):
            job.wait(20)
        assert all(item.state == "planned" for item in written(document.draft))
        assert service.start(document, engine=engine_for(server)).wait(20)
        assert all(item.state == "done" for item in written(document.draft))


def test_a_busy_endpoint_is_left_alone_as_long_as_it_asks(notes_zh):
    class Once(ChatServer):
        def serve(self, http):
            if self.requests == 1:
                http.rfile.read(int(http.headers["Content-Length"]))
                return self.error(http, 429, "slow down", "1")
            return super().serve(http)

    with Once(good_model) as server:
        draft, _ = run(service.new_draft(notes_zh), engine_for(server))
        assert server.times[1] - server.times[0] >= 1.0
        assert all(item.state == "done" for item in written(draft))


def test_an_option_that_an_endpoint_does_not_take_is_left_out_from_then_on(notes_zh):
    with ChatServer(good_model) as server:
        draft, _ = run(service.new_draft(notes_zh), engine_for(server, "ollama:picky"))
        assert all(item.state == "done" for item in written(draft))
        assert "reasoning_effort" in server.bodies[0]
        assert not [body for body in server.bodies[1:] if "reasoning_effort" in body or "stream_options" in body]
        assert draft.usage.calls == server.requests


def test_a_prompt_that_is_silently_cut_is_noticed_and_said_once(notes_zh):
    with ChatServer(good_model) as server:
        _, events = run(service.new_draft(notes_zh), engine_for(server, "swallowing"))
        (remark,) = events[-1].remarks
        assert "read only 100 of about" in remark
        assert "OLLAMA_CONTEXT_LENGTH" in remark


def test_a_cost_that_is_not_told_is_estimated_and_marked(notes_zh):
    with ChatServer(good_model) as server:
        draft, _ = run(service.new_draft(notes_zh), engine_for(server, "untold"))
        assert draft.usage.estimated == draft.usage.calls == server.requests
        assert draft.usage.prompt_tokens > 1000


def test_marks_on_the_wrong_notes_are_sent_back_once_and_then_replaced(notes_zh):
    notes = "工作：\n理论学习12次\n廉政谈话36人次\n问题：\n制度执行偏松\n下步：\n制度执行情况半年查一次"

    def swapped(messages):
        text = good_model(messages)
        if asked_for(messages) != "item":
            return text
        names = MARK.findall(text)
        return MARK.sub(lambda _: names.pop(), text)

    with ChatServer(swapped) as server:
        draft, _ = run(service.new_draft(notes), engine_for(server), outline="rule")
        assert not [f for f in service.check(draft) if f.severity == "error"]
        assert all(
            len(list(g)) <= 3 for _, g in itertools.groupby(server.bodies, key=lambda b: b["messages"][-1]["content"])
        )


def test_a_limit_of_tokens_stops_cleanly_and_nothing_more_is_asked(notes_zh):
    with ChatServer(good_model) as server:
        draft, events = run(service.new_draft(notes_zh), engine_for(server), max_tokens=4500)
        used = draft.usage.prompt_tokens + draft.usage.completion_tokens
        assert 1000 < used <= 4500
        assert is_whole(draft)
        assert {item.state for item in written(draft)} == {"done", "stood_in"}
        assert any("limit of 4500 tokens" in event.reason for event in events if isinstance(event, StoodIn))


def test_stop_ends_a_stalled_run_within_a_second_and_keeps_its_cost(notes_zh):
    with ChatServer(good_model, faulty=("item",)) as server:
        document = service.Document(service.new_draft(notes_zh))
        job = service.start(document, engine=engine_for(server, "stall"))
        while not any(asked_for(body["messages"]) == "item" for body in list(server.bodies)):
            time.sleep(0.01)
        begin = time.perf_counter()
        job.stop()
        assert time.perf_counter() - begin < 1
        assert job.done
        assert job.why == "stopped"
        assert document.draft.usage.calls >= 1
        assert service.start(document, engine=engine_for(server)).wait(20)
        assert all(item.state == "done" for item in written(document.draft))
