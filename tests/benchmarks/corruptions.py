"""Single lies, by rule and by seed, for the faithfulness benchmark; nothing here knows the checker.

Each corruption takes a true sentence and a random source and gives the sentence with one thing changed, or None where it does not
apply. The word lists are this file's own.
"""

import re
from decimal import Decimal

HAN = re.compile("[一-鿿]")
UNITS = "个百分点|%|万亿元|亿元|万元|亿美元|万吨|亿吨|万亩|万人|万户|万套|公里|个|家|人|次|项|件|名|亩|户|所|座|套|场"
COUNTED = rf"(?<![\d.,+])(\d+(?:,\d{{3}})*(?:\.\d+)?)({UNITS}| per cent| [a-z]+)(?![多余])"
NUMBER = re.compile(r"(?<![\d.A-Za-z+])(\d+(?:\.\d+)?)(?!\d|\.\d|[A-Za-z年届号+])")
NUMERAL = re.compile(
    r"(?<![第〇零一二三四五六七八九十百千万])([二三四五六七八九]?十[一二三四五六七八九]?)(?=[次场家项名条座件户]|个(?!百分))"
)


def alter_digit(text, rng):
    """One digit, or one numeral, of one number becomes another."""
    found = [m for m in (*NUMBER.finditer(text), *NUMERAL.finditer(text)) if not quoted(text, m.start())]
    if not found:
        return None
    match = rng.choice(found)
    if match[1][0].isdigit():
        at = rng.choice([i for i in range(match.start(), match.end()) if text[i].isdigit()])
        new = rng.choice([d for d in "0123456789" if d != text[at] and not (d == "0" and at == match.start())])
    else:
        at = rng.choice([i for i in range(match.start(), match.end()) if text[i] != "十"] or [match.start()])
        new = rng.choice([d for d in "二三四五六七八九" if d != text[at]]) + ("十" if text[at] == "十" else "")
    return text[:at] + new + text[at + 1 :]


SWAPS = {
    "万元": "亿元", "亿元": "万元", "万亿元": "亿元", "亿美元": "亿元", "%": "个百分点", "个百分点": "%", "公里": "米", "万人": "人", "万吨": "吨",
    "万亩": "亩", "亩": "平方公里", "万户": "户", "亿吨": "万吨", "万千瓦": "千瓦", "万套": "套", "亿立方米": "立方米", "小时": "分钟",
    "hectares": "square metres", "km": "m", "tonnes": "kg", "pupils": "schools", "million": "thousand", "per cent": "percentage points",
    "percentage points": "per cent", "hours": "minutes", "miles": "metres", "days": "weeks", "weeks": "months", "kg": "tonnes", "litres": "cubic metres",
}  # fmt: skip


def swap_unit(text, rng):
    units = "|".join(sorted(SWAPS, key=len, reverse=True))
    found = [m for m in re.finditer(rf"(?<=\d)\s?({units})(?![a-z以])", text) if not quoted(text, m.start())]
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.start(1)] + SWAPS[match[1]] + text[match.end(1) :]


def change_year(text, rng):
    found = list(re.finditer(r"(?<!\d)(20[0-3]\d)(?=年|\b)", text))
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.start()] + str(int(match[1]) + rng.choice((-2, -1, 1, 2))) + text[match.end() :]


def swap_inside(text, rng):
    """Two numbers of one unit change places inside the sentence."""
    found = [m for m in re.finditer(COUNTED, text) if not quoted(text, m.start())]
    pairs = [(a, b) for a in found for b in found if a.start() < b.start() and a[2] == b[2] and a[1] != b[1]]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return text[: a.start(1)] + b[1] + text[a.end(1) : b.start(1)] + a[1] + text[b.end(1) :]


def swap_between(text, other, rng):
    """A number of each sentence, of one unit, change places; both new sentences, or None."""
    ours, theirs = ([m for m in re.finditer(COUNTED, s) if not quoted(s, m.start())] for s in (text, other))
    pairs = [
        (a, b) for a in ours for b in theirs if a[2] == b[2] and a[1] != b[1] and b[0] not in text and a[0] not in other
    ]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return text[: a.start(1)] + b[1] + text[a.end(1) :], other[: b.start(1)] + a[1] + other[b.end(1) :]


def invent_statistic(text, rng):
    """A figure nobody gave: a clause of its own at the end of a true sentence."""
    number, more = rng.randint(13, 987), rng.randint(1100, 98000)
    if HAN.search(text):
        what = rng.choice(("其中{n}{u}获得市级以上表彰", "惠及群众{m}人", "带动投资{m}万元", "累计组织各类活动{n}场次", "满意率达到{p}%",
                           "同比增长{p}%", "覆盖{n}个村（社区）", "节约资金{n}万元", "培训骨干{n}人次", "排查隐患{n}处"))  # fmt: skip
        clause = what.format(n=number, m=more, p=f"{rng.randint(11, 98)}.{rng.randint(1, 9)}", u=rng.choice("项个家"))
        return text.rstrip("。；！") + "，" + clause + "。"
    what = rng.choice(("reaching {m:,} residents", "an increase of {p} per cent", "with {n} volunteers taking part", "saving £{m:,}", "across {n} sites",
                       "and {n} people signed up"))  # fmt: skip
    return text.rstrip(". ") + ", " + what.format(n=number, m=more, p=rng.randint(11, 98)) + "."


