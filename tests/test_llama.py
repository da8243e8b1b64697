"""The whole way through a real engine: llama.cpp behind the real client. What it says is noise; how it comes is what counts."""

import asyncio
import itertools
import socket
import time
from contextlib import suppress

import pytest

from drafter import loop, service
from drafter.engines import chat, probing
from drafter.errors import Malformed, Truncated
from drafter.settings import Settings
from tests import needs
from tests.chat_server import task_of

# a stream that breaks off leaves generators and sockets of httpx2 to the collector; openai does not close them
pytestmark = pytest.mark.filterwarnings("default::pytest.PytestUnraisableExceptionWarning", "default::ResourceWarning")


@pytest.fixture(scope="module")
def llama(tmp_path_factory):
    needs.module("xllamacpp")
    needs.module("gguf")
    from tests.llama_server import LlamaServer, build_model

    model = tmp_path_factory.mktemp("model") / "tiny.gguf"
    build_model(model)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with LlamaServer(model, port) as server:
        yield server


def engine(llama):
    return chat.ChatEngine("llamacpp:tiny", Settings(base_url=llama.url, timeout=60))


async def listen(one, task, heard, name=0):
    """Note who said something, in order; a random model may say nothing, or run into its limit of sixty tokens."""
    with suppress(Malformed, Truncated):
        async for _ in one.stream(task):
            heard.append(name)


def test_an_answer_streams_in_pieces_and_its_cost_is_told(llama, notes_zh):
    one, heard = engine(llama), []
    loop.submit(listen(one, task_of(notes_zh), heard)).result(60)
    assert len(heard) > 3
    assert (one.usage.calls, one.usage.estimated) == (1, 0)
    assert one.usage.prompt_tokens > 500
    assert 0 < one.usage.completion_tokens <= 61


def test_a_beginning_that_was_sent_before_is_remembered_and_counted(llama, notes_zh):
    one = engine(llama)
    for _ in range(2):
        loop.submit(listen(one, task_of(notes_zh), [])).result(60)
    assert one.usage.cached_tokens > 300


def test_answers_come_side_by_side(llama, notes_zh):
    heard = []

    async def together():
        await asyncio.gather(*(listen(engine(llama), task_of(notes_zh), heard, name) for name in range(4)))

    loop.submit(together()).result(60)
    assert len(set(heard)) == 4
    assert sum(one != other for one, other in itertools.pairwise(heard)) > 6


def test_a_run_ends_whole_whatever_a_random_model_says_and_stop_ends_it_at_once(llama, notes_zh):
    draft = service.start(service.Document(service.new_draft(notes_zh)), engine=engine(llama)).wait(110)
    items = [item for item in draft.report.items() if item.facts]
    assert all(item.state in {"done", "stood_in"} and item.sentences for item in items)
    assert not [f for f in service.check(draft) if f.severity == "error"]
    assert draft.usage.calls >= len(items)
    job = service.start(service.Document(service.new_draft(notes_zh)), engine=engine(llama))
    time.sleep(0.3)
    begin = time.perf_counter()
    job.stop()
    assert job.done
    assert time.perf_counter() - begin < 1


def test_the_server_is_found_and_described(llama):
    port = int(llama.url.split(":")[2].removesuffix("/v1"))
    (found,) = probing.local_servers([port])
    assert found.models
    assert "DRAFTER_BASE_URL=http://127.0.0.1" in probing.describe(found)
