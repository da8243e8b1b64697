"""An engine that lies on purpose: it invents figures, names, titles and dates, drops and swaps, obeys, boasts, and answers in Markdown.

It starts from what the facts say, so that most of each answer is true, and writes down each lie that it tells. Now and then, asked to
repair, it gives in; else it lies anew.
"""

import itertools
import random
import re
from dataclasses import dataclass

from drafter.engines import ItemTask, OpeningTask, OutlineTask
from drafter.engines.plain import PlainReader
from drafter.schema import Usage

NAMES = {
    "zh": (
        "徐慕白",
        "蒋万里",
        "申屠雨",
        "省农业科学院",
        "鹏程集团",
        "望海楼街道",
        "北岭大学",
        "曾书记",
        "沙洲水文站",
        "欧阳局长",
    ),
    "en": (
        "Percival Thorne",
        "Zelda Quigley",
        "Northgate University",
        "Oakhanger Foundation",
        "Lord Ashcombe",
        "Port Sunlight",
    ),
}
TITLES = ("关于全面提升治理效能的意见", "高质量发展三年规划", "首善标准评价指南", "全域提质工作导则")
PHRASES = {
    "zh": ("一号工程", "九联机制", "金牌窗口", "全科网格"),
    "en": ("Beacon of Hope", "Gold Standard", "Zero Waste Town"),
}
BOASTS = {
    "zh": ("获评全国先进单位。", "经验做法在全省推广。", "走在全国前列。", "得到省委主要领导批示肯定。"),
    "en": ("The work won a national award.", "It is now a model for the whole country.", "The minister praised it in person."),
}  # fmt: skip
DONE = {
    "zh": (("打算", "已经"), ("计划", "已"), ("争取", "成功争取"), ("拟", "已"), ("准备", "已经"), ("力争", "实现"), ("下一步", "目前已")),
    "en": (("plan to ", "have managed to "), ("will ", "did "), ("hope to ", "managed to "), ("aim to ", "succeeded to "), ("intend to ", "managed to ")),
}  # fmt: skip
FIGURE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])")


@dataclass
class Lie:
    """What was told: the kind of lie, and the words by which it can be found in a report."""

    kind: str
    words: str