def statistic_of_its_own(language, rng):
    """A whole sentence of invented figures."""
    if language == "zh":
        subject = rng.choice(("开展专项检查", "举办业务培训", "走访服务企业", "整改问题隐患", "接待群众来访", "发放宣传资料", "新增就业岗位", "办理建议提案", "修缮校舍", "组织义诊", "签约项目"))  # fmt: skip
        return f"全年累计{subject}{rng.randint(13, 987)}{rng.choice('次场家项')}，覆盖{rng.randint(1100, 98000)}人次。"
    what = rng.choice(
        (
            "workshops",
            "home visits",
            "inspections",
            "training days",
            "meetings",
            "advice sessions",
            "guided walks",
            "repairs",
        )
    )
    return f"In total we held {rng.randint(13, 987)} {what}, which reached {rng.randint(1100, 9800):,} residents."


CLAIMS = {
    "zh": ("相关做法得到上级主要领导批示肯定。", "该项工作走在全国同类地区前列，获评年度先进集体。", "群众满意度明显提高，经验材料在全省推广。", "各类矛盾得到根本解决，历史遗留问题全部清零。",
           "有关经验被省电视台专题报道。", "全年实现零事故、零投诉、零上访。"),
    "en": ("The minister praised the approach in public.", "The work was named the best of its kind in the country.", "Residents now feel safer than ever before.",
           "A national newspaper carried a full-page story about the scheme.", "There were no complaints or accidents at all."),
}  # fmt: skip
NEARS = {
    "超过": "近", "超": "近", "近": "超", "约": "超", "不足": "超过", "突破": "接近", "接近": "超过", "逾": "近", "不到": "超过", "至少": "至多", "不低于": "不高于",
    "nearly": "more than", "over": "nearly", "more than": "nearly", "about": "more than", "almost": "over", "at least": "at most", "fewer than": "more than",
    "less than": "more than", "just under": "well over", "up to": "at least",
}  # fmt: skip


def flip_near(text, rng):
    """近 becomes 超 and the like: the word before a number, or 余, 多, 以上 behind it."""
    words = "|".join(sorted(NEARS, key=len, reverse=True))
    found = [(m.start(1), m.end(1), NEARS[m[1]]) for m in re.finditer(rf"(?<![a-z])({words})\s?(?=£?\d)", text) if not text[: m.start()].endswith(("最", "附", "靠", "临", "大"))]  # fmt: skip
    found += [
        (m.start(), m.end(), f"近{m[1]}")
        for m in re.finditer(r"(?<![\d.近超约过])(\d[\d.]*[万亿]?)[余多](?=[个家项次人件名亩万亿户元所])", text)
    ]
    found += [(m.start(1), m.end(1), "以下") for m in re.finditer(rf"\d(?:{UNITS})(以上)", text)]
    found = [edit for edit in found if not quoted(text, edit[0])]
    if not found:
        return None
    start, end, new = rng.choice(found)
    return text[:start] + new + text[end:]


