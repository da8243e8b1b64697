"""Drafts built from a folder of reports, for the faithfulness benchmark: facts are the report's sentences, prose is their rewording.

A report is cut into pseudo-drafts of about 57 facts (2,650 Chinese characters); one to three facts are merged into a sentence that
cites them; six or so facts make an item. What the text says of the past, of problems and of plans goes to the part it belongs to.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from drafter import languages
from drafter.schema import PARTS, Draft, Fact, Item, Note, Part, Report, Request, Sentence, join_sentences
from drafter.tracing import align
from tests.benchmarks import naming, rewordings
from tests.benchmarks.corruptions import HAN, NUMBER, quoted

FACTS = 57
SHARES = {"achievements": 39, "problems": 4, "plans": 14}
"""How many facts of a pseudo-draft come from each part of the text, where it has them."""

TITLES = {"zh": ("主要工作开展情况", "存在问题和不足", "下步工作打算"), "en": ("Achievements", "Problems", "Plans")}
KINDS = {"zh": "department", "en": "ngo_annual"}
LEAST, MOST = 10, 170
"""Characters of a sentence that makes a fact; English counts twice."""


@dataclass
class Document:
    name: str
    language: str
    year: str
    parts: dict = field(default_factory=lambda: {part: [] for part in PARTS})

    @property
    def sentences(self):
        return [text for part in PARTS for text in self.parts[part]]


@dataclass(frozen=True)
class Planned:
    """One sentence of a pseudo-draft: its item and place there, its facts, and each fact's own wording in it."""

    item: str
    index: int
    facts: tuple[str, ...]
    pieces: tuple[str, ...]
    opener: str


@dataclass
class Pseudo:
    document: Document
    draft: Draft
    sentences: list[Planned]
    texts: dict[str, str]
    names: list[tuple[str, str, str]]
    """Planted names and years, and places that stand in the text: fact id, sort, name."""

    def text(self, planned):
        return self.item(planned.item).sentences[planned.index].text

    def item(self, name):
        return next(item for item in self.draft.report.items() if item.id == name)

    @property
    def characters(self):
        return sum(len(item.text) for item in self.draft.report.items())


def read_documents(folder):
    """Every .txt of the folder, sentences sorted by part; language and year read from the text."""
    documents = [_read(path) for path in sorted(Path(folder).glob("*.txt"))]
    return [document for document in documents if len(document.sentences) >= 20]


def _read(path):
    text = path.read_text(encoding="utf-8")
    language = "zh" if len(HAN.findall(text)) > len(text) / 5 else "en"
    years = Counter(re.findall(r"(?<!\d)(20[0-3]\d)(?!\d)", text[:3000]))
    titled = re.search(r"一、\s*(20[0-3]\d)年", text)
    year = titled[1] if titled else years.most_common(1)[0][0] if years else "2024"
    document = Document(path.stem, language, year)
    part, seen = "achievements", set()
    for line in text.splitlines():
        if re.match(r"\s*[（(]?(附件|附：|名词解释|注释|有关用语|相关用语)", line):
            break  # a glossary is no report
        part = _part_after(line.strip(), part, language)
        here = "problems" if part == "achievements" and _is_candid(line) else part
        for sentence in _sentences(line, language):
            if sentence not in seen:
                seen.add(sentence)
                document.parts[here].append(sentence)
    return document


def _part_after(line, part, language):
    """The part that a line's heading opens, or the one that holds already."""
    if language == "en":
        low = line.lower().strip("#: ")
        return next(
            (
                name
                for name, word in zip(PARTS, ("what we did", "what was difficult", "what comes next"), strict=True)
                if low.startswith(word)
            ),
            part,
        )
    if not re.match(r"[一二三四五六]、", line):
        return part
    head = line[:40]
    if re.search("回顾|成效|开展情况|完成情况|总结", head):
        return "achievements"
    return "problems" if re.search("问题|不足|困难", head) else "plans"


def _is_candid(line):
    """Whether a paragraph of the review is the one that owns up to problems."""
    return bool(
        re.search("清醒|看到.{0,30}(困难|问题|挑战|不足)|(困难|问题|短板)(和|与|、)(问题|挑战|不足|弱项)", line[:70])
    )


def _sentences(line, language):
    line = re.sub(r"^\s*([（(][一二三四五六七八九十\d]+[）)]|\d+[.．、]\s*|[一二三四五六]、)", "", line.strip())
    if language == "en":
        return [
            s
            for s in re.split(r"(?<=[.!])\s+(?=[A-Z“£\d])", line)
            if s.endswith(".") and 2 * LEAST <= len(s) <= 2 * MOST
        ]
    found = re.findall(r"[^。！？]+[。！？]?[”’]?", line)
    return [
        s.strip()
        for s in found
        if s.rstrip("”’").endswith("。") and LEAST <= len(s) <= MOST and s.count("“") == s.count("”")
    ]


def cut(documents, rng):
    """The documents in pieces of FACTS sentences: pairs of a document and its sentences by part."""
    for document in documents:
        pools = {part: list(document.parts[part]) for part in PARTS}
        while sum(map(len, pools.values())) >= FACTS // 2 and (pools["achievements"] or pools["plans"]):
            piece = {part: pools[part][: SHARES[part]] for part in PARTS}
            pools = {part: pools[part][SHARES[part] :] for part in PARTS}
            for part in ("plans", "achievements"):  # what one part lacks another gives
                lacking = FACTS - sum(map(len, piece.values()))
                piece[part] += pools[part][:lacking]
                pools[part] = pools[part][lacking:]
            if not piece["plans"]:
                piece[
                    "problems"
                ] = []  # a problem that no plan answers is a true finding, and not what is measured here
            elif not piece["problems"] and document.parts["problems"]:
                piece["problems"] = rng.sample(document.parts["problems"], min(2, len(document.parts["problems"])))
            yield document, piece


