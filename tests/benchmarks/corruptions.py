"""True rewordings and single lies, by rule and by seed, for the faithfulness benchmark; nothing here knows the checker.

A rewording keeps what is said; a corruption changes one thing in one sentence. Each takes a sentence and a random source and
gives the new sentence, or None where it does not apply.
"""

import re
from decimal import Decimal

ZH_SYNONYMS = (
    ("推进", "推动"), ("提升", "提高"), ("加强", "强化"), ("开展", "组织开展"), ("完成", "顺利完成"), ("建立", "建立起"), ("落实", "抓好落实"),
    ("扎实", "切实"), ("加快", "加速"), ("深入", "深化"), ("优化", "改善"), ("解决", "化解"), ("促进", "带动"), ("保障", "保证"), ("重点", "着重"),
    ("持续", "不断"), ("全面", "全方位"), ("有效", "有力"), ("实施", "组织实施"), ("增长", "提升"), ("下降", "降低"), ("达到", "达"),
    ("超过", "超"), ("稳定", "平稳"), ("坚持", "始终坚持"), ("严格", "从严"), ("健全", "完善"), ("支持", "扶持"), ("培育", "培养"), ("建设", "打造"),
)  # fmt: skip
EN_SYNONYMS = (
    ("helped", "supported"), ("held", "ran"), ("began", "started"), ("completed", "finished"), ("about", "around"), ("people", "individuals"),
    ("received", "was given"), ("opened", "launched"), ("more than", "over"), ("almost", "nearly"), ("increased", "rose"), ("fell", "dropped"),
    ("children", "young children"), ("children", "pupils"), ("also", "in addition"), ("worked", "cooperated"), ("needed", "required"),
)  # fmt: skip
ZH_LINKS = ("同时，", "此外，", "一年来，", "在此基础上，", "与此同时，", "")
EN_LINKS = ("In addition, ", "Over the year, ", "At the same time, ", "")
DIGITS = "零一二三四五六七八九"


# --- true rewordings


def reword_zh(sentences, rng):
    """One sentence out of one to three, reworded: links, order of clauses, synonyms, forms of numbers."""
    pieces = [_shuffled(_synonyms(_numbers(text, rng), rng, ZH_SYNONYMS), rng) for text in sentences]
    return rng.choice(ZH_LINKS) + "；".join(piece.rstrip("。；！") for piece in pieces) + "。"


def reword_en(sentences, rng):
    pieces = [_synonyms(text, rng, EN_SYNONYMS) for text in sentences]
    text = "; ".join(piece.rstrip(". ") for piece in pieces) + "."
    return rng.choice(EN_LINKS) + text


def _synonyms(text, rng, table):
    quoted = [match.span() for match in re.finditer("“[^”]*”|《[^》]*》", text)]
    for old, new in table:
        for match in reversed(list(re.finditer(re.escape(old), text))):
            inside = any(start <= match.start() < end for start, end in quoted)
            if rng.random() < 0.35 and not inside and new not in text:
                text = text[: match.start()] + new + text[match.end() :]
                quoted = [m.span() for m in re.finditer("“[^”]*”|《[^》]*》", text)]
    return text


def _shuffled(text, rng):
    """Clauses between semicolons in another order."""
    body, stop = text.rstrip("。；！"), text[len(text.rstrip("。；！")) :]
    clauses = body.split("；")
    if len(clauses) > 1 and "“" not in body and rng.random() < 0.5:
        rng.shuffle(clauses)
    return "；".join(clauses) + stop


def _numbers(text, rng):
    """Some numbers in another form of the same value."""

    def other(match):
        value, unit = match[1], match[2]
        if rng.random() > 0.25 or ("." in value and unit == "%"):
            return match[0]
        if unit == "%":
            return f"百分之{value}"
        if unit == "亿元" and Decimal(value) < 10:
            return f"{(Decimal(value) * 10000).normalize():f}万元"
        if unit == "万元" and Decimal(value) % 100 == 0 and Decimal(value) >= 1000:
            return f"{(Decimal(value) / 10000).normalize():f}亿元"
        if unit in "次场个家项名条" and value.isdigit() and 1 < int(value) < 100:
            tens, ones = divmod(int(value), 10)
            head = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
            return head + (DIGITS[ones] if ones or not tens else "") + unit
        return match[0]

    return re.sub(r"(?<![\d.~～—-])(\d+(?:\.\d+)?)(亿元|万元|%|次|场|个(?!百分)|家|项|名|条)(?![\d~～—-])", other, text)


# --- lies: one thing in one sentence is changed


NUMBER = re.compile(r"(?<![\d.A-Za-z“])(\d+(?:\.\d+)?)(?![\d.]|[A-Za-z年月日届号]|个百分)")


def alter_digit(text, rng):
    found = [m for m in NUMBER.finditer(text) if not _quoted(text, m.start())]
    if not found:
        return None
    match = rng.choice(found)
    at = rng.choice([i for i in range(match.start(), match.end()) if text[i].isdigit()])
    new = rng.choice([d for d in "0123456789" if d != text[at] and not (d == "0" and at == match.start())])
    return text[:at] + new + text[at + 1 :]


