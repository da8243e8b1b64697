"""Chinese notes to formal clauses: blanks, widths, colloquial words, years and units, and the verb a fragment lacks.

Rules never change a value; quotations and titles are left letter by letter. Wording stands in prompts/zh/language.toml.
"""

from __future__ import annotations

import re
from functools import cache

from drafter import text as texts
from drafter.languages.surface import SHELTERED, shelter, unshelter, without_shelters
from drafter.languages.zh.figures import read_figures
from drafter.languages.zh.rewording import reworded, wording
from drafter.languages.zh.signs import signs
from drafter.schema import Figure, PartName

_HALF_TO_FULL = {",": "，", ";": "；", ":": "：", "(": "（", ")": "）", "?": "？", "!": "！"}
_TAIL = re.compile("以上|以下|以内|之内|左右|上下")
_TRANSLATED_UNITS = {
    "立方米",
    "平方米",
    "公里",
    "公斤",
    "千瓦时",
    "兆瓦",
    "千瓦",
    "分钟",
    "平方公里",
    "厘米",
    "毫米",
    "小时",
    "吨",
}
_OTHER_SPELLING = re.compile(r"^(?:[A-Za-z]+[²³23]?|㎡|㎥|方|立方|平米|平方|平|千米)$")

_ARROW = r"(?:-+>|→|=>)\s*"
_EMOJI = re.compile("[\u2600-\u27bf\ufe0f\u200d\U0001f000-\U0001faff]")
_OF_A_WHOLE = re.compile("其中|共|累计|全年|^年|分别|均|各")
_OF_EACH = re.compile("[共每]|合计|总计|累计|其中|[人户平]均")
_NEGATIVE = re.compile(r"-\d[\d.,]*\s?(?:[%℃‰]|个?百分点)")
_TYPED_STOP = re.compile(r"[\s，。；：、,;:（()）]")
_SAID = re.compile("为|达|是|至|到|增|降|减|超|近")
_NO_VALUE = re.compile(r"^\d+[年月日]|^[^，。；]*(?:[以之][上下内]的|降至|提高到|[增升变]至|变为|[降升提减增]到)")
"""What follows a measure without being its value: a date, a class of them, a change that has its own verb."""
_OBJECT = re.compile(r"[约近超]?[\dXx][\d.]*[余多]?(?:个(?!次)|[名户家人件份处项起条辆台所座栋间])")
"""A count of what something is done to; a count of times is of doings."""
_HELD = re.compile("举办|举行|召开|开展")
_NEARLY = re.compile("[约近超]")
"""What says how exact a value is, and stands where 为 would."""
_THINGS = frozenset("个名处家户台项条座所件位辆套只间口栋份块盏部")
_LEFT_OVER = re.compile("(?:剩余?|余下?|[还尚仅只]有|[还仅]剩|[还尚]?缺|还差)$")
"""What is said before a number of things that are named behind it."""
_MARKS = "，。；、：！!?？ ·-—~"


@cache
def _asides() -> re.Pattern[str]:
    return re.compile(wording()["asides"])


def formal_clauses(text: str, period: str = "", part: PartName | None = None) -> tuple[str, ...]:
    """The clauses of a note in formal wording, without end punctuation; none is empty. A plan's are not told as done."""
    text = _curly_quotes(_EMOJI.sub("", _printed_width(text)))
    sheltered, quotes = shelter(text, texts.quoted_spans(text))
    figures = read_figures(sheltered)
    spaced = reworded(_close_blanks(_print_figures(sheltered, figures)), "rules_whole")
    spaced = signs(_years(_full_punctuation(spaced), period))
    make = _planned if part == "plans" else _formal
    clauses = [make(clause) for clause in texts.cut_outside(spaced, "，。；！？")]
    said = [clause for clause in clauses if not _asides().search(clause)]  # what is said to the writer is not printed
    return tuple(
        unshelter(clause, quotes) for clause in said or clauses if texts.content(clause) or (quotes and clause)
    )


def _formal(clause: str) -> str:
    """One clause in formal words, with the verb that it lacks."""
    bare = clause.rstrip(_MARKS) if _NEGATIVE.match(clause) else clause.strip(_MARKS)
    said = reworded(bare, "rules")
    return _complete(said.rstrip(_MARKS) if _NEGATIVE.match(said) else said.strip(_MARKS))


