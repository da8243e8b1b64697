"""Counts what a careful reader would stumble over in a report. Shares no code with drafter's prose rules."""

import itertools
import re

HAN = "一-鿿"
COLLOQUIAL = "搞了|弄了|弄好|好多|还没|没法|啥|咋|咱们|大伙|挺多|蛮好|老是|贼|干活"
COLLOQUIAL_EN = r"\b(?:mgmt|yrs?|hrs|mths|w/|approx\.|vols|kids|gonna|lots of|didn.t|couldn.t|e\.g\b)"
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|shall|do|does|did|ran|held|built|won|met|gave|grew|rose|fell|sold|"
    r"taught|brought|made|took|began|sent|spent|kept|led|left|lost|found|set|put|cut|went|saw|wrote|bought|paid|told|came|became|report|covers|sets|shows|intend|got|overspent|means|needs|costs|works|plan|include|aim|said|withdrew|broke|drew|lie|\w+ed)\b"
    r"|\b(?:adds|breaks|comes|fails|gives|goes|hates|keeps|loses|makes|meets|owes|pays|reads|runs|says|sees|shows|stops|takes|wants|holds|lives|gets|uses|stands|appears)\b"
    r"|(?i:\b(?:we|they|i|you|please|who|which|\w{2,}[^su]s|people|children|women|men|staff|firms|of \d+|\d%|still|hardly)) (?:\w+ly |still |then |now |often )?"
    r"(?:pay|meet|live|give|keep|want|make|come|see|go|run|close|take|lose|refuse|mean|target|open|use|need|have|hold|get|think|say|find|know|work|owe|choose)\b"
)


def faults(item_text, heading, language, facts):
    """A list of what is wrong with one item's printed text; sentences is its text cut at stops."""
    found = []
    text = item_text
    sentences = [
        s
        for s in (
            re.findall(r"[^。！？]+[。！？]?", text)
            if language == "zh"
            else re.split(r"(?<!\bDr\.)(?<!\b(?:Smt)\.)(?<=[.!?])\s+(?=[A-Z\[“])", text)
        )
        if s.strip()
    ]
    if re.search(r"^\s*(?:[-•●*]|\d+[、)]|[（(]\d+[)）]|[①-⑳])", text):
        found.append("a list mark")
    if "⟦" in text or "[[" in text:
        found.append("a note id")
    if re.search(r"[，。；：、,;:]{2,}", text):
        found.append("doubled punctuation")
    if language == "zh" and re.search(rf"[{HAN}][,;:?!()]|[,;:?!()][{HAN}]", text):
        found.append("half-width punctuation beside Chinese")
    if not re.search(r"[。！？.!?”】\]]$", text.strip()):
        found.append("an unfinished sentence")
    if re.search(COLLOQUIAL if language == "zh" else COLLOQUIAL_EN, text):
        found.append("a colloquial word")
    if facts >= 4 and len(sentences) < 2:
        found.append("one sentence for four facts or more")
    openings = [s.strip()[:2] if language == "zh" else s.split()[0] for s in sentences]
    found += [f"neighbours open alike: {a}" for a, b in itertools.pairwise(openings) if a == b]
    if any(len(re.split("[，,；;]", re.sub(r"(?<=\d),(?=\d{3})", "", s))) > 7 for s in sentences):
        found.append("a chain of more than six clauses")
    if language == "en":
        found += [f"no finite verb: {s}" for s in sentences if not FINITE.search(s)]
        found += [f"no capital: {s}" for s in sentences if s.strip()[0].islower()]
    if heading and (heading.endswith("。") or len(heading) > (20 if language == "zh" else 60)):
        found.append("a heading with a stop, or too long")
    return found
