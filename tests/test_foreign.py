"""Reports that drafter did not write: text, Markdown and Word, to the three parts."""

import io
import re
from pathlib import Path

import docx
import pytest

from drafter import formats, service
from drafter.errors import InputError
from drafter.formats.lines import from_text
from drafter.schema import PARTS
from drafter.text import content
from tests import foreign_word
from tests.sample_reports import SAMPLES

PLAIN = """某局关于2025年工作情况及
2026年工作打算的报告
县委：
2025年，我局围绕中心任务开展工作。现将有关情况报告如下：
一、主要做法及成效
（一）抓实隐患排查，守牢安全底线。检查企业132家，整改隐患412处。##paidbegin##其余6处已明确时限。
（二）全年召开会议12次、培训XX人次，参加人员覆盖各股室，工作推进总体平稳有序，各项任务按期办结。
二、经验体会
一是领导重视。二是群众支持。
三、存在的不足和原因
（一）基层力量不足。镇级监管人员空缺7名。
四、下步工作思路
（一）充实监管力量。5月底前补齐7名监管人员。
特此报告。
附件：1. 任务清单
2. 经费表
某局
2025年12月20日
"""


def read(text, name="last_year.txt"):
    return formats.read_report(text.encode("utf-8"), name)


def outline(report):
    return {name: [item.heading for item in part.items] for name, part in report.parts()}


def test_a_plain_report_is_read_into_its_frame_and_three_parts():
    found = read(PLAIN)
    report = found.report
    assert report.title == "某局关于2025年工作情况及2026年工作打算的报告"
    assert report.recipient == "县委"
    assert report.opening.text.endswith("现将有关情况报告如下：")
    assert [report.part(name).title for name in PARTS] == ["主要做法及成效", "存在的不足和原因", "下步工作思路"]
    assert outline(report) == {
        "achievements": ["抓实隐患排查，守牢安全底线", None],
        "problems": ["基层力量不足"],
        "plans": ["充实监管力量"],
    }
    assert "培训XX人次" in report.achievements.items[1].text
    assert (report.others[0].title, report.others[0].before) == ("经验体会", "problems")
    assert [sentence.text for sentence in report.closing] == ["特此报告。"]
    assert [attachment.title for attachment in report.attachments] == ["任务清单", "经费表"]
    assert (report.signature.issuer, report.signature.date) == ("某局", "2025年12月20日")
    assert "paidbegin" not in report.model_dump_json()
    assert found.left == ()


def test_a_chatbots_markdown_is_read_without_its_small_talk():
    found = read(
        "好的，以下是为您生成的工作总结：\n\n# 2025年度工作总结\n\n2025年各项工作有序推进。\n\n## 一、主要工作开展情况\n\n"
        "- **强化学习**：组织学习12次。\n- **优化服务**：办件300件。\n\n| 指标 | 目标 | 完成 |\n|---|---|---|\n| 办件 | 280 | 300 |\n\n"
        "## 二、存在问题和不足\n\n1. **人手不足**。空缺3名。\n\n## 三、下步工作打算\n\n1. **补充人员**。招录3名。\n\n希望以上内容对您有帮助！\n",
        "chat.md",
    )
    assert outline(found.report) == {
        "achievements": ["强化学习", "优化服务"],
        "problems": ["人手不足"],
        "plans": ["补充人员"],
    }
    assert found.report.achievements.items[1].table.rows == (("办件", "280", "300"),)
    assert found.report.title == "2025年度工作总结"
    assert len(found.left) == 2


def test_problems_without_a_heading_are_found_in_the_paragraph_that_speaks_of_them():
    report = read(
        "2025年政府工作报告\n各位代表：\n现在报告工作，请予审议。\n一、2025年工作回顾\n（一）推进改革。出台制度5项。\n"
        "同时，我们也清醒认识到，工作中还存在一些不足：创新能力不强。\n二、2026年工作安排\n（一）扩大投资。开工项目20个。\n"
    ).report
    assert report.recipient == "各位代表"
    assert outline(report)["achievements"] == ["推进改革"]
    assert report.problems.items[0].text.endswith("创新能力不强。")
    assert outline(report)["plans"] == ["扩大投资"]


def test_a_report_without_any_headings_is_cut_where_its_paragraphs_change_their_subject():
    report = read(
        "某科2025年工作总结\n2025年，我科完成了各项任务。\n组织培训6次，参加280人次。\n接待来访35批。\n"
        "工作中还存在一些问题：信息报送不及时。\n下一步，我们将建立周报制度。\n"
    ).report
    assert [len(part.items) for _, part in report.parts()] == [2, 1, 1]
    assert report.plans.items[0].text == "下一步，我们将建立周报制度。"


