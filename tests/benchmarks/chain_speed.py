"""How fast and how dear the prompt chain is, against the bounds of the same server: `python -m tests.benchmarks.chain_speed`.

A scripted server in a process of its own: 1.0 s to the first token, 50 tokens a second, 40 notes, 12 items of 150 tokens (a
token: one Chinese character, or four others). Wall time is held against the critical path that the server's own times make.
"""

import argparse
import asyncio
import json
import re
import statistics
import subprocess
import sys
import time

from drafter import loop, pipeline, service
from drafter.engines import chat, clients, rendering
from drafter.events import Ended, Prose
from drafter.settings import Settings
from tests.chat_server import ChatServer, asked_for, good_model, tokens

FIRST, RATE, LENGTH, GROUPS = 1.0, 50.0, 150, 12
TOKEN = re.compile(r"[\u2e80-\uffff]|[^\u2e80-\uffff]{1,4}")


THEMES = ["主题党日", "执法检查", "便民窗口服务", "信息化平台", "安全隐患排查", "干部培训"]
PARTS = {"achievements": 6, "problems": 3, "plans": 3}


def make_notes():
    """Forty notes under three captions, of six fields of work: the rules make twelve items of them too."""
    lines = ["单位：云岭县林业局 2025年", "工作："]
    lines += [f"{THEMES[n % 6]}第{n + 1}轮开展{n * 3 + 11}次，参加{n * 7 + 102}人次" for n in range(26)]
    lines.append("问题：")
    lines += [f"{THEMES[n % 3 + 3]}力量不足，第{n + 1}片区缺口{n + 3}人" for n in range(6)]
    lines.append("下步：")
    lines += [f"{THEMES[n % 3 + 3]}方面第{n + 1}片区补充{n + 3}人，{n + 2}月底前到位" for n in range(8)]
    return "\n".join(lines) + "\n"