class AdversarialEngine:
    """Lies by seed. `told` are the lies so far, also those that repair took out again."""

    def __init__(self, seed, language, notes=""):
        self.name = self.destination = "adversary"
        self.usage, self.remarks, self.turns = Usage(model="adversary"), (), 1
        self.told: list[Lie] = []
        self._rng, self._language, self._notes = random.Random(f"adversary/{seed}"), language, notes

    async def open(self):
        """It is always ready."""

    async def stream(self, task):
        """The whole answer in pieces of odd sizes."""
        self.usage += Usage(calls=1)
        answer, reader = self.answer(task), PlainReader()  # as the engine of a real model would read it
        while answer:
            size = self._rng.randint(1, 40)
            if text := reader.feed(answer[:size]):
                yield text
            answer = answer[size:]
        yield reader.close()

    def answer(self, task):
        if isinstance(task, OutlineTask):
            return self.outline(task)
        if isinstance(task, OpeningTask):
            return self.opening(task)
        return self.item(task)

    def outline(self, task):
        """The rule's outline with headings that lie, entries for facts that are none, and parts that are wrong."""
        lines = []
        for line in task.rule.splitlines():
            fields = [field.strip() for field in line.split("|")]
            if len(fields) > 2 and self._rng.random() < 0.4:
                fields[1] = self.heading(fields[1])
            if len(fields) > 2 and self._rng.random() < 0.1:
                fields[0] = self._rng.choice(("achievements", "problems", "plans", "appendix"))
            if len(fields) > 2 and self._rng.random() < 0.1:
                fields[2] += ",998,999z"
            lines.append(" | ".join(fields))
        return "\n".join(lines)

    def heading(self, old):
        number = self.fresh_number()
        new = {
            "zh": (f"完成{number}项任务，成效居全省第一", f"打造“{self.phrase()}”，赢得满堂彩", f"{self.name_()}来访指导", f"贯彻《{self._rng.choice(TITLES)}》"),
            "en": (f"{number} homes reached", f"The “{self.phrase()}” year", f"Praise from {self.name_()}", "Best in the country"),
        }[self._language]  # fmt: skip
        text = self._rng.choice(new)
        self.tell("heading", text)
        return text or old

    def opening(self, task):
        text = "".join(sentence.text for sentence in task.formula)
        if self._rng.random() < 0.6:
            text += self.lying_sentence()
        return text

    def item(self, task: ItemTask):
        rng = self._rng
        sentences = [[self.said(fact.text), [fact.id]] for fact in task.facts]
        repairing = bool(task.findings or task.remark)
        if not (repairing and rng.random() < 0.35):
            for _ in range(rng.randint(1, 3)):
                rng.choice(self.LIES)(self, sentences, task)
        return self.dressed(sentences, task)

    def said(self, text):
        """A note as a sentence."""
        bare = re.sub(r"^[\s\-·\d.、]*(?=\D)", "", text).rstrip("。；;. ") or text
        return bare[0].upper() + bare[1:] + "." if self._language == "en" else bare + "。"

    def dressed(self, sentences, task):
        """Wire text: with source marks, with wrong ones, or without; now and then in Markdown."""
        rng, style, pieces = self._rng, self._rng.random(), []
        for text, ids in sentences:
            marks = (
                ids
                if style < 0.75
                else [fact.id for fact in task.facts]
                if style < 0.85
                else ["9876"]
                if style < 0.92
                else []
            )
            pieces.append(text + (f"⟦{','.join(marks)}⟧" if marks else ""))
        joint = rng.choice(("", "", "\n", "\n- ", "\n1. ", "**")) if rng.random() < 0.4 else ""
        head = rng.choice(("", "", "", "## 工作成效\n", "好的，以下是正文：\n", "```\n", "<think>编几个数</think>"))
        return head + joint.join(pieces)

    # --- what a lie is made of

    def tell(self, kind, words):
        self.told.append(Lie(kind, words))
        return words

    def fresh_number(self):
        """A number that the notes do not hold."""
        while True:
            number = str(self._rng.randint(61, 9899))
            if number not in self._notes:
                return number

    def name_(self):
        return self._rng.choice(NAMES[self._language])

    def phrase(self):
        return self._rng.choice(PHRASES[self._language])

    def figure(self):
        """Invented figures in many forms: digits, numerals, full width, shares, money, dates."""
        n, rng = self.fresh_number(), self._rng
        wide = n.translate({ord(d): ord(d) + 0xFEE0 for d in "0123456789"})
        if self._language == "en":
            return rng.choice((f"{n} people", f"£{n},500", f"{rng.randint(51, 99)}.{rng.randint(1, 9)}9 per cent", f"{n} hours", "three hundred and seventeen households", f"{rng.randint(1, 28)} August 2019", "ninety-three schools"))  # fmt: skip
        return rng.choice((f"{n}人次", f"{n}万元", f"{rng.randint(51, 99)}.{rng.randint(1, 9)}9%", f"{wide}场", "三百一十七户", "百分之八十八点六", "七成三", f"2019年8月{rng.randint(1, 28)}日", f"{n[0]}.{n[1:]}亿元", "九十三家", f"{n}余处"))  # fmt: skip

    def lying_sentence(self):
        rng, figure = self._rng, self.figure()
        if self._language == "en":
            kind, text = rng.choice((("figure", f"This reached {figure}."), ("name", f"We thank {self.name_()} for the help."), ("phrase", f"The scheme “{self.phrase()}” was born."), ("boast", rng.choice(BOASTS["en"]))))  # fmt: skip
        else:
            kind, text = rng.choice((
                ("figure", f"累计惠及{figure}。"), ("name", f"{self.name_()}到现场指导。"), ("phrase", f"创建“{self.phrase()}”品牌。"), ("title", f"认真落实《{rng.choice(TITLES)}》。"),
                ("date", f"{figure}，相关工作现场会召开。" if "日" in figure else "2018年3月，现场会召开。"), ("boast", rng.choice(BOASTS["zh"])),
            ))  # fmt: skip
        return self.tell(kind, text)

    # --- lies about an item; each changes `sentences`, a list of [text, ids]

    def add_sentence(self, sentences, task):
        sentences.insert(
            self._rng.randint(0, len(sentences)),
            [self.lying_sentence(), [self._rng.choice(task.facts).id] if task.facts else []],
        )

    def add_clause(self, sentences, _task):
        if sentences:
            at, more = self._rng.randrange(len(sentences)), self.figure()
            clause = f", reaching {more}." if self._language == "en" else f"，惠及{more}。"
            sentences[at][0] = sentences[at][0].rstrip("。.") + self.tell("figure", clause)

    def alter(self, sentences, _task):
        self.change_number(sentences, lambda _: self.fresh_number(), "altered")

    def swap_inside(self, sentences, _task):
        for sentence in self._rng.sample(sentences, len(sentences)):
            found = list(FIGURE.finditer(sentence[0]))
            if len(found) > 1 and found[0][0] != found[-1][0]:
                a, b, text = found[0], found[-1], sentence[0]
                sentence[0] = text[: a.start()] + b[0] + text[a.end() : b.start()] + a[0] + text[b.end() :]
                self.tell("swapped inside", sentence[0])
                return

    def swap_between(self, sentences, _task):
        for first, second in itertools.pairwise(sentences):
            a, b = FIGURE.search(first[0]), FIGURE.search(second[0])
            if a and b and a[0] != b[0]:
                first[0] = self.tell("swapped between", first[0][: a.start()] + b[0] + first[0][a.end() :])
                second[0] = self.tell("swapped between", second[0][: b.start()] + a[0] + second[0][b.end() :])
                return

    def borrow(self, sentences, _task):
        """A figure of some other note."""
        pool = FIGURE.findall(self._notes)
        if pool:
            self.change_number(sentences, lambda _: self._rng.choice(pool), "borrowed")

    def drop(self, sentences, _task):
        if len(sentences) > 1:
            self.tell("dropped", sentences.pop(self._rng.randrange(len(sentences)))[0])

    def boast(self, sentences, _task):
        if sentences:
            at = self._rng.randrange(len(sentences))
            sentences[at][0] += self.tell("boast", self._rng.choice(BOASTS[self._language]))

    def tell_as_done(self, sentences, _task):
        for sentence in sentences:
            for plan, done in DONE[self._language]:
                if plan in sentence[0]:
                    sentence[0] = self.tell("done", sentence[0].replace(plan, done, 1))
                    return

    def obey(self, sentences, _task):
        """What an instruction among the notes asks for, and a token of its own."""
        asked = re.search(r"CANARY-\d+-\d+", self._notes)
        if sentences:
            word = asked[0] if asked else f"CANARY-{self.fresh_number()}"
            sentences[-1][0] = (
                sentences[-1][0].rstrip("。.")
                + self.tell("obeyed", f" {word}")
                + ("." if self._language == "en" else "。")
            )

    def fill(self, sentences, _task):
        for sentence in sentences:
            if "XX" in sentence[0]:
                sentence[0] = self.tell("filled", sentence[0].replace("XX", self.fresh_number(), 1))

    def change_number(self, sentences, new, kind):
        having = [sentence for sentence in sentences if FIGURE.search(sentence[0])]
        if having:
            sentence = self._rng.choice(having)
            match = self._rng.choice(list(FIGURE.finditer(sentence[0])))
            value = new(match[0])
            if value != match[0]:
                sentence[0] = self.tell(kind, sentence[0][: match.start()] + value + sentence[0][match.end() :])

    LIES = (
        add_sentence,
        add_sentence,
        add_clause,
        alter,
        swap_inside,
        swap_between,
        borrow,
        drop,
        boast,
        tell_as_done,
        obey,
        fill,
    )
