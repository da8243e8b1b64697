import pytest

from drafter import formats, report, service
from drafter.facts import understand
from drafter.notes import read_notes
from drafter.schema import Draft, Dropped, Request, Table

ROWS = "指标\t年度目标\t实际\t完成率\n养护产值（万元）\t8,600\t8,944\t104.0%\n桥梁定检（座）\t164\t164\t100%\n"
KIND = {"kind": "soe_department", "unit": "养护公司", "period": "2025"}


def drafted(notes, **form):
    return service.draft(notes, **{**KIND, **form})


def tables(draft):
    return [item.table for item in draft.report.items() if item.table]


def test_a_pasted_table_of_targets_and_results_stands_as_a_table_under_its_item():
    draft = drafted(f"主要工作\n{ROWS}问题：\n人员不足\n下步：\n招聘2人\n")
    [table] = tables(draft)
    assert table.header == ("指标", "年度目标", "实际", "完成率")
    assert table.rows[0] == ("养护产值（万元）", "8,600", "8,944", "104.0%")
    assert all(fact in {f.id for f in draft.facts} for fact in table.facts)
    printed = formats.write(draft, "md", "clean").decode()
    assert "| 养护产值（万元） | 8600 | 8944 | 104.0% |" in printed
    assert "104.0%" in "".join(item.text for item in draft.report.items())


def test_a_kind_that_asks_for_none_and_a_table_of_other_columns_give_none():
    assert tables(drafted(f"主要工作\n{ROWS}", kind="school")) == []
    assert tables(drafted("主要工作\n科目\t人数\n语文\t12\n数学\t13\n")) == []


@pytest.mark.parametrize(
    "rows",
    [
        "| 站点 | 接待 | 办结 |\n|---|---|---|\n| 东站 | 120 | 118 |\n| 西站 | 96 | 95 |",
        "| 站点 | 接待 | 办结 |\n|---|:-:|---|\n| 东站 | 120 | 118 |\n| 西站 | 96 | 95 |",
        "站点 | 接待 | 办结\n--- | --- | ---\n东站 | 120 | 118\n西站 | 96 | 95",
    ],
)
def test_a_table_drawn_with_bars_is_read_as_a_table(rows):
    draft = drafted(f"主要工作\n{rows}\n")
    assert [fact.text for fact in draft.facts if fact.wanted] == ["东站接待120，办结118", "西站接待96，办结95"]


def with_cell(draft, row, column, text):
    """The draft with another text in one cell of its table."""
    [item] = [item for item in draft.report.achievements.items if item.table]
    rows = [list(cells) for cells in item.table.rows]
    rows[row][column] = text
    changed = item.model_copy(update={"table": item.table.model_copy(update={"rows": tuple(map(tuple, rows))})})
    items = tuple(changed if other.id == item.id else other for other in draft.report.achievements.items)
    part = draft.report.achievements.model_copy(update={"items": items})
    return draft.model_copy(update={"report": draft.report.model_copy(update={"achievements": part})})


def test_a_figure_in_a_cell_stands_in_the_rows_note_and_in_its_own_column():
    draft = drafted(f"主要工作\n{ROWS}问题：\n人员不足\n下步：\n招聘2人\n")
    said = {finding.code for finding in service.check(draft)}
    assert "table-figure" not in said
    for text in ("8,494", "8,600"):  # digits turned round, and the figure of the next column
        [wrong] = [f for f in service.check(with_cell(draft, 0, 2, text)) if f.code == "table-figure"]
        assert (wrong.severity, text in wrong.message, "8,944" in wrong.message) == ("error", True, True)


def test_a_table_is_whole_or_not_at_all():
    assert tables(drafted("主要工作\n指标\t目标\t实际\n产值（万元）\t8,600\tXX\n定检（座）\t164\t164\n")) == []
    assert tables(drafted("主要工作\n指标\t目标\t实际\n产值（万元）\t8,600\t8,944\n")) == []


def test_a_row_that_the_writer_drops_leaves_the_table_when_the_item_is_written_again():
    draft = drafted(f"主要工作\n{ROWS}隐患整改（处）\t12\t12\t100%\n")
    [table] = tables(draft)
    holder = next(item for item in draft.report.items() if item.table)
    again = service.redraft(service.decide(draft, Dropped(fact=table.facts[0])), holder.id)
    assert [row[0] for found in tables(again) for row in found.rows] == ["桥梁定检（座）", "隐患整改（处）"]


def test_a_table_that_a_file_brought_is_not_taken_away():
    draft = drafted("主要工作\n养护产值8944万元\n问题：\n人员不足\n")
    item = draft.report.achievements.items[0].model_copy(
        update={"table": Table(header=("甲", "乙"), rows=(("1", "2"),))}
    )
    again = service.redraft(draft.model_copy(update={"report": report.replace_item(draft.report, item)}), item.id)
    assert tables(again) == [item.table]


@pytest.mark.parametrize("words", [("目标", "实际"), ("任务|目标", "完成|实际")])
def test_columns_are_found_by_any_of_their_words(words):
    facts = understand(Draft(request=Request(language="zh", **KIND), notes=read_notes(f"主要工作\n{ROWS}"))).facts
    assert report.table_of(facts, words).header[1:3] == ("年度目标", "实际")
    assert report.table_of(facts, ("预算",)) is None