def test_chapters_without_captions_before_the_problems_are_items_of_the_achievements():
    report = read(
        "某镇2025年工作总结\n2025年，全镇稳步发展。\n一、聚焦产业发展\n新建大棚12个。\n二、聚焦民生改善\n改造危房8户。\n"
        "三、存在的问题\n（一）人才短缺。专技人员仅2名。\n四、2026年工作计划\n（一）引进人才。招引5名。\n"
    ).report
    assert outline(report) == {
        "achievements": ["聚焦产业发展", "聚焦民生改善"],
        "problems": ["人才短缺"],
        "plans": ["引进人才"],
    }


def test_an_english_report_is_read():
    found = read(
        "Riverside Trust Annual Report 2025\n\nTo: the trustees\n\nThis report covers 2025.\n\n1. What we achieved\n\n"
        "1.1 Planting trees. We planted 635 trees.\n\n1.2 Schools. We made 34 visits.\n\n2. Challenges and lessons\n\n"
        "2.1 Weather. A wet spring cost us three weeks.\n\n3. Next steps\n\n3.1 Finish the survey. We will survey ten sites.\n\n"
        "Riverside Trust\n14 March 2026\n",
        "last.txt",
    )
    assert outline(found.report) == {
        "achievements": ["Planting trees", "Schools"],
        "problems": ["Weather"],
        "plans": ["Finish the survey"],
    }
    assert found.report.recipient == "the trustees"
    assert found.report.signature.date == "14 March 2026"
    assert found.language == "en"


def test_a_word_report_is_read_by_its_styles_lists_and_bold_leads():
    document = docx.Document()
    document.add_paragraph("某中心2025年工作总结", style="Title")
    document.add_paragraph("2025年，中心完成了年度任务。")
    document.add_heading("工作完成情况", 1)
    for lead, rest in (("强化服务", "接待群众300人次。"), ("规范管理", "修订制度5项。")):
        paragraph = document.add_paragraph(style="List Number")
        paragraph.add_run(f"{lead}。").bold = True
        paragraph.add_run(rest)
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((c for row in table.rows for c in row.cells), ("指标", "完成", "办件", "300"), strict=True):
        cell.text = text
    document.add_heading("存在不足", 1)
    document.add_paragraph("人员力量偏少。")
    document.add_heading("下一步计划", 1)
    document.add_paragraph("招聘2人。", style="List Number")
    out = io.BytesIO()
    document.save(out)
    report = formats.read_report(out.getvalue(), "中心.docx").report
    assert outline(report) == {"achievements": ["强化服务", "规范管理"], "problems": [None], "plans": [None]}
    assert report.achievements.items[1].table.header == ("指标", "完成")
    assert report.plans.title == "下一步计划"


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"", "no text"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "password"),
        (b"PK\x03\x04abc", "cut off"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_line(data, words):
    with pytest.raises(InputError, match=words) as caught:
        formats.read_report(data, "x.docx")
    assert "\n" not in str(caught.value)


FOREIGN = Path(__file__).parent / "data" / "foreign"
CASES = sorted(path for path in FOREIGN.iterdir() if path.suffix != ".expected")


def case(path):
    """A report as read, and what it holds: the frame by name, and each part's title and items (heading, beginning)."""
    data = foreign_word.build(path.read_text("utf-8")) if path.suffix == ".word" else path.read_bytes()
    name = path.stem + ".docx" if path.suffix == ".word" else path.name
    frame, parts, now = {}, {}, None
    for line in path.with_suffix(".expected").read_text("utf-8").splitlines():
        key, colon, value = line.partition(":")
        if colon and key in PARTS:
            now = parts[key] = []
            frame[key] = value.strip()
        elif colon and key in ("title", "recipient", "others", "closing", "signature", "attachments"):
            frame[key] = value.strip()
        else:
            heading, _, start = line.partition(" | ")
            now.append((None if heading == "-" else heading, start))
    return formats.read_report(data, name), frame, parts


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.name)
def test_the_frame_and_the_parts_of_every_foreign_report_are_right(path):
    found, frame, parts = case(path)
    report = found.report
    told = {
        "title": report.title,
        "recipient": report.recipient,
        "others": " / ".join(other.title for other in report.others),
        "closing": "".join(sentence.text for sentence in report.closing),
        "signature": f"{report.signature.issuer} / {report.signature.date}" if report.signature else "",
        "attachments": " / ".join(attachment.title for attachment in report.attachments),
    } | {name: part.title for name, part in report.parts() if frame.get(name)}
    assert told == {name: frame.get(name, "") for name in told}
    assert {name: len(part.items) for name, part in report.parts()} == {
        name: len(items) for name, items in parts.items()
    }