def _planned(clause: str) -> str:
    """A plan's clause: `开学前把跑道修了` → `开学前修缮跑道`; no 已 is put where none was typed."""
    said = _formal(reworded(clause, "rules_plans"))
    return said if "已" in clause else reworded(said, "undone")


def _printed_width(text: str) -> str:
    """Full-width digits and letters to ASCII; private-use characters, which shelter quotations, are dropped."""
    return without_shelters(texts.narrow_digits(text)).replace("\t", "  ").strip()


def _curly_quotes(text: str) -> str:
    """Straight double quotes to “ ” in pairs; an odd one is dropped; corner brackets to “ ”."""
    text = re.sub(r"\"([^\"\n]{1,60})\"", r"“\1”", text).replace("「", "“").replace("」", "”")
    return text.replace('"', "")


def _full_punctuation(text: str) -> str:
    """Half-width punctuation beside Chinese to full width (GB/T 15834); `、` for a slash between words."""
    han = f"[{texts.HAN}{SHELTERED}”》）%％‰]"
    text = re.sub(rf"(?<={han})\s*([,;:!?])\s*|\s*([,;:!?])\s*(?=[{texts.HAN}{SHELTERED}])", _fullwidth, text)
    text = re.sub(
        rf"(?<=[0-9])\s*([,;])\s*(?=[{texts.HAN}])|(?<=[0-9])\s*;\s*(?=[0-9])",
        lambda m: "，" if "," in m[0] else "；",
        text,
    )
    text = re.sub(r"\s*\(\s*", "（", text) if re.search(f"[{texts.HAN}]", text) else text
    text = re.sub(r"\s*\)\s*", "）", text) if "（" in text else text
    text = re.sub(rf"(?<=[{texts.HAN}])\s*[/|]\s*(?=[{texts.HAN}])", _slash, text)
    text = re.sub(rf"(?<=[{texts.HAN}）])[，\s]*[+＋&]\s*(?=[{texts.HAN}])", "和", text)
    text = re.sub(rf"(?<![由从\d.,])(\d[\d.,]*[{texts.HAN}%]{{0,3}})\s*{_ARROW}(?=\d)", r"由\1变为", text)
    text = re.sub(rf"(?<=[{texts.HAN}\d%])\s*{_ARROW}(?=\d)", "变为", text)
    text = re.sub(rf"(?<=[{texts.HAN}\d%）])\.(?=$|[{texts.HAN}])", "。", text)
    text = re.sub(r"([，。；：、！？])[，。；：、]+", r"\1", text)
    text = re.sub(
        r"[，、！？]\s*(?=（(?![一二三四五六七八九十\d]+）))", "", text
    )  # a bracket stands on what it explains
    text = re.sub(r"(?<=[^\d])：(?=\S)|(?<=\d)：(?=\D)", "，", text)
    text = re.sub(r"\.{3,}|…+", "", text)
    return re.sub(r"\s*([，。；：、！？）])\s*", r"\1", text)


def _slash(match: re.Match[str]) -> str:
    """`、` between words; a rate such as 8610元/平方米 keeps its slash."""
    return "/" if re.search(r"\d[\d.,]*(?:万|亿)?[一-鿿]{1,3}$", match.string[: match.start()]) else "、"


def _fullwidth(match: re.Match[str]) -> str:
    return _HALF_TO_FULL[(match[1] or match[2])]


def _print_figures(text: str, figures: tuple[Figure, ...]) -> str:
    """Each figure as print has it: no blanks and commas inside, units in Chinese, `次` never cut from its number."""
    pieces, last = [], 0
    for figure in figures:
        pieces += [text[last : figure.start], print_figure(figure)]
        last = figure.end
    return "".join([*pieces, text[last:]])


def print_figure(figure: Figure) -> str:
    """A figure as it is printed: `6,218万m3` → `6218万立方米`, `１２ 次` → `12次`."""
    text = texts.narrow_digits(figure.text).replace(" ", "")
    text = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", text)
    text = (
        re.sub(r"(?<=\d)号|(?<=月)([一二三四五六七八九十]{1,3}|\d{1,2})$", r"\1日", text)
        if figure.type == "date"
        else text
    )
    text = re.sub(r"^0(?=[1-9]月)|(?<=月)0(?=[1-9])", "", text) if figure.type == "date" else text
    text = re.sub(r"^(\d{1,2})[./](\d{1,2})$", r"\1月\2日", text) if figure.type == "date" else text
    if figure.type == "range":
        text = re.sub(r"(?<=[\d%人次个家户名万亿元])[-~—–]+(?=\d)", "～", text)
    if figure.type == "placeholder":
        text = re.sub(r"^(?:[xＸ×X]{1,4}|\*+|_+|[?？]+|○+)", "XX", text)
    unit = re.search(r"[A-Za-z]+[²³23]?$|㎡$|㎥$|(?:立方|平米|平方|千米|方|平)$", text)
    if unit and figure.unit in _TRANSLATED_UNITS and _OTHER_SPELLING.match(unit[0]):
        text = text[: unit.start()] + figure.unit
    return text