def swap_unit(text, rng):
    pairs = {"万元": "亿元", "亿元": "万元", "%": "个百分点", "个百分点": "%", "公里": "米", "万人": "人", "万吨": "吨", "亿美元": "万美元",
             "hectares": "square metres", "km": "m", "tonnes": "kg", "pupils": "schools", "million": "thousand", "per cent": "percentage points"}  # fmt: skip
    found = list(re.finditer(rf"(?<=\d)\s?({'|'.join(pairs)})(?![a-z以])", text))
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.start(1)] + pairs[match[1]] + text[match.end(1) :]


def change_year(text, rng):
    found = list(re.finditer(r"(?<!\d)(20[12]\d)(?=年|\b)", text))
    if not found:
        return None
    match = rng.choice(found)
    year = int(match[1]) + rng.choice((-2, -1, 1, 2))
    return text[: match.start()] + str(year) + text[match.end() :]


def swap_inside(text, rng):
    """Two numbers of one unit change places inside the sentence."""
    found = [m for m in re.finditer(r"(?<![\d.])(\d+(?:\.\d+)?)(%|个百分点|亿元|万元|个|家|万人|人|次|项|公里|万吨|件|名| [a-z]+)", text) if not _quoted(text, m.start())]  # fmt: skip
    pairs = [(a, b) for a in found for b in found if a.start() < b.start() and a[2] == b[2] and a[1] != b[1]]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return text[: a.start(1)] + b[1] + text[a.end(1) : b.start(1)] + a[1] + text[b.end(1) :]


def swap_between(text, other, rng):
    """A number of each sentence, of one unit, change places; both new sentences, or None."""
    pattern = r"(?<![\d.])(\d+(?:\.\d+)?)(%|个百分点|亿元|万元|个|家|万人|人|次|项|公里|万吨|件|名| [a-z]+)"
    pairs = [
        (a, b) for a in re.finditer(pattern, text) for b in re.finditer(pattern, other) if a[2] == b[2] and a[1] != b[1]
    ]
    pairs = [(a, b) for a, b in pairs if not _quoted(text, a.start()) and not _quoted(other, b.start())]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return text[: a.start(1)] + b[1] + text[a.end(1) :], other[: b.start(1)] + a[1] + other[b.end(1) :]


def invent_statistic_zh(rng):
    subject = rng.choice(
        (
            "开展专项检查",
            "举办业务培训",
            "走访服务企业",
            "整改问题隐患",
            "接待群众来访",
            "发放宣传资料",
            "新增就业岗位",
            "办理建议提案",
        )
    )
    return f"全年累计{subject}{rng.randint(13, 987)}{rng.choice('次场家项')}，覆盖{rng.randint(1100, 98000)}人次。"


def invent_statistic_en(rng):
    what = rng.choice(("workshops", "home visits", "inspections", "training days", "meetings", "advice sessions"))
    return f"In total we held {rng.randint(13, 987)} {what}, which reached {rng.randint(1100, 9800):,} residents."


INVENTED_CLAIMS = (
    "相关做法得到上级主要领导批示肯定。", "该项工作走在全国同类地区前列，获评年度先进集体。", "群众满意度明显提高，经验材料在全省推广。",
)  # fmt: skip
INVENTED_CLAIMS_EN = (
    "The minister praised the approach in public.", "The work was named the best of its kind in the country.", "Residents now feel safer than ever before.",
)  # fmt: skip


def flip_near(text, rng):
    pairs = {"超过": "近", "超": "近", "近": "超", "约": "超", "不足": "超过", "突破": "接近", "nearly": "more than", "over": "nearly",
             "more than": "nearly", "about": "more than", "almost": "over"}  # fmt: skip
    found = [
        m
        for m in re.finditer(rf"({'|'.join(pairs)})\s?(?=\d)", text)
        if not text[: m.start()].endswith(("最", "附", "靠", "临"))
    ]
    if not found:
        return None
    match = rng.choice(found)
    return text[: match.start(1)] + pairs[match[1]] + text[match.end(1) :]