def test_at_least_95_of_100_items_of_foreign_reports_are_right():
    right, wrong = 0, []
    for path in CASES:
        found, _, parts = case(path)
        for name, expected in parts.items():
            items = found.report.part(name).items
            for index, (heading, start) in enumerate(expected):
                item = items[index] if index < len(items) else None
                if item is not None and item.heading == heading and item.text.startswith(start):
                    right += 1
                else:
                    wrong.append((path.name, name, heading, item and (item.heading, item.text[:20])))
    assert right >= 0.95 * (right + len(wrong)), wrong


def test_nothing_of_a_foreign_report_is_lost():
    for path in CASES:
        found, _, _ = case(path)
        kept = content(found.report.model_dump_json() + "".join(found.left))
        text = path.read_text("utf-8")
        for line in text.splitlines():
            words = (
                re.sub(r"^第.部分|^(?:[a-z]+(?: [a-z0-9]+)? \|)|##\w+##|^[#\s>*-]+|\*\*", "", line)
                if path.suffix == ".word"
                else re.sub(r"第.部分|##\w+##|\*\*", "", line)
            )
            for piece in re.split(r"[\s|;/：:。.（）()、]+", words):
                assert len(content(piece)) < 3 or content(piece) in kept, (path.name, line)


def test_a_foreign_report_without_notes_rests_on_its_own_sentences_and_can_be_worked_on(tmp_path):
    back = service.read_back(PLAIN.encode(), "last_year.txt")
    draft = back.draft
    assert back.foreign
    assert {note.origin for note in draft.notes} == {"last_year.txt"}
    assert (draft.request.period, draft.request.language) == ("2025", "zh")
    assert not [finding for finding in service.check(draft) if finding.severity == "error"]
    for name, part in draft.report.parts():
        held = [fact for item in part.items for fact in item.facts]
        assert {fact.part for fact in draft.facts if fact.id in held} == {name}
    assert [plan.answers for plan in draft.report.plans.items] == [(draft.report.problems.items[0].id,)]
    later = service.start(service.Document(service.add_notes(draft, "组织业务培训6次，参训280人次"))).wait()
    assert "280人次" in "".join(item.text for item in later.report.achievements.items)
    assert [item.text for item in later.report.problems.items] == [item.text for item in draft.report.problems.items]
    redone = service.redraft(draft, "problems/1")
    assert "7名" in redone.report.problems.items[0].text


def test_every_foreign_report_can_be_checked_without_notes_and_accuses_nobody_of_inventions():
    for path in CASES:
        name = path.stem + ".docx" if path.suffix == ".word" else path.name
        data = foreign_word.build(path.read_text("utf-8")) if path.suffix == ".word" else path.read_bytes()
        found = service.check(service.read_back(data, name).draft)
        assert len([finding for finding in found if finding.severity == "error"]) <= 1, (path.name, found)


@pytest.mark.parametrize("name", SAMPLES)
def test_clean_copies_of_our_own_are_read_as_foreign_reports_too(name):
    draft = SAMPLES[name]()
    expected = {
        part: [(i.heading, i.text[:12]) for i in holder.items if i.sentences]
        for part, holder in formats.printed(draft)[0].parts()
    }
    for written, headings in (("docx", "run-in"), ("docx", "own-line"), ("md", "run-in"), ("txt", "run-in")):
        data = formats.write(draft, written, "clean", layout=formats.layout_for(draft, headings=headings))
        found = formats.read_report(data, f"x.{written}")
        assert {
            part: [(i.heading, i.text[:12]) for i in holder.items if i.sentences]
            for part, holder in found.report.parts()
        } == expected
        assert found.report.title.replace(" ", "") == formats.printed(draft)[0].title.replace("\n", "").replace(" ", "")
        assert found.left == ()


def test_a_greater_than_sign_within_a_text_stays():
    lines = from_text("> 达标率>95%，由35->28微克")
    assert [line.text for line in lines] == ["达标率>95%，由35->28微克"]