def build(document, piece, rng, *, plant="", placeholders=False):
    """A true pseudo-draft. `plant`: `names`, `listed` for names that the form lists, or `years`; `placeholders`: some figures are XX."""
    facts, wordings, names = [], {}, []
    request = _request(document, plant, rng)
    for part in PARTS:
        for said in piece[part]:
            name, text = str(len(facts) + 1), said
            if placeholders:
                text = _with_placeholder(said, rng)
            elif plant and rng.random() < 0.5 and not (plant == "years" and re.search(r"20\d\d", said)):
                sort, given = _name(request, plant, document.language, rng)
                text = naming.plant(said, sort, given, document.language, rng)
                names.append((name, sort, given))
            figures = languages.load(document.language).read_figures(text)
            facts.append(Fact(id=name, note=len(facts) + 1, text=text, part=part, figures=figures))
            wordings[name] = rewordings.reword(text, rng, document.language)
    names += [
        (fact.id, "place", p)
        for fact in facts
        for p in naming.places_in(fact.text)
        if plant == "names" and p in wordings[fact.id]
    ]
    planned, parts = [], {}
    for part, title in zip(PARTS, TITLES[document.language], strict=True):
        items = tuple(_items(part, [f for f in facts if f.part == part], wordings, planned, document.language, rng))
        parts[part] = Part(title=title, items=items, gap=None if items else "-")
    if parts["problems"].items and parts["plans"].items:
        parts["plans"] = _answering(parts["plans"], parts["problems"])
    report = Report(title=f"{request.unit}{document.year}", opening=Item(id="opening", state="done"), **parts)
    notes = tuple(Note(id=f.note, text=f.text) for f in facts)
    draft = Draft(id="0" * 32, request=request, notes=notes, facts=tuple(facts), report=report)
    return Pseudo(document, draft, planned, {f.id: f.text for f in facts}, names)


def _request(document, plant, rng):
    language = document.language
    unit = "本单位" if language == "zh" else "The Trust"
    form = {"unit": unit, "issuer": unit}
    if plant == "listed":
        form = {field: naming.new_name("org", language, rng) for field in ("unit", "issuer", "recipient")}
        form["author"] = naming.new_name("person", language, rng)
    return Request(kind=KINDS[language], language=language, period=document.year, **form)


def _name(request, plant, language, rng):
    if plant == "listed":
        sort, field = rng.choice((("org", "unit"), ("org", "issuer"), ("org", "recipient"), ("person", "author")))
        return sort, getattr(request, field)
    sort = "year" if plant == "years" else rng.choice(("org", "org", "person", "place"))
    return sort, naming.new_name(sort, language, rng)


def _with_placeholder(text, rng):
    found = [
        m for m in NUMBER.finditer(text) if not quoted(text, m.start()) and text[m.end() : m.end() + 1] not in "年月日"
    ]
    if not found or rng.random() < 0.5:
        return text
    match = rng.choice(found)
    return text[: match.start()] + "XX" + text[match.end() :]


def _items(part, facts, wordings, planned, language, rng):
    """Items of some six facts, their sentences of one to three; what was planned is added to `planned`."""
    left, number = list(facts), 0
    while left:
        number += 1
        ours, left = left[:6], left[6:]
        name, sentences, waiting = f"{part}-{number}", [], list(ours)
        while waiting:
            size = rng.randint(1, 3)
            merged, waiting = waiting[:size], waiting[size:]
            ids = tuple(fact.id for fact in merged)
            plan = Planned(
                name, len(sentences), ids, tuple(wordings[i] for i in ids), rewordings.link(part, rng, language)
            )
            planned.append(plan)
            sentences.append(Sentence(text=rewordings.join(plan.pieces, plan.opener, language), sources=ids))
        yield Item(id=name, sentences=tuple(sentences), facts=tuple(f.id for f in ours), state="done")


def _answering(plans, problems):
    """The plans, the first ones answering the problems in turn."""
    items = list(plans.items)
    for index, problem in enumerate(problems.items):
        at = index % len(items)
        items[at] = items[at].model_copy(update={"answers": (*items[at].answers, problem.id)})
    return plans.model_copy(update={"items": tuple(items)})


def with_sentences(draft, name, sentences):
    """The draft with other sentences in one item."""
    report = draft.report
    for part in PARTS:
        items = report.part(part).items
        if any(item.id == name for item in items):
            new = tuple(i.model_copy(update={"sentences": tuple(sentences)}) if i.id == name else i for i in items)
            report = report.model_copy(update={part: report.part(part).model_copy(update={"items": new})})
    return draft.model_copy(update={"report": report})


def without_sources(draft):
    """The draft as if another tool had written it: every sentence's sources found again by alignment over all facts."""
    language, report = draft.request.language, draft.report
    for part in PARTS:
        items = []
        for item in report.part(part).items:
            found = align(join_sentences(item.sentences), draft.facts, (), language)
            cited = tuple(dict.fromkeys(name for sentence in found for name in sentence.sources))
            items.append(item.model_copy(update={"sentences": found, "facts": cited}))
        report = report.model_copy(update={part: report.part(part).model_copy(update={"items": tuple(items)})})
    return draft.model_copy(update={"report": report})