_THOUSANDS = re.compile(r"\d{3}(?!\d)(?![年月日号])")
"""What stands behind a blank inside a number (`1 280`); any other two numbers beside each other stay two."""


def _close_blanks(text: str) -> str:
    """Blanks in Chinese: wide ones and those after a figure part clauses, the others are typing."""
    text = re.sub(r"(?<=[^\s，。；：、,;:])\s{2,}(?=[^\s，。；：、,;:])", "，", text.strip())
    figures_end = {f.end: f for f in read_figures(text) if f.unit or f.type != "placeholder"}  # XX 大学 is a name
    out: list[str] = []
    for index, char in enumerate(text):
        if char != " ":
            out.append(char)
            continue
        left, right = text[:index].rstrip(), text[index + 1 :].lstrip()
        if not left or not right or not out or out[-1] in "，。；：、（“":
            continue
        if len(left) in figures_end and _TAIL.match(right):
            continue  # 30% 以上 is one expression
        if re.match("[A-Za-z0-9]", right[0]) and re.match("[A-Za-z0-9]", left[-1]) and not _THOUSANDS.match(right):
            out.append(" ")
        elif _parts_clauses(left, right, figures_end.get(len(left)), out):
            out.append("，")
    return "".join(out)


def _parts_clauses(left: str, right: str, figure: Figure | None, out: list[str]) -> bool:
    """Whether a blank in Chinese parts two clauses: behind a figure, or behind words of a clause that has one, or between two
    statements.
    """
    if re.match("[一二三四五六七八九]是", right):
        return True
    if (figure and figure.type == "date") or re.search("(?:月|日|底|初|季度|[前内])$", left):
        return False  # when it is to be done
    if not re.match(f"[{texts.HAN}{SHELTERED}]", right[0]):
        return figure is not None and not re.match("[A-Za-z0-9]", left[-1]) and _opening_figure(right) > 0
    if re.match("[是的做为]", right[0]):
        return False
    clause = re.split("[，。；：、]", "".join(out))[-1]
    if re.match("[给对向跟与为让请帮]", clause.strip()) and not _OF_EACH.match(right):
        return False  # what is done for those counted follows
    if figure and _counts_what_follows(left, right, figure):
        return False
    if (figure and not re.match("[A-Za-z]", left[-1])) or re.search("(?:不[住上够足到齐全稳]|不起来)$", left):
        return len(right) > 1
    if not re.match(f"[{texts.HAN})）]", left[-1]):
        return False
    return _has_figure(out) or _two_statements(left, right)


def _counts_what_follows(left: str, right: str, figure: Figure) -> bool:
    """Whether the thing that a figure counts stands behind the blank: `剩余1个 督察问题`, `新建2个 小区`, not `问题6个 完成5个`."""
    import rjieba  # a dictionary of 5 MB: a tenth of a second, only where lines are reworded

    thing, before = _TYPED_STOP.split(right)[0], _TYPED_STOP.split(left[: figure.start].strip())[-1]
    if figure.unit not in _THINGS or len(thing) < 2 or read_figures(thing):
        return False
    kinds = [kind[0] for _, kind in rjieba.tag(thing)]
    deed = re.fullmatch(f"{wording()['double']}|涉及", before) is not None and kinds[0] in "nlab"
    return kinds[-1] in "nl" and (deed or _LEFT_OVER.search(before) is not None)


def _two_statements(left: str, right: str) -> bool:
    """Whether the words before and behind a blank each say something of something, as no name, caption or object does."""
    before, behind = _TYPED_STOP.split(left)[-1], _TYPED_STOP.split(right)[0]
    if len(before) < 4 or len(behind) < 3 or re.search(rf"(?:{wording()['double']}|把[^了]{{1,4}})$", before):
        return False
    return _states(before) and _states(behind) and _opening_figure(behind) < len(behind) - 1