def round_up(text, rng):
    """46次 becomes 近50次."""
    found = [m for m in re.finditer(r"(?<![\d.近约超过])(\d{2,5}(?:\.\d+)?)(?=[个家项次人件名亿万]| [a-z])", text)
             if Decimal(m[1]) % 10 and not text[: m.start()].endswith(("超过", "突破", "不足", "第", "nearly ", "over "))]  # fmt: skip
    if not found:
        return None
    match = rng.choice(found)
    size = 10 ** max(1, len(match[1].partition(".")[0]) - 1)
    near = (int(Decimal(match[1])) // size + 1) * size
    return text[: match.start()] + ("近" if re.search("[一-鿿]", text) else "nearly ") + str(near) + text[match.end() :]


def alter_quote(text, rng):
    """A character inside “…” or 《…》 becomes another."""
    found = list(re.finditer(r"[“《]([^”》]{2,30})[”》]", text))
    if not found:
        return None
    match = rng.choice(found)
    letters = [i for i in range(match.start(1), match.end(1)) if text[i].isalnum()]
    if not letters:
        return None
    at = rng.choice(letters)
    new = rng.choice("新城安民路天水合心力" if ord(text[at]) > 255 else "abcdehiklmnorstu")
    return None if new == text[at] else text[:at] + new + text[at + 1 :]


FLIPS = (("增长", "下降"), ("提高", "降低"), ("上升", "下降"), ("增加", "减少"), ("下降", "增长"), ("降低", "提高"), ("减少", "增加"), ("提升", "下降"),
         ("increased", "decreased"), ("rose", "fell"), ("fell", "rose"), ("grew", "shrank"), ("higher", "lower"), ("lower", "higher"),
         ("dropped", "climbed"), ("growth", "decline"))  # fmt: skip


def flip_direction(text, rng):
    found = [(m.start(), old, new) for old, new in FLIPS for m in re.finditer(rf"{old}(?=[^，。；]{{0,6}}\d| )", text)
             if re.search(r"\d", text[m.start() : m.start() + 40])]  # fmt: skip
    if not found:
        return None
    at, old, new = rng.choice(found)
    return text[:at] + new + text[at + len(old) :]


ZH_VERBS = "完成|实现|推进|加强|开展|建成|落实|提升|新增|健全|出台|解决|通过|获得|发生|形成|达到|实施"


def negate(text, rng):
    if re.search("[一-鿿]", text):
        found = [m for m in re.finditer(rf"(?<![未不没无])({ZH_VERBS})", text) if not _quoted(text, m.start())]
        return None if not found else _insert(text, rng.choice(found).start(), "未")
    found = list(re.finditer(r"\b(was|were|has|have|is|are|will)\b(?! not)", text))
    return None if not found else _insert(text, rng.choice(found).end(), " not")


def tell_as_done(text, rng):
    """A plan or a thing under way becomes a thing done."""
    if re.search("[一-鿿]", text):
        found = [
            m for m in re.finditer("推进|谋划|推动|筹建|启动|加快|拟|计划|力争", text) if not _quoted(text, m.start())
        ]
        if not found:
            return None
        match = rng.choice(found)
        return text[: match.start()] + rng.choice(("建成", "完成", "已完成", "全面建成")) + text[match.end() :]
    found = list(re.finditer(r"\b(?:will|plan to|aim to|intend to|hope to) (\w+)", text))
    if not found:
        return None
    match = rng.choice(found)
    return (
        text[: match.start()]
        + "have successfully "
        + match[1]
        + ("d" if match[1].endswith("e") else "ed")
        + text[match.end() :]
    )


ORGANS = ("科技局", "财政局", "教育局", "民政局", "水利局", "商务局", "税务局", "统计局", "应急管理局", "市场监管局", "卫生健康委", "发展改革委",
          "住建局", "审计局", "信访局", "司法局")  # fmt: skip
PLACES = ("苏州", "成都", "大连", "兰州", "贵阳", "南宁", "石家庄", "温州", "烟台", "洛阳", "宜昌", "湛江", "云南", "山西", "甘肃", "福建", "浦东",
          "海淀", "福田", "武侯")  # fmt: skip
PERSONS = ("王建国", "李晓明", "张志强", "刘海燕", "陈国华", "赵立新")
EN_NAMES = ("Harrow", "Eastleigh", "Kisumu", "Bradwell", "Linton", "Okello", "Ferris", "Talbot")


def rename(text, rng, names=()):
    """An organisation, a place or a person gets another name. `names` are such names that stand in the text."""
    found = [(m.start(), m.end()) for name in names for m in re.finditer(re.escape(name), text)]
    if not found:
        return None
    start, end = rng.choice(found)
    old = text[start:end]
    pool = (
        EN_NAMES
        if old.isascii()
        else ORGANS
        if old in ORGANS or old[-1] in "局委厅办"
        else PERSONS
        if old in PERSONS
        else PLACES
    )
    options = [name for name in pool if name not in text and not name.startswith(old[:1])]
    return text[:start] + rng.choice(options) + text[end:]


def drop_clause(text, rng):
    """A clause between stops is left out; gives the new sentence."""
    pieces = re.split("(?<=[，；])", text) if re.search("[一-鿿]", text) else re.split("(?<=[,;] )", text)
    middle = [i for i in range(len(pieces) - 1) if len(pieces[i]) >= 9]
    if len(pieces) < 3 or not middle:
        return None
    at = rng.choice(middle)
    return "".join(pieces[:at] + pieces[at + 1 :])


def fill_placeholder(text, rng):
    """XX in a true sentence becomes a number."""
    return re.sub("XX", str(rng.randint(12, 980)), text, count=1) if "XX" in text else None


def _insert(text, at, word):
    return text[:at] + word + text[at:]


def _quoted(text, at):
    return text[:at].count("“") > text[:at].count("”") or text[:at].count("《") > text[:at].count("》")
