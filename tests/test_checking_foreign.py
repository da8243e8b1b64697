"""`drafter check REPORT --notes NOTES`: a report that another tool wrote, against the notes it should rest on."""

import json

import pytest

from drafter import cli, service, tracing
from drafter.formats.foreign import read_report
from drafter.languages import zh
from drafter.notes import read_notes
from drafter.schema import Fact

NOTES = """单位：柳溪县林业局 2025年
工作：
全年开展护林巡查46次，覆盖林地3.2万亩
造林面积同比增长5.2%
问题：
镇级监管人员空缺7名
下步：
5月底前补齐7名监管人员
拟建苗圃2个
"""
REPORT = """# 柳溪县林业局2025年工作总结

## 一、主要工作开展情况

（一）抓实护林巡查。全年开展护林巡查64次，覆盖林地3.2万亩。造林面积同比增长5.2%。

## 二、存在问题和不足

（一）监管力量不足。镇级监管人员空缺7名。

## 三、下步工作打算

（一）补齐力量。5月底前补齐7名监管人员。已建成苗圃2个。
"""


@pytest.fixture
def files(tmp_path):
    (tmp_path / "notes.txt").write_text(NOTES, encoding="utf-8")
    (tmp_path / "bot.md").write_text(REPORT, encoding="utf-8")
    return tmp_path


def test_a_foreign_report_is_laid_over_its_notes():
    adopted = service.adopt(read_report(REPORT.encode(), "bot.md"), tuple(read_notes(NOTES)))
    report = adopted.draft.report
    texts = {fact.id: fact.text for fact in adopted.draft.facts}
    (item,) = report.plans.items
    assert [[texts[name] for name in s.sources] for s in item.sentences] == [
        ["5月底前补齐7名监管人员"],
        ["拟建苗圃2个"],
    ]
    assert adopted.draft.request.unit == "柳溪县林业局"
    codes = {f.code for f in service.check(adopted.draft)}
    assert {"figure-unsourced", "told-as-done"} <= codes
    assert "stale" not in codes


def test_a_person_sees_sentence_fault_and_note_side_by_side(files, capsys):
    assert cli.run(["check", str(files / "bot.md"), "--notes", str(files / "notes.txt")]) == 0
    shown = capsys.readouterr().out
    assert "report: 全年开展护林巡查>>64次<<，覆盖林地3.2万亩。" in shown
    assert "note 3: 全年开展护林巡查>>46次<<，覆盖林地3.2万亩" in shown
    assert "ERROR figure-unsourced achievements/1" in shown


def test_a_program_gets_the_same_as_json(files, capsys):
    assert cli.run(["check", str(files / "bot.md"), "--notes", str(files / "notes.txt"), "--json", "--strict"]) == 1
    (line,) = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("[")]
    wrong = next(entry for entry in line if entry["code"] == "figure-unsourced")
    assert (wrong["where"], wrong["fix"], wrong["sentence"][wrong["start"] : wrong["end"]]) == (
        "achievements/1",
        "46次",
        "64次",
    )
    assert wrong["notes"] == {"3": "全年开展护林巡查46次，覆盖林地3.2万亩"}


def test_alignment_is_not_drawn_away_by_a_figure_of_another_note():
    texts = ["走访企业35家，送去政策汇编", "接待群众来访64批，办结62批"]
    facts = [
        Fact(id=str(i), note=i, text=t, part="achievements", figures=zh.read_figures(t)) for i, t in enumerate(texts, 1)
    ]
    assert tracing.find_sources("走访企业64家，送去政策汇编。", facts, "zh") == ("1",)
    assert tracing.find_sources("秋天的风景十分宜人。", facts, "zh") == ()


def test_alignment_of_many_notes_looks_only_at_those_that_share_words():
    texts = [
        f"第{i}项工作在{chr(0x4E00 + 7 * i)}{chr(0x5000 + 11 * i)}{chr(0x6000 + 3 * i)}片区完成" for i in range(300)
    ]
    facts = [Fact(id=str(i), note=i, text=t, part="achievements") for i, t in enumerate(texts)]
    assert [tracing.find_sources(f"{t}。", facts, "zh") for t in texts[::50]] == [(str(i),) for i in range(0, 300, 50)]