def _opening_figure(words: str) -> int:
    """How many characters the figure has that the words begin with; 0 without one."""
    return next((figure.end for figure in read_figures(words) if figure.start == 0 and figure.type != "code"), 0)


def _states(words: str) -> bool:
    """Whether a figure, a verb, an adjective or an idiom is among the words."""
    import rjieba  # a dictionary of 5 MB: a tenth of a second, only where lines are reworded

    kinds = {kind for _, kind in rjieba.tag(words)}
    return (
        bool(read_figures(words))
        or words[-1] in "多少"
        or any(re.match("v(?!n)|a(?!n)|ul|[li]$", kind) for kind in kinds)
    )


def _has_figure(out: list[str]) -> bool:
    """Whether the running clause already holds a number that is no date, so that a blank after it parts clauses."""
    clause = re.sub(r"[（(][^（）()]*[）)]", "", re.split("[，。；：、]", "".join(out))[-1])
    return bool(re.search(r"\d(?!\d*[年月日])|XX", clause)) and len(clause) > 4


def _years(text: str, period: str) -> str:
    """`25年3月` → `2025年3月`; 今年, 去年, 明年 by the period, where it is one year."""
    text = re.sub(
        r"(?<![\d年.,])([123]\d)年(?=底|初|末|度|全年|[上下]半年|第?[一二三四]季度|\d{1,2}月)", r"20\1年", text
    )
    if not re.search(r"[去上前]年|20\d\d年", text):  # the report is of one year; it is named where others are
        text = re.sub(r"(?:^|(?<=[，。；]))今年(?=[^，。；以上下来])", "", text)
    if re.fullmatch(r"20\d\d", period):
        year = int(period)
        text = re.sub(
            rf"(?<![\d.,])(?:{year % 100}|{year % 100 + 1})年(?=[，：开新共召组举完实投获累全])",
            lambda m: f"20{m[0]}",
            text,
        )
        for word, value in (("今年", year), ("去年", year - 1), ("明年", year + 1)):
            text = re.sub(rf"{word}(?:的)?(?={value}年)", "", text)
        text = re.sub("今年(?!级|度)", f"{year}年", text)
        text = re.sub("明年(?!级|度)", f"{year + 1}年", text)
    return re.sub("(?<!过)去年(?!级|度)", "上年", text)


def _complete(clause: str) -> str:
    """Give a nominal fragment its verb: `主题党日12次` → `开展主题党日12次`, `覆盖率92%` → `覆盖率为92%`."""
    if clause.count("（") != clause.count("）"):
        clause = re.sub("，+", "，", clause.replace("（", "，").replace("）", "")).strip("，")
    match = re.match(rf"([^\dXx约近超{SHELTERED}]{{2,14}})(?=[约近超]?[\dXx])", clause)
    if not match:
        return clause
    noun, rest = match[1], clause[match.end() :]
    if _OF_A_WHOLE.search(noun):
        return clause
    if noun != "支出" and re.search(rf"{wording()['measures']}$", noun) and not _SAID.search(noun[-2:]):
        direct = re.search(wording()["governing"], noun) or _NEARLY.match(rest) or _NO_VALUE.search(rest)
        return clause if direct else f"{noun}为{rest}"
    doer = re.sub(wording()["leading"], "", _without_tail(noun))
    if re.search(wording()["verb_words"], doer):
        return clause
    if re.match(r"[约近超]?[\d.,～~-]+\s*[%％‰分元万亿]", rest) or _HELD.search(rest):
        return clause  # a rate or a sum is no count of doings, and some have their verb behind the date
    if re.search(wording()["transitive"], noun) and _OBJECT.match(rest):
        return clause  # 抽查200份 has its verb; 抽查3次 has none
    for tail, verb in wording()["verbs"]:
        if noun.startswith(verb):
            return clause
        if (doing := re.search(f"{tail}$", noun)) and verb not in wording()["verbs_off"]:
            start = doing.start() if re.match(wording()["leading"], noun) else 0
            return f"{clause[:start]}{verb}{clause[start:]}"
    return clause


def _without_tail(noun: str) -> str:
    """A noun without the word at its end that names an activity, so that the activity itself counts as no verb."""
    for tail, _ in wording()["verbs"]:
        if match := re.search(f"{tail}$", noun):
            return noun[: match.start()]
    return noun
