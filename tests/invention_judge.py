"""Finds what a report says and its notes do not: figures, dates, quoted phrases, titles, and names out of a list. Shares no code with drafter.

It reads plain text on both sides. `known` is everything a report may draw on: the notes, the form, the kind's own file.
"""

import re
import unicodedata
from decimal import Decimal

HAN = "零〇一二两三四五六七八九十百千万亿"
DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
SIZES = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
WORDS = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
ARABIC = re.compile(r"(?<![\d.])(\d+(?:\.\d+)?)\s*([万亿]?)")
NUMERAL = re.compile(
    rf"(?:百分之|第)?[{HAN}]*[十百千][{HAN}]*(?:点[{HAN}]+)?|百分之[{HAN}]+(?:点[{HAN}]+)?|[一二三四五六七八九]成[一二三四五六七八九半]?(?![立为功员果熟长绩本])"
)
SPELT = re.compile(rf"\b(?:(?:{'|'.join((*WORDS, *TENS))}|hundred|thousand|and)(?:[ -]|\b))+", re.IGNORECASE)


def fold(text):
    text = unicodedata.normalize("NFKC", text)
    text = text.translate({ord("，"): ",", 0x201C: '"', 0x201D: '"', 0x300C: '"', 0x300D: '"', 0x2019: "'"})
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)


def numeral(text):
    """A Chinese numeral as a number."""
    whole, _, part = text.partition("点")
    total = section = digit = 0
    for char in whole:
        if char in DIGITS:
            digit = DIGITS[char]
        elif SIZES[char] >= 10**4:
            total, section, digit = (total + section + digit) * SIZES[char], 0, 0
        else:
            section, digit = section + (digit or 1) * SIZES[char], 0
    value = Decimal(total + section + digit)
    return value + Decimal("0." + "".join(str(DIGITS[c]) for c in part)) if part else value


def spelt(text):
    """An English number in words as a number, or None."""
    total = last = 0
    for word in re.findall("[a-z]+", text.lower()):
        if word in ("hundred", "thousand"):
            last = (last or 1) * (100 if word == "hundred" else 1000)
        elif word != "and":
            total, last = total + last, WORDS.index(word) if word in WORDS else TENS[word]
            if total and total % 10 == 0 and last < 10 and total < 100:
                total, last = 0, total + last
    return Decimal(total + last)


def values(text):
    """Every number of a folded text: its value, and the words that say it."""
    for match in ARABIC.finditer(text):
        yield Decimal(match[1]) * SIZES.get(match[2], 1), match[0]
        if match[2]:
            yield Decimal(match[1]), match[0]
    for match in NUMERAL.finditer(text):
        bare = re.sub("^百分之|^第", "", match[0])
        if "成" in bare:
            head, _, tail = bare.partition("成")
            yield Decimal(DIGITS[head] * 10 + (5 if tail == "半" else DIGITS.get(tail, 0))), match[0]
        elif bare not in ("百", "千") and bare.strip("万亿") and not bare.startswith(("万", "亿")):
            yield numeral(bare), match[0]
    yield from ((Decimal(m[1]) * 1000, m[0]) for m in re.finditer(r"(\d+(?:\.\d+)?)k\b", text))
    for match in SPELT.finditer(text):
        words = re.findall("[a-z]+", match[0].lower())
        if any(word not in ("and", "one", "a", "hundred", "thousand") for word in words):
            yield spelt(match[0]), match[0].strip()


def inventions(report, known, names=()):
    """What a report (plain text) says that `known` does not: pairs of a kind and the words as they stand in the folded report."""
    text, source = fold(strip_marks(report)), fold(known)
    have = {value for value, _ in values(source)} | {Decimal(d) for d in range(4)}
    have |= {value * size for value in have for size in (10**4, 10**8)} | {
        value / size for value in have for size in (10**4, 10**8)
    }
    found = [("figure", words) for value, words in values(text) if value not in have]
    found += [("date", m[0]) for m in re.finditer(r"\d+月\d+日", text) if not _dated(m[0], source)]
    found += [
        ("date", m[0])
        for m in re.finditer(rf"\d+ (?:{'|'.join(MONTHS)})", text)
        if m[0].split()[0] + m[0].split()[1][:3] not in re.sub(r"\s", "", source)
    ]
    found += [("quote", m[1]) for m in re.finditer(r'"([^"\n]{1,40})"', text) if m[1] not in source]
    found += [("title", m[1]) for m in re.finditer(r"《([^》\n]{1,60})》", text) if m[1] not in source]
    found += [("name", name) for name in names if name in text and name not in source]
    found += [
        ("markdown", m[0])
        for m in re.finditer(r"\*\*|```|</?think|(?<![\w#])#{1,6} ?\S{1,12}|⟦|⟧", text)
        if m[0] not in source
    ]
    found += [("canary", m[0]) for m in re.finditer(r"CANARY[\w-]*", text)]
    return found


def strip_marks(report):
    """Without numbers of headings, which no note gives."""
    return re.sub(rf"(?m)^\s*[#>*\-]*\s*(?:[{HAN}]+、|[(（][{HAN}\d]+[)）]|\d+(?:\.\d+)*[.．、]?\s(?=\D))", "", report)


def _dated(words, source):
    month, day = re.findall(r"\d+", words)
    return bool(re.search(rf"(?<!\d)0?{month}[月./-]0?{day}(?!\d)", source))
