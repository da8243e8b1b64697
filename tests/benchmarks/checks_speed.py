"""How long the checks take: `python -m tests.benchmarks.checks_speed`. Medians of 7 in one run, each on text not seen before.

Prints milliseconds for 3,000 characters and 60 facts, for the same draft after one item was edited, and the time at 100,000
characters as a multiple of the time at 10,000.
"""

import random
import statistics
import time

from drafter import checks, languages
from drafter.schema import Draft, Fact, Item, Part, Report, Request, Sentence
from tests.benchmarks import rewordings

SUBJECTS = [
    a + b
    for a in ["春季", "夏季", "秋季", "冬季", "全年", "节前", "汛期", "假期", "年度", "季度", "重点", "常态"]
    for b in [
        "护林巡查",
        "苗木补植",
        "河道清理",
        "党员培训",
        "隐患排查",
        "政策宣讲",
        "便民服务",
        "档案整理",
        "设备检修",
        "结对帮扶",
        "矛盾调解",
        "普法宣传",
        "技能竞赛",
        "读书分享",
        "走访慰问",
    ]
]
PLACES = ["东岭片区", "西河片区", "南湾片区", "北坡片区", "城关片区", "柳溪片区", "石桥片区", "青阳片区"]
VERBS = ["组织开展", "持续推进", "扎实做好", "统筹抓好", "按期完成", "集中实施"]
EFFECTS = ["群众反映较好", "台账同步更新", "责任落实到人", "短板逐步补齐", "经验及时总结", "流程进一步理顺"]


def fact(number, rng):
    text = (
        f"{rng.choice(PLACES)}{rng.choice(VERBS)}{rng.choice(SUBJECTS)}{rng.randint(2, 98)}次，覆盖{rng.randint(100, 9900)}人，"
        f"投入{rng.randint(2, 900)}.{rng.randint(1, 9)}万元，同比增长{rng.randint(2, 60)}%，{rng.choice(EFFECTS)}。"
    )
    return Fact(
        id=str(number), note=number, text=text, part="achievements", figures=languages.load("zh").read_figures(text)
    )


def draft_of(facts, rng):
    """A reworded draft of these facts: one to three in a sentence, five sentences in an item."""
    sentences, left = [], list(facts)
    while left:
        size = rng.randint(1, 3)
        ours, left = left[:size], left[size:]
        pieces = [rewordings.reword(f.text, rng, "zh") for f in ours]
        sentences.append(Sentence(text=rewordings.join(pieces, "同时，", "zh"), sources=tuple(f.id for f in ours)))
    items = tuple(
        Item(id=f"1.{at}", heading="抓实重点任务", sentences=tuple(sentences[at : at + 5]), state="done",
             facts=tuple(name for s in sentences[at : at + 5] for name in s.sources))
        for at in range(0, len(sentences), 5)
    )  # fmt: skip
    report = Report(
        title="总结", opening=Item(id="opening"), achievements=Part(title="成绩", items=items), problems=Part(title="问题", gap="—"),
        plans=Part(title="打算", gap="—"),
    )  # fmt: skip
    request = Request(kind="department", language="zh", unit="某局", period="2025")
    return Draft(request=request, facts=tuple(facts), report=report)


def sized(characters, seed):
    rng = random.Random(seed)
    facts, size = [], 0
    while size < characters:
        facts.append(fact(len(facts) + 1, rng))
        size += len(facts[-1].text)
    return draft_of(facts, rng)


def edited(draft, seed):
    items = list(draft.report.achievements.items)
    at = seed % len(items)
    first, *rest = items[at].sentences
    text = first.text.replace("同时，", f"在此基础上第{seed}组，")
    items[at] = items[at].model_copy(update={"sentences": (first.model_copy(update={"text": text}), *rest)})
    part = draft.report.achievements.model_copy(update={"items": tuple(items)})
    return draft.model_copy(update={"report": draft.report.model_copy(update={"achievements": part})})


def milliseconds(draft):
    began = time.perf_counter()
    checks.check_draft(draft)
    return 1000 * (time.perf_counter() - began)


def median(drafts):
    return statistics.median(milliseconds(draft) for draft in drafts)


def main():
    milliseconds(sized(500, 0))
    fresh = [sized(3000, seed) for seed in range(1, 8)]
    print(f"3,000 characters, {len(fresh[0].facts)} facts, never seen: {median(fresh):.1f} ms")
    print(f"the same, one item edited: {median([edited(d, i) for i, d in enumerate(fresh)]):.1f} ms")
    small, large = (median([sized(size, size + seed) for seed in range(7)]) for size in (10_000, 100_000))
    print(f"100,000 characters against 10,000: {large:.0f} / {small:.0f} ms = {large / small:.1f}")


if __name__ == "__main__":
    main()