def outline_of(asked):
    """The forty facts in twelve lines of even size."""
    facts = asked.partition("<<<")[2].partition(">>>")[0]
    verbs = ["抓实", "推进", "强化", "深化", "优化", "统筹", "规范", "充实", "完善", "加强", "落实", "提升"]
    lines = []
    for part, count in PARTS.items():
        own = re.findall(r"⟦(\w+)⟧", re.split(rf"\[{part}\]", facts)[1].partition("[")[0])
        for number in range(count):
            ids = own[number * len(own) // count : (number + 1) * len(own) // count]
            answers = f" | {number + 1}" if part == "plans" else ""
            lines.append(f"{part} | {verbs[len(lines)]}片区管护，守好林区资源 | {','.join(ids)}{answers}")
    return "\n".join(lines)


def answer(length):
    """A model that writes its facts over and over until it has said so many tokens."""

    def write(messages):
        asked = messages[-1]["content"]
        if asked_for(messages) == "outline":
            return outline_of(asked)
        if asked_for(messages) == "opening":
            return good_model(messages)
        if asked_for(messages) == "item" and "⟦" not in asked:
            return "林" * length * GROUPS
        said = re.findall(r"[^⟧]+⟧", good_model(messages))
        text, number = "", 0
        while number < len(said) or tokens_sent(text + said[number % len(said)]) <= length:
            text += said[number % len(said)]
            number += 1
        return text

    return write


def serve(first, rate, length):
    """Be the server until stdin closes; the first line printed is the address."""
    with ChatServer(answer(length), first=first, per_second=rate, cut=TOKEN.findall) as server:
        print(server.url, flush=True)
        for line in sys.stdin:
            if line.startswith("count"):
                print(json.dumps({"requests": server.requests, "most": server.most}), flush=True)


class Server:
    """The scripted server in a process of its own."""

    def __init__(self, first, rate, length):
        command = [sys.executable, "-m", "tests.benchmarks.chain_speed", "--serve", str(first), str(rate), str(length)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().strip()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        self.process.wait(10)


def run(draft, url, outline):
    """One draft: seconds in all, to the first character, to each outline line; the finished draft, and its cost."""
    engine = chat.ChatEngine("good", Settings(model="good", base_url=url, api_key="k"))
    shown = {}

    async def write():
        await engine.open()
        document, begin, cpu = draft, time.perf_counter(), time.process_time()
        async for event in pipeline.write(draft, engine, outline_by=outline):
            if isinstance(event, Prose) and event.delta:
                shown.setdefault("first", time.perf_counter() - begin)
            document = pipeline.apply(document, event)
            if isinstance(event, Ended):
                shown["usage"] = event.usage
        shown["wall"], shown["cpu"] = time.perf_counter() - begin, time.process_time() - cpu
        return document

    shown["draft"] = loop.submit(write()).result(300)
    return shown


def bound(draft, outline, length):
    """The least wall time that the server allows: outline, then the longest item."""
    items = [task for task in pipeline.prompts(draft, outline_by=outline) if hasattr(task, "facts")]
    asked = rendering.messages(items[0])[1]
    head = (FIRST + tokens_sent(outline_of(asked)) / RATE) if outline == "model" else 0.0
    return head + FIRST + length / RATE


def tokens_sent(text):
    """Tokens as the server cuts them."""
    return len(TOKEN.findall(text))


def longest(draft):
    """Tokens of the longest item as it was streamed, marks included."""
    return max(
        sum(tokens_sent(f"{s.text}⟦{','.join(s.sources)}⟧") for s in item.sentences) for item in draft.report.items()
    )


async def one_call(url, model="good"):
    """Everything in one call of the bare client: seconds, tokens, processor seconds."""
    import openai

    client = openai.AsyncOpenAI(base_url=url, api_key="k")
    begin, cpu, count = time.perf_counter(), time.process_time(), 0
    stream = await client.chat.completions.create(
        model=model, stream=True, messages=[{"role": "system", "content": "x"}, {"role": "user", "content": "<<<>>>"}]
    )
    async for chunk in stream:
        count += bool(chunk.choices and chunk.choices[0].delta.content)
    return time.perf_counter() - begin, count, time.process_time() - cpu


async def bare_calls(url, draft):
    """The same prompts as the rules outline them, at once, by the bare client: seconds until the last has ended."""
    import openai

    client = openai.AsyncOpenAI(base_url=url, api_key="k", max_retries=0)

    async def one(task):
        system, asked = rendering.messages(task)
        said = [{"role": "system", "content": system}, {"role": "user", "content": asked}]
        async for _ in await client.chat.completions.create(model="good", stream=True, messages=said):
            pass

    begin = time.perf_counter()
    await asyncio.gather(*(one(task) for task in pipeline.prompts(draft, outline_by="rule")))
    return time.perf_counter() - begin


def cached_cost(tasks_text, completion):
    """Tokens when the longest beginning that an earlier call has sent counts a tenth."""
    total, seen = completion, []
    for text in tasks_text:
        shared = max((common(text, old) for old in seen), default=0)
        total += tokens(text[shared:]) + tokens(text[:shared]) / 10
        seen.append(text)
    return total


def common(one, other):
    """How many first characters two texts share."""
    most = min(len(one), len(other))
    return next((i for i in range(most) if one[i] != other[i]), most)


def main():
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--serve", nargs=3, type=float)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--long", action="store_true", help="also time one long call (37 s)")
    given = parser.parse_args()
    if given.serve:
        serve(given.serve[0], given.serve[1], int(given.serve[2]))
        return
    clients.warm().join()
    draft = service.new_draft(make_notes())
    assert sum(fact.wanted for fact in draft.facts) == 40, sum(fact.wanted for fact in draft.facts)
    with Server(FIRST, RATE, LENGTH) as server:
        run(draft, server.url, "rule")  # connections and caches
        for outline, bar in (("model", 2.7), ("rule", 1.2)):
            runs = [run(draft, server.url, outline) for _ in range(given.rounds)]
            ratios = [r["wall"] / bound(draft, outline, longest(r["draft"])) for r in runs]
            wall, first = statistics.median(r["wall"] for r in runs), statistics.median(r["first"] for r in runs)
            last = runs[-1]
            items = [item for item in last["draft"].report.items() if item.facts]
            assert all(item.state == "done" for item in items), [item.state for item in items]
            used = last["usage"]
            print(
                f"{outline:<6} outline: {len(items)} items, wall {wall:.2f} s = {statistics.median(ratios):.3f} x the critical path (bar 1.05)"
            )
            print(f"               first character {first:.2f} s (bar {bar})")
            print(
                f"               {used.calls} calls, {used.prompt_tokens} + {used.completion_tokens} = {used.prompt_tokens + used.completion_tokens} tokens (bar 22,000)"
            )
            sent = ["\n".join(rendering.messages(task)) for task in pipeline.prompts(draft, outline_by=outline)]
            print(
                f"               {cached_cost(sent, used.completion_tokens):.0f} with seen beginnings at a tenth (bar 12,000; items as the rules outline them)"
            )
            if outline == "rule":
                bare = [loop.submit(bare_calls(server.url, draft)).result(60) for _ in range(given.rounds)]
                print(
                    f"               the bare client takes {statistics.median(bare):.2f} s for the same prompts at once"
                )
            if outline == "model" and given.long:
                seconds, _, _ = loop.submit(one_call(server.url)).result(120)
                print(f"one long call: {seconds:.1f} s = {seconds / wall:.2f} x (bar 3)")
    with Server(0.0, 0.0, 1500) as server:
        bare, ours = [], []
        for _ in range(given.rounds):
            _, count, cpu = loop.submit(one_call(server.url)).result(120)
            bare.append(cpu / count)
            done = run(draft, server.url, "rule")
            ours.append(done["cpu"] / done["usage"].completion_tokens)
        ratio = statistics.median(ours) / statistics.median(bare)
        print(
            f"processor: {statistics.median(ours) * 1e6:.0f} us a token against {statistics.median(bare) * 1e6:.0f} bare = {ratio:.2f} x (bar 2.5)"
        )


if __name__ == "__main__":
    main()
