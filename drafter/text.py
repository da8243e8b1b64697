"""Pure text: widths, list marks, quotations, sentences, how alike two strings are, patterns of lists. Offsets are in characters."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterable

HAN = "㐀-䶿一-鿿\uf900-\ufaff"
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F) if code != ord("，")} | {0x3000: 0x20}
_LOOKALIKES = {ord(c): ord("-") for c in "‐‑‒−"} | {ord(c): 0x20 for c in "\u00a0\u2002\u2003\u2009\u202f"}
_NARROW = _WIDE | _LOOKALIKES
_NARROW_DIGITS = {code: narrow for code, narrow in _NARROW.items() if chr(narrow).isalnum() or chr(narrow) in "%+.-* "}

_LIST_MARK = re.compile(
    r"""\s*(?:
      (?!-\d[\d.,]*\s?(?:[%％℃‰]|pp\b))[-–—•●○◆◇■□▪▶►→★☆✓√※·∙*>＞]+\s*(?=\S)                       # bullets
    | [×✗✘✕]\s+(?=[一-鿿])                                          # × a fault
    | \+\s+(?!\d[\d.,]*\s?[%％])(?=\S)                              # + entry, no growth
    | ={2,}\s*(?=\S)                                                # === Title ===
    | (?:[\u2600-\u27bf\U0001f000-\U0001faff]\ufe0f?)+\s*(?=\S)       # an emoji
    | [(（][0-9０-９]{1,2}(?:\.\d{1,2})?[)）]\s*[、.．]?\s*              # (1) （1） (1.4)
    | [(（][一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]{1,3}[)）]\s*[、.．]?\s*  # （一）
    | [一二三四五六七八九十]{1,3}\s*[、.．)）]\s*                     # 一、 一）
    | [甲乙丙丁戊己庚辛壬癸]\s*[、.．)）]\s*                          # 甲、
    | [a-z]/\s+                                                       # a/
    | [壹贰叁肆伍陆柒捌玖拾]{1,3}\s*[、.．)）]\s*                     # 壹、 壹)
    | [一二三四五六七八九十]{1,3}\s+(?=\S{2})                         # 一 今年
    | 第[一二三四五六七八九十](?:部分|方面|块)?[，,、:：\s]\s*          # 第一，第二部分
    | [①-⑳⑴-⒇⒈-⒛㈠-㈩❶-❿]\s*[、.．]?\s*                           # ①
    | [0-9０-９]{1,3}\s*[、)）]\s*                                     # 1、 1)
    | [0-9０-９]{1,3}[.．]\s*(?![0-9０-９])                           # 1. but not 1.5
    | [0-9０-９]{1,3}[.．]\s+(?=[0-9０-９])                           # 1. 12 farms
    | [0-9０-９]{1,3}[.．](?=(?:1[0-2]|[1-9])月)                       # 6.7月
    | [a-zA-Z][)）.．]\s+                                              # a) a.
    | [a-h][)）、]\s*
    | [A-H][0-9]{0,2}[、.．)）]\s*(?=[一-鿿])                         # A、
    | [A-H][0-9]{0,2}\s+(?=[一-鿿])                                  # A 主要成绩
    | [A-Z]\.[0-9]{1,2}\.?\s+(?=[A-Z“"])                              # D.1
    | \\item\s+                                                      # LaTeX
    | \#{1,6}\s+                                                      # Markdown
    )""",
    re.VERBOSE,
)
_QUOTED = re.compile(r"“([^“”\n]{1,60})”|《([^《》\n]{1,80})》|「([^「」\n]{1,60})」|\"([^\"\n]{1,60})\"")
_SHORT = "".join(
    rf"(?<!\b{word}\.)"
    for word in (
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "St",
        "No",
        "vs",
        "approx",
        "Nos",
        "pp",
        r"i\.e",
        r"e\.g",
        "est",
        "incl",
        "no",
        "Prof",
        "Rev",
        "Fr",
        "Smt",
        "Messrs",
        "Capt",
        "Sgt",
        "Cllr",
        "Hon",
        "Fig",
        "cf",
    )
)
_SENTENCE_END = re.compile(
    rf"(?<=[。！？])[”’）)]?|(?<=[^?!\s][?!])(?![?!])[”’）)]?|(?<=[a-z0-9%)\]][.]){_SHORT}\s+(?=[A-Z“\"(\[0-9])|\n+"
)


def narrow(text: str) -> str:
    """Full-width letters, digits, punctuation and blanks to ASCII, one character for one: offsets stay true.

    The comma stays: two numbers with ， between them are two, with a comma one.
    """
    return text.translate(_NARROW)


def narrow_digits(text: str) -> str:
    """Full-width digits, letters, % and + to ASCII; Chinese punctuation stays."""
    return text.translate(_NARROW_DIGITS)


def is_chinese(text: str) -> bool:
    """Whether a text has Chinese characters, and one at least for every eight words in Latin letters."""
    han = len(re.findall(f"[{HAN}]", text))
    latin = len(re.findall(r"[A-Za-z]+", text))
    return han > 0 and han * 8 >= latin


def strip_mark(line: str) -> str:
    """The line without its bullet or list number; a number that is data (`12家企业`) stays."""
    text = line.strip()
    for _ in range(2):  # "- 1、…": a bullet before a number
        match = _LIST_MARK.match(text)
        if not match or match.end() == 0 or match.end() >= len(text):
            break
        text = text[match.end() :]
    return text.strip()


def quotations(text: str) -> tuple[str, ...]:
    """Quoted phrases and 《》 titles, with the marks as formal text has them: `“四个亲自”`, `《办法》`."""
    found = []
    for match in _QUOTED.finditer(text):
        phrase, title, corner, straight = match.groups()
        if title is not None:
            found.append(f"《{title}》")
        else:
            found.append(f"“{phrase or corner or straight}”")
    return tuple(found)


def quoted_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Where quotations stand, marks included."""
    return tuple(match.span() for match in _QUOTED.finditer(text))


def split_sentences(text: str) -> tuple[str, ...]:
    """Sentences with their stops, in order; nothing but surrounding blanks is lost. A stop in brackets ends none (`(insp. 9 Oct)`);
    what is longer than any sentence is cut.
    """
    pieces = []
    start = 0
    spans = bracketed(text)
    lows = [low for low, _ in spans]
    for match in _SENTENCE_END.finditer(text):
        end = match.end()
        before = bisect_left(lows, end) - 1  # the last bracket that opens before the stop
        if end > start and (before < 0 or end >= spans[before][1]):
            pieces.append(text[start:end].strip())
            start = end
    pieces.append(text[start:].strip())
    return tuple(part for piece in pieces for part in cut_long(piece) if part)


LONGEST = 1000
"""Characters beyond which a line is read piece by piece, as if each were a line, and so is a sentence: no statement is as long, and
what is told of one by comparing all that stands in it takes time with the square of its length.
"""

_BREAKS = (
    re.compile(r"[。；;！？!?]|\.(?=\s)"),
    re.compile(r"[，、]|,(?!\d)"),
    re.compile(r"\s"),
    re.compile(r"(?<=\D)(?=\d)"),
)
"""Behind what a long line is cut, the best first: where nothing else parts it, before a number, so that none is torn."""


def cut_long(line: str) -> list[str]:
    """The line itself, or a very long one as pieces that read on from each other; nothing but blanks at their ends is lost."""
    found, start = [], 0
    while len(line) - start > LONGEST:
        end = next((end for stop in _BREAKS if (end := _last_end(stop, line, start))), start + LONGEST)
        found.append(line[start:end].strip() if start else line[start:end].rstrip())
        start = end
    found.append(line[start:].strip() if start else line)
    return [piece for piece in found if piece]


def _last_end(stop: re.Pattern[str], line: str, start: int) -> int:
    """Where the last stop ends in the second half of what may be one piece; 0 without one."""
    return max((match.end() for match in stop.finditer(line, start + LONGEST // 2, start + LONGEST)), default=0)


OPENING, CLOSING = tuple("（(〔【["), tuple("）)〕】]")
_BRACKET = re.compile(r"[（(〔【\[）)〕】\]]")


def bracketed(text: str) -> list[tuple[int, int]]:
    """Where the outermost brackets stand, themselves included: `a (b (c)) d` → (2, 9)."""
    found, depth, start = [], 0, 0
    for match in _BRACKET.finditer(text):
        if match[0] in OPENING:
            start = start if depth else match.start()
            depth += 1
        elif depth:
            depth -= 1
            if not depth:
                found.append((start, match.end()))
    return found


def has_open_bracket(text: str) -> bool:
    """Whether a text ends within brackets."""
    depth = 0
    for match in _BRACKET.finditer(text):
        depth = max(0, depth + (1 if match[0] in OPENING else -1))
    return depth > 0


def cut_outside(
    text: str, stops: str, opening: Collection[str] = OPENING, closing: Collection[str] = CLOSING
) -> list[str]:
    """The pieces of a text between any of the stops that stand outside brackets; the stops themselves are dropped."""
    pieces, depth, current = [], 0, ""
    for char in text:
        depth += (char in opening) - (char in closing)
        if char in stops and depth <= 0:
            pieces.append(current)
            current = ""
        else:
            current += char
    return [*pieces, current]


def content(text: str) -> str:
    """Letters, digits and Han only, narrow and lower case: what two wordings of one thing share."""
    return "".join(c for c in narrow(text).lower() if c.isalnum())


def bigrams(text: str) -> Counter[str]:
    """Counts of neighbouring character pairs of the content."""
    plain = content(text)
    return Counter(plain[i : i + 2] for i in range(len(plain) - 1))


def overlap(part: str, whole: str) -> float:
    """Share (0 to 1) of the first text's character pairs that the second has too."""
    ours = bigrams(part)
    total = sum(ours.values())
    if not total:
        return 1.0 if content(part) in content(whole) else 0.0
    return sum((ours & bigrams(whole)).values()) / total


def share(part: Counter[str], whole: Counter[str]) -> float:
    """Share (0 to 1) of the first counts that the second holds; 1 when there is nothing to hold."""
    total = part.total()
    return sum(min(count, whole[pair]) for pair, count in part.items()) / total if total else 1.0


def likeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1: shared character pairs over all (Dice)."""
    ours, theirs = bigrams(one), bigrams(other)
    total = sum(ours.values()) + sum(theirs.values())
    if not total:
        return 1.0 if content(one) == content(other) else 0.0
    return 2 * sum((ours & theirs).values()) / total


def count_characters(text: str) -> int:
    """Every character but blanks, punctuation included."""
    return sum(1 for c in text if not c.isspace())


def length(text: str, language: str) -> int:
    """Length of a text in what its language's offices count: characters in Chinese (`zh`), words between blanks in any other."""
    return count_characters(text) if language == "zh" else len(text.split())


def is_unicode(text: str) -> bool:
    """Whether no half of a character stands in the text, as a byte that is no UTF-8 becomes on a command line."""
    return not re.search("[\ud800-\udfff]", text)


_SURELY_PRINTABLE = re.compile(r"[\t\n\x20-\x7e\u2010-\u2027\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]*")


def printable(text: str) -> str:
    """The text without control characters and lone surrogates, tabs and line ends kept."""
    if _SURELY_PRINTABLE.fullmatch(text):  # nearly every text; a look at each character takes ten times as long
        return text
    return "".join(
        c for c in text if c in "\t\n" or unicodedata.category(c) not in {"Cc", "Cs", "Cf"} or c in "\u200d\ufe0f"
    )


NEVER = "(?!)"
"""A regular expression that matches nowhere: what an empty list comes to."""


def any_pattern(patterns: Iterable[str]) -> str:
    """A regular expression for any of several, tried in their order; an empty one counts for none."""
    return "|".join(filter(None, patterns)) or NEVER


def needed(pattern: str) -> tuple[str, ...]:
    """Chinese words of which one at least stands in every text where the pattern is found; an empty one where none can be told.

    Each alternative has its own: its longest that stands outside sets and groups, and may not be left out.
    """
    plain = re.sub(r"\\.|\[(?:\\.|[^\]\\])+\]", " ", pattern)
    while (outside := re.sub(r"\([^()]*\)", " ", plain)) != plain:
        plain = outside
    if re.search(r"[()\[\]]", plain):
        return ("",)
    runs = (re.findall(rf"[{HAN}]+(?![?*{{])", alternative) for alternative in plain.split("|"))
    return tuple(max(found, key=len, default="") for found in runs)


def trie_pattern(words: Collection[str]) -> str:
    """A regular expression for any of the words, the longest first, shared beginnings written once; for no word, one that never matches.

    Time to match is that of the text, however many words there are.
    """
    if not words:
        return NEVER
    root: dict[str, dict[str, object]] = {}
    for word in words:
        node: dict[str, object] = root  # type: ignore[assignment]  # a trie is a dict of itself
        for char in word:
            node = node.setdefault(char, {})  # type: ignore[assignment]  # the same
        node[""] = True
    return _trie_text(root)  # type: ignore[arg-type]  # the same


def _trie_text(node: dict[str, object]) -> str:
    ends = "" in node
    branches = [re.escape(char) + _trie_text(child) for char, child in node.items() if char and isinstance(child, dict)]
    if not branches:
        return ""
    body = branches[0] if len(branches) == 1 and not ends else f"(?:{'|'.join(branches)})"
    return f"{body}?" if ends else body
