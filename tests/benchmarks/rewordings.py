"""True rewordings, by rule and by seed, for the faithfulness benchmark: synonyms, order of clauses, forms of numbers, links.

What is said stays said; only the wording moves. Nothing inside “…” or 《》 is touched.
"""

import re
from decimal import Decimal

from tests.benchmarks.corruptions import HAN, quoted

SYNONYMS = {
    "zh": (
        ("推进", "推动"), ("提升", "提高"), ("加强", "强化"), ("开展", "组织开展"), ("完成", "顺利完成"), ("建立", "建立起"), ("落实", "抓好落实"),
        ("扎实", "切实"), ("加快", "加速"), ("深入", "深化"), ("优化", "改善"), ("解决", "化解"), ("促进", "带动"), ("保障", "保证"), ("重点", "着重"),
        ("持续", "不断"), ("全面", "全方位"), ("有效", "有力"), ("实施", "组织实施"), ("增长", "提升"), ("下降", "降低"), ("达到", "达"),
        ("超过", "超"), ("稳定", "平稳"), ("坚持", "始终坚持"), ("严格", "从严"), ("健全", "完善"), ("支持", "扶持"), ("培育", "培养"), ("建设", "打造"),
    ),
    "en": (
        ("helped", "supported"), ("held", "ran"), ("began", "started"), ("completed", "finished"), ("about", "around"), ("people", "individuals"),
        ("received", "was given"), ("opened", "launched"), ("more than", "over"), ("almost", "nearly"), ("increased", "rose"), ("fell", "dropped"),
        ("children", "young children"), ("also", "in addition"), ("worked", "cooperated"), ("needed", "required"), ("repaired", "mended"),
        ("local", "neighbourhood"), ("agreed", "decided"), ("because", "since"), ("a third of", "one third of"), ("bought", "purchased"),
    ),
}  # fmt: skip
LINKS = {
    "zh": {"achievements": ("同时，", "此外，", "一年来，", "在此基础上，", "与此同时，", ""), "problems": ("", "同时，", "此外，"), "plans": ("同时，", "此外，", "")},
    "en": {"achievements": ("In addition, ", "Over the year, ", "At the same time, ", ""), "problems": ("", "In addition, "), "plans": ("In addition, ", "")},
}  # fmt: skip
DIGITS = "零一二三四五六七八九"


def reword(text, rng, language):
    """One fact's sentence in other words, without its final stop."""
    stops = "。；！" if language == "zh" else ". "
    body = shuffle_clauses(other_numbers(text, rng) if language == "zh" else text, rng)
    return swap_synonyms(body, rng, SYNONYMS[language]).rstrip(stops)


def link(part, rng, language):
    """What a merged sentence may open with."""
    return rng.choice(LINKS[language][part])


def join(pieces, opener, language):
    """One sentence of several reworded facts."""
    if language == "zh":
        return opener + "；".join(pieces) + "。"
    text = "; ".join(pieces) + "."
    # a word that is a name keeps its capital; others become small after the link
    return opener + (
        text[0].lower() + text[1:]
        if opener and re.match(r"(We|The|A|An|In|On|Our|This|Of|By|It|There|They) ", text)
        else text
    )


def swap_synonyms(text, rng, table):
    for old, new in table:
        pattern = re.escape(old) if HAN.search(old) else rf"\b{re.escape(old)}\b"
        for match in reversed(list(re.finditer(pattern, text))):
            if rng.random() < 0.35 and not quoted(text, match.start()) and new not in text:
                text = text[: match.start()] + new + text[match.end() :]
    return text


def shuffle_clauses(text, rng):
    """Clauses between semicolons in another order."""
    clauses = text.rstrip("。；！").split("；")
    if len(clauses) > 1 and "“" not in text and "：" not in text and rng.random() < 0.5:
        rng.shuffle(clauses)
        return "；".join(clauses) + "。"
    return text


def other_numbers(text, rng):
    """Some numbers in another form of the same value."""

    def other(match):
        value, unit = match[1], match[2]
        if rng.random() > 0.25 or quoted(text, match.start()):
            return match[0]
        if unit == "%":
            return match[0] if "." in value else f"百分之{value}"
        if unit == "亿元" and Decimal(value) < 10:
            return f"{(Decimal(value) * 10000).normalize():f}万元"
        if unit == "万元" and Decimal(value) % 100 == 0 and Decimal(value) >= 1000:
            return f"{(Decimal(value) / 10000).normalize():f}亿元"
        if unit in "次场个家项名条" and value.isdigit() and 1 < int(value) < 100:
            return numeral(int(value)) + unit
        return match[0]

    return re.sub(
        r"(?<![\d.~～—+-])(\d+(?:\.\d+)?)(亿元|万元|%|次|场|个(?!百分)|家|项|名|条)(?![\d~～—-])", other, text
    )


def numeral(value):
    """2 to 99 as written before a measure word."""
    if value == 2:
        return "两"
    tens, ones = divmod(value, 10)
    return (("" if tens == 1 else DIGITS[tens]) + "十" if tens else "") + (DIGITS[ones] if ones or not tens else "")
