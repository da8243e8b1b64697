"""Signs of change and of comparison in Chinese notes, in words: `+4.6%` → `增长4.6%`, `↓3.2%` → `下降3.2%`, `≥95%` → `不低于95%`."""

from __future__ import annotations

import re

_ARROWS = re.compile(
    r"(\d[\d.]*[\u4e00-\u9fff%]{1,3})?(?:增长|下降|上升|增加|减少|提高)?\s*([↑↓⬆⬇])\s*(?=([至到])?[约近]?\d[\d.]*(?:万|亿)?(%|‰|个?百分点|倍)?)"
)


def signs(text: str) -> str:
    """`+4.6%` → `增长4.6%`, `-15%` → `下降15%`, `+8.4` → `增加8.4`, where the sign stands alone before a number."""
    text = re.sub(r"(\d[\d.]*[\u4e00-\u9fff]{1,3})-\s?(?=\d[\d.]*%)", r"\1，下降", text)
    text = re.sub(r"(\d[\d.]*[\u4e00-\u9fff]{1,3})\+\s?(?=\d[\d.]*%)", r"\1，增长", text)
    text = re.sub(r"(?<![\d.\w～~-])\+\s?(?=\d[\d.]*%)", "增长", text)
    text = re.sub(r"(?<=[\u4e00-\u9fff])[+＋]\s?(?=\d[\d.]*%)", "增长", text)
    text = re.sub(r"(?<=[幅速率])-\s?(?=\d[\d.]*%)", "为-", text)  # a rate of growth may be below zero
    text = re.sub(r"(?:(?<=[\u4e00-\u9fff，])(?<!为)|^)-\s?(?=\d[\d.]*%)", "下降", text)
    text = re.sub(r"(?<=[\u4e00-\u9fff])\+\s?(?=\d)", "增加", text)
    text = re.sub(r"(?<=[\u4e00-\u9fff])[↑⬆](?=$|[，。；])", "上升", _ARROWS.sub(_moved, text))
    text = re.sub(r"(?<=[\u4e00-\u9fff])[↓⬇](?=$|[，。；])", "下降", text)
    return re.sub(
        r"([≤<＜])\s?(?=\d)",
        lambda m: "不超过" if m[1] == "≤" else "低于",
        re.sub(r"([≥>＞])\s?(?=\d)", lambda m: "不低于" if m[1] == "≥" else "超过", text),
    )


def _moved(match: re.Match[str]) -> str:
    """`↓3.2%` → `下降3.2%`, `↑8人` → `增加8人`, `↑至98%` → `上升至98%`."""
    before = f"{match[1]}，" if match[1] else ""
    up = match[2] in "↑⬆"
    if match[3]:
        return f"{before}{'上升' if up else '下降'}"
    if match[4]:
        return f"{before}{'增长' if up else '下降'}"
    return f"{before}{'增加' if up else '减少'}"