def round_silently(text, rng):
    """46次 becomes 近50次, 50次 or 约50次; 8374.2 becomes 8374 or 8400."""
    unit = "(?=[个家项次人件名亿万亩户所座场公吨%]| [a-z])"
    found = [
        m
        for m in re.finditer(rf"(?<![\d.,近约超过足破到逾于+—-])(\d{{2,7}}(?:\.\d+)?){unit}", text)
        if Decimal(m[1]) % 10
    ]
    found = [
        m
        for m in found
        if not quoted(text, m.start()) and not re.search(r"(第|nearly |over |than |about |almost )$", text[: m.start()])
    ]
    if not found:
        return None
    match = rng.choice(found)
    whole = int(Decimal(match[1]))
    size = 10 ** max(1, len(str(whole)) - 1 - rng.randint(0, 1))
    up = (whole // size + 1) * size
    down = whole // size * size
    near, about = ("近", "约") if HAN.search(text) else ("nearly ", "about ")
    options = [f"{near}{up}", str(up), f"{about}{up}"] + ([str(down), f"{about}{down}"] if down else [])
    if "." in match[1]:
        options += [str(whole), str(whole + 1)] * 2
    return text[: match.start()] + rng.choice(options) + text[match.end() :]


def alter_quote(text, rng):
    """A letter inside “…” or 《…》 becomes another, goes, or comes twice."""
    found = [m for m in re.finditer(r"[“《]([^”》]{2,30})[”》]", text) if re.search(r"\w", m[1])]
    if not found:
        return None
    match = rng.choice(found)
    at = rng.choice([i for i in range(match.start(1), match.end(1)) if text[i].isalnum()])
    letters = (
        "新城安民路天水合心力美治实" if ord(text[at]) > 255 else "3456789" if text[at].isdigit() else "abcdehiklmnorstu"
    )
    new = rng.choice([rng.choice([c for c in letters if c != text[at]])] * 3 + ["", text[at] * 2])
    return text[:at] + new + text[at + 1 :]


FLIPS = (
    ("增长", "下降"), ("提高", "降低"), ("上升", "下降"), ("增加", "减少"), ("下降", "增长"), ("降低", "提高"), ("减少", "增加"), ("提升", "下降"),
    ("扩大", "缩小"), ("缩小", "扩大"), ("收窄", "扩大"), ("回升", "回落"), ("上涨", "下跌"), ("高于", "低于"), ("低于", "高于"), ("压减", "增加"),
    ("压缩", "延长"), ("缩短", "延长"), ("净增", "净减"), ("新增", "减少"), ("攀升", "下滑"), ("增至", "减至"), ("增幅", "降幅"), ("增速", "降幅"),
    ("increased", "decreased"), ("rose", "fell"), ("fell", "rose"), ("grew", "shrank"), ("higher", "lower"), ("lower", "higher"),
    ("dropped", "climbed"), ("growth", "decline"), ("up from", "down from"), ("down from", "up from"), ("declined", "grew"), ("shorter", "longer"),
    ("reduced", "raised"), ("increase", "decrease"), ("cut", "raised"), ("climbed", "dropped"), ("gained", "lost"), ("rise", "fall"), ("down by", "up by"),
    ("up by", "down by"),
)  # fmt: skip


def flip_direction(text, rng):
    found = [(m.start(), old, new) for old, new in FLIPS for m in re.finditer(rf"(?<![a-z]){old}(?![a-z])", text)
             if re.match(r"[^，。；,;.]{0,8}\d|[ a-z]{1,30}\d", text[m.end() :]) and not quoted(text, m.start())]  # fmt: skip
    if not found:
        return None
    at, old, new = rng.choice(found)
    return text[:at] + new + text[at + len(old) :]


VERBS = "完成|实现|推进|加强|开展|建成|落实|提升|新增|健全|出台|解决|通过|获得|发生|形成|达到|实施|举办|培育|引进|召开|启动|投用|覆盖|修订|兑现|查处|化解"


def negate(text, rng):
    if HAN.search(text):
        found = [m for m in re.finditer(rf"(?<![未不没无能])({VERBS})", text) if not quoted(text, m.start())]
        return (
            None
            if not found
            else insert(text, rng.choice(found).start(), rng.choice(("未", "未", "未能", "没有", "尚未")))
        )
    found = list(re.finditer(r"\b(was|were|has|have|is|are|will|had|can)\b(?! not)", text))
    return None if not found else insert(text, rng.choice(found).end(), rng.choice((" not", " not yet", " never")))


def tell_as_done(text, rng):
    """A plan or a thing under way becomes a thing done."""
    if HAN.search(text):
        found = [m for m in re.finditer("推进|谋划|推动|筹建|启动|加快|拟|计划|力争|争取|着力|筹备|筹划|着手|抓紧|继续|将(?=[建完开举实推])", text) if not quoted(text, m.start())]  # fmt: skip
        if not found:
            return None
        match = rng.choice(found)
        return (
            text[: match.start()]
            + rng.choice(("建成", "完成", "已完成", "全面建成", "已", "顺利完成", "如期实现"))
            + text[match.end() :]
        )
    found = list(
        re.finditer(r"\b(?:will|plan to|aim to|intend to|hope to|are to|is to|are going to) (?:be )?(\w+)", text)
    )
    if not found:
        return None
    match = rng.choice(found)
    done = match[1] if match[1].endswith("ed") else match[1] + ("d" if match[1].endswith("e") else "ed")
    return (
        text[: match.start()]
        + rng.choice(("have successfully ", "have already ", "have "))
        + done
        + text[match.end() :]
    )


def drop_clause(text, rng):
    """A clause between stops is left out; gives the new text."""
    pieces = re.split("(?<=[，；])", text) if HAN.search(text) else re.split("(?<=[,;] )", text)
    inside = [
        quoted(text, sum(map(len, pieces[: i + 1]))) or quoted(text, sum(map(len, pieces[:i])))
        for i in range(len(pieces))
    ]
    found = [
        i
        for i, piece in enumerate(pieces)
        if len(piece) >= (9 if HAN.search(piece) else 20) and not inside[i] and "：" not in piece
    ]
    if len(pieces) < 2 or not found:
        return None
    at = rng.choice(found)
    rest = "".join(pieces[:at] + pieces[at + 1 :])
    return rest if len(rest) >= 6 else None


def fill_placeholder(text, rng):
    """XX in a true sentence becomes a number."""
    return re.sub("XX", str(rng.randint(12, 980)), text, count=1) if "XX" in text else None


def insert(text, at, word):
    return text[:at] + word + text[at:]


def quoted(text, at):
    """Whether a place stands inside “…” or 《…》."""
    return text[:at].count("“") > text[:at].count("”") or text[:at].count("《") > text[:at].count("》")
