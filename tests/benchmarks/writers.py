"""Twenty writers at once over real HTTP, and what the server's memory does: `python -m tests.benchmarks.writers`.

Each writer drafts through the page's own HTTP (a queued call, then its stream of events) with notes that hold a number
of its own. Printed: the time to the first frame and to the first words, whether each report holds its writer's number
and nobody else's, and the server's resident memory after 20 and after 200 drafts. Exit status 1 when a bar is missed.
"""

import json
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx

from tests import server

WRITERS = 20
NOTES = """单位：甲局 2025年
理论学习：中心组学习{n}次，专题研讨6次
督办提案XX件，办结率XX%
主题党日{n}次 组织生活会4次
廉政谈话36人次，警示教育5次
调研报告{n}篇，接待来访99人次
问题：
制度执行偏松，敢抓敢管劲头不够
业务培训少，只办了2期
下步：
机关制度执行情况半年查一次
全年办培训班{n}期
"""


def write(url, number, headers=None):
    """Draft once; seconds to the first frame and to the first words, and the last frame."""
    with httpx.Client(timeout=120, headers=headers) as client:
        start = time.perf_counter()
        call = client.post(f"{url}/gradio_api/call/v2/draft", json={"notes": NOTES.format(n=number), "unit": "甲局"})
        call.raise_for_status()
        first = words = last = None
        with client.stream("GET", f"{url}/gradio_api/call/draft/{call.json()['event_id']}") as stream:
            event = ""
            for line in stream.iter_lines():
                if line.startswith("event: "):
                    event = line[7:]
                elif line.startswith("data: ") and event in {"generating", "complete"}:
                    data = json.loads(line[6:])
                    last = (data[0] if data else None) or last
                    now = time.perf_counter() - start
                    first = first or now
                    if words is None and last and any(item["text"] for item in last["items"]):
                        words = now
                elif event == "error":
                    raise AssertionError(line)
        return first, words, last


def memory(pid):
    """Resident memory in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def round_of(url, numbers, headers=None):
    with ThreadPoolExecutor(len(numbers)) as pool:
        return list(pool.map(lambda number: write(url, number, headers), numbers))


def crossed(numbers, results):
    """Reports that lack their writer's number or hold another's."""
    wrong = 0
    for number, (_, _, last) in zip(numbers, results, strict=True):
        texts = last["markdown"]
        others = [other for other in numbers if other != number and f"中心组学习{other}次" in texts]
        wrong += f"中心组学习{number}次" not in texts or f"培训班{number}期" not in texts or bool(others)
    return wrong


def main():
    pid = []
    with tempfile.TemporaryDirectory() as folder, server.running(Path(folder), pid=pid) as url:
        write(url, 100)  # warm
        firsts, words, wrong, sizes = [], [], 0, {}
        for start in range(1001, 1201, WRITERS):
            numbers = list(range(start, start + WRITERS))
            results = round_of(url, numbers)
            wrong += crossed(numbers, results)
            firsts += [first for first, _, _ in results]
            words += [said for _, said, _ in results]
            sizes[start - 1001 + WRITERS] = memory(pid[0])
        p95 = statistics.quantiles(firsts, n=20)[-1]
        print(f"{WRITERS} writers at once, {len(firsts)} drafts: first frame p50 {statistics.median(firsts):.2f} s, p95 {p95:.2f} s, "
              f"max {max(firsts):.2f} s; first words p50 {statistics.median(words):.2f} s, p95 {statistics.quantiles(words, n=20)[-1]:.2f} s")  # fmt: skip
        print(f"texts lost or crossed: {wrong}")
        print(
            f"memory: {sizes[20]:.0f} MB after 20 drafts, {sizes[200]:.0f} MB after 200 ({sizes[200] - sizes[20]:+.0f} MB)"
        )
        return 0 if p95 <= 1 and not wrong and sizes[200] <= sizes[20] + 20 else 1


if __name__ == "__main__":
    sys.exit(main())
