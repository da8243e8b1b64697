"""What a careful reader finds: each check on a few words of notes, in Chinese and English."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter import checks, languages, marks, prompts, service
from drafter.checks import numbers
from drafter.comparison import compare
from drafter.errors import TargetError
from drafter.schema import Confirmed, Draft, Fact, Item, Part, Report, Request, Sentence
from drafter.web import board

FRAME = {"part-gap", "plan-missing", "guessed", "form-missing"}
KINDS = {"zh": "department", "en": "ngo_annual"}


def fact_of(number, text, language, part="achievements"):
    return Fact(id=str(number), note=number, text=text, part=part, figures=languages.load(language).read_figures(text))


def draft_of(sentences, notes, language="zh", part="achievements", **form):
    """A draft of one item; each sentence cites every note unless it comes as a pair of text and ids."""
    facts = tuple(fact_of(i, text, language, part) for i, text in enumerate(notes, 1))
    every = tuple(fact.id for fact in facts)
    said = tuple(
        Sentence(text=s, sources=every) if isinstance(s, str) else Sentence(text=s[0], sources=s[1]) for s in sentences
    )
    item = Item(id="1.1", heading=None, sentences=said, facts=every, state="done")
    parts = {name: Part(title=name, gap="-") for name in ("achievements", "problems", "plans")}
    parts[part] = Part(title=part, items=(item,))
    report = Report(title="总结", opening=Item(id="opening", state="done"), **parts)
    request = Request(kind=KINDS[language], language=language, period="2025", **{"unit": "甲局", **form})
    return Draft(request=request, facts=facts, report=report)


def found(sentences, notes, language="zh", part="achievements", **form):
    if isinstance(sentences, str):
        sentences = [sentences]
    return [f for f in checks.check_draft(draft_of(sentences, notes, language, part, **form)) if f.code not in FRAME]


def codes(*args, **kwargs):
    return {f.code for f in found(*args, **kwargs) if f.severity != "hint"}


@pytest.mark.parametrize(
    ("sentence", "note", "code"),
    [
        ("开展护林巡查64次。", "开展护林巡查46次", "figure-unsourced"),
        ("开展护林巡查近50次。", "开展护林巡查46次", "figure-rounded"),
        ("投入资金3.2亿元。", "投入资金3.2万元", "unit-changed"),
        ("满意度提高5个百分点。", "满意度提高5%", "unit-changed"),
        ("服务群众超800人次。", "服务群众近800人次", "modifier-changed"),
        ("服务群众约800人次。", "服务群众800人次", "modifier-changed"),
        ("2026年建成苗圃，完成验收。", "2024年建成苗圃，完成验收", "year-changed"),
        ("造林面积同比下降5.2%。", "造林面积同比增长5.2%", "direction-turned"),
        ("手术台次增减率为增长7.1%。", "手术台次2024年6120，2025年5873，增减-7.1%", "direction-turned"),
        ("门急诊人次下降6.6%。", "门急诊人次2025年446230，升降+6.6%", "direction-turned"),
        ("旅游收入回落较快，全县游客减少。", "旅游收入攀升较快，全县游客减少", "direction-turned"),
        ("全年未发生安全事故。", "全年发生安全事故", "negation-added"),
        ("检查中发现全部企业达标。", "检查中未发现全部企业达标", "negation-lost"),
        ("县城污水管网改造建成，方案已报批。", "县城污水管网改造推进，方案已报批", "told-as-done"),
        ("新外科楼已封顶，12月投用。", "新外科楼计划封顶，12月投用", "told-as-done"),
        ("项目投资5亿元用于园区道路。", "项目计划投资5亿元用于园区道路", "plan-word-lost"),
        ("由县审计局牵头，开展专项督查。", "由县科技局牵头，开展专项督查", "name-changed"),
        ("赴烟台学习河道治理经验。", "赴外地学习河道治理经验", "name-unsourced"),
        ("落实“三会一科”制度，按期公开。", "落实“三会一课”制度，按期公开", "quote-unsourced"),
        ("走访企业35家，慰问职工。", "走访企业XX家，慰问职工", "placeholder-lost"),
        ("组织职工文艺汇演，举办摄影展览活动。", "修订了财务管理办法和采购流程细则", "low-support"),
        ("办理提案12件。相关做法荣获全国先进。", "办理提案12件", "claim-unsourced"),
        ("办理提案12件。", "办理提案12件，代表委员对办理结果全部表示认可", "clause-missing"),
    ],
)
def test_one_lie_is_found_and_named(sentence, note, code):
    assert code in codes(sentence, [note])


@pytest.mark.parametrize(
    ("sentence", "note"),
    [
        ("走访企业88家。", "走访企业88户"),
        ("购置车辆2辆。", "购置车辆2台"),
        ("发放读本300册。", "发放读本300本"),
    ],
)
def test_another_unit_for_the_same_things_is_told_once_as_a_changed_unit_and_no_error(sentence, note):
    assert [(f.code, f.severity) for f in found(sentence, [note])] == [("unit-changed", "warning")]


def test_a_figure_of_another_note_does_not_stand_for_one_that_was_left_out():
    assert "fact-missing" in codes("走访企业88家。", ["走访企业88家", "走访企业88户"])


@pytest.mark.parametrize(
    ("sentence", "note", "code"),
    [
        ("We ran 64 sessions for carers.", "We ran 46 sessions for carers", "figure-unsourced"),
        ("We ran nearly 50 sessions for carers.", "We ran 46 sessions for carers", "figure-rounded"),
        ("The week was attended by 58 schools.", "The week was attended by 58 pupils", "unit-changed"),
        ("Over 300 people came to the fair.", "Nearly 300 people came to the fair", "modifier-changed"),
        ("Income fell by 5% on last year.", "Income rose by 5% on last year", "direction-turned"),
        ("Visits rose by 5% to 420.", "Visits: 400 in 2024, 420 in 2025, up/down -5%", "direction-turned"),
        ("The audit was not finished in May.", "The audit was finished in May", "negation-added"),
        ("We have opened a second shop in Leeds.", "We will open a second shop in Leeds", "told-as-done"),
        ("The garden in Harrow was replanted.", "The garden in Linton was replanted", "name-changed"),
        ("We published “Steady Stops” in May.", "We published “Steady Steps” in May", "quote-unsourced"),
    ],
)
def test_one_lie_is_found_in_english_too(sentence, note, code):
    assert code in codes(sentence, [note], language="en")


@pytest.mark.parametrize(
    ("sentence", "notes"),
    [
        ("一年来，持续推进护林巡查，全年开展四十六次。", ["不断推进护林巡查，全年开展46次"]),
        ("资金投入1200万元，同比提高5.2%。", ["投入资金0.12亿元，同比增长5.2%"]),
        ("服务群众近800人次；举办培训12期。", ["举办培训12期", "服务群众近800人次"]),
        ("未发生重大事故，MQI优良率不低于97%。", ["没有发生重大事故，MQI优良率≥97%"]),
        ("2025年3月完成验收。", ["3月完成验收"]),
        ("出院人次2025年22874，增减率为增长7.1%。", ["出院人次2025年22874，增减+7.1%"]),
        ("平均住院日2025年7.6天，缩短0.5天。", ["平均住院日2025年7.6天，增减-0.5天"]),
        ("新外科楼已封顶，原计划12月投用。", ["新外科楼封顶了，原计划12月投用"]),
        ("注册安全工程师仅有3个。", ["注册安全工程师才3个"]),
        ("给患者节省约260万元。", ["给患者省了大概260万元"]),
        ("陈书禾获得市直机关二等奖。", ["陈书禾拿了市直机关二等奖"]),
    ],
)
def test_true_rewordings_pass_in_silence(sentence, notes):
    assert codes(sentence, notes) == set()


def test_a_month_behind_til_is_a_month():
    assert codes("We did not find out until May.", ["we did not find out til May"], language="en") == set()
    assert "figure-unsourced" in codes(
        "We did not find out until May.", ["we did not find out til April"], language="en"
    )


def test_the_words_by_which_a_note_is_written_out_are_no_other_unit():
    assert (
        codes("Visits were down to half until Christmas.", ["visits down to half til Christmas"], language="en")
        == set()
    )


def test_what_leads_in_a_note_in_its_own_words_claims_nothing_and_is_no_lack_of_support():
    praise = marks.pattern("en", "claims", "praise")
    table = prompts.read_section("en", "language.toml", "formal")
    leads = [lead for key in ("noted_first", "noted_later") for said in table[key].values() for lead in said]
    assert leads
    assert not [lead for lead in leads if praise.search(lead)]
    assert (
        codes("We met the following difficulties: it is stuck.", ["its stuck"], language="en", part="problems") == set()
    )
    assert "low-support" in codes(
        "We met the following difficulties: rain came.", ["its stuck"], language="en", part="problems"
    )


def test_swapped_figures_are_found_by_where_they_stand():
    note = "发现隐患418处，整改412处，其余6处明确责任人"
    swapped = [f for f in found("发现隐患412处，整改418处，其余6处明确责任人。", [note]) if f.code == "figure-swapped"]
    assert [f.fix for f in swapped] == ["418处", "412处"]
    assert codes("其余6处明确责任人，整改412处，发现隐患418处。", [note]) == set()


def test_a_figure_of_another_note_can_be_given_its_source():
    draft = draft_of(
        [("走访企业35家。", ("1",)), ("办理提案12件。", ("2",))], ["走访企业情况", "走访企业35家，办理提案12件"]
    )
    (finding,) = [f for f in checks.check_draft(draft) if f.code == "figure-elsewhere"]
    assert finding.remedy == "cite"
    assert service.apply_remedy(draft, finding).report.achievements.items[0].sentences[0].sources == ("1", "2")


def test_what_can_be_computed_is_listed_with_the_arithmetic_and_never_silent():
    finding = next(f for f in found("排查企业47家。", ["排查企业18家", "排查企业29家"]) if f.code == "figure-derived")
    assert "18家 + 29家 = 47家" in finding.message
    assert finding.severity == "warning"
    read = languages.load("zh").read_figures
    assert numbers.derivation(read("增长25%")[0], read("今年50件，去年40件")) == "(50件 - 40件) / 40件 = 25%"
    assert numbers.derivation(read("增长26%")[0], read("今年50件，去年40件")) == ""


def test_a_clause_behind_a_stop_after_a_figure_is_missed_like_any_other():
    lost = found("The open day was attended by 58.", ["Attended by 58. Parents brought cakes and flowers"], "en")
    assert ["“Parents brought cakes and flowers” of the note" in f.message for f in lost] == [True]


def test_a_finding_joins_what_it_names_with_the_marks_of_its_language():
    lost = found("We ran walks.", ["We ran 12 walks, 58 sessions and 4 fairs"], "en")
    assert any(f.message.endswith("missing: 12, 58, 4") for f in lost)
    lost = found("开展了活动。", ["开展护林巡查46次、宣讲58场"])
    assert any(f.message.endswith("缺：46次、58场") for f in lost)
    notes = "coaching for 14 juniors\ncoaching course for 6 parents\nroof leaks over the stage\nsee you Monday\ndrop the coaching bit"
    told = service.check(service.draft(notes, kind="ngo_annual", period="2025"))
    assert {"withdrawal-unclear", "fact-left-out"} <= {f.code for f in told}
    assert [f.message for f in told if re.search(r"[\u3000-\u303f\uff00-\uffef]", f.message)] == []


def test_names_of_the_form_stand_letter_by_letter():
    errors = [
        f
        for f in found("会同柳林县水利局开展检查。", ["会同柳溪县林业局开展检查"], unit="柳溪县林业局")
        if f.severity == "error"
    ]
    assert "name-changed" in {f.code for f in errors}


@pytest.mark.parametrize("name", ["Norton", "Weston", "Ushaw", "Ilford", "Ourimbah"])
def test_another_unit_is_an_error_however_its_name_begins(name):
    told = found(f"{name} Trust ran 12 walks.", ["Hartley Trust ran 12 walks"], "en", unit="Hartley Trust")
    assert [f.severity for f in told if f.code == "name-changed"] == ["error"]


@pytest.mark.parametrize("who", ["We", "Our charity", "The trust", "It", "In spring, we"])
def test_words_of_ones_own_may_stand_for_the_unit(who):
    assert codes(f"{who} ran 12 walks.", ["Hartley Trust ran 12 walks"], "en", unit="Hartley Trust") == set()
    assert codes("我局会同乡镇开展检查。", ["柳溪县林业局会同乡镇开展检查"], unit="柳溪县林业局") == set()


def test_sources_in_vain_and_too_many_are_said():
    notes = ["开展护林巡查46次", "修订采购流程细则", "举办摄影展", "慰问老党员", "更新宣传栏"]
    assert {"source-idle", "too-many-sources"} <= codes("开展护林巡查46次。", notes)


def test_a_sentence_without_a_source_is_said_and_its_praise_is_an_error():
    by_code = {
        f.code: f.severity
        for f in found([("办理提案12件。", ("1",)), ("群众一致好评，荣获全省表彰。", ())], ["办理提案12件"])
    }
    assert by_code["no-source"] == "warning"
    assert by_code["claim-unsourced"] == "error"


def test_the_whole_report_is_read_for_repetition_tone_and_length():
    long = "对辖区内重点企业开展安全生产专项检查并督促整改到位"
    assert "sentence-repeated" in codes([f"{long}。", f"{long}。"], [long])
    assert "praise-in-problems" in codes("取得显著成效，圆满完成任务。", ["圆满完成任务"], part="problems")
    assert "done-in-plans" in codes("已建成苗圃两处。", ["已建成苗圃两处"], part="plans")
    assert "too-long" in codes(f"{long}。", [long], length=10)
    assert "too-short" in {f.code for f in found(f"{long}。", [long], length=900)}
    two = [("全县森林覆盖率达到61.2%。", ("1",)), ("全县森林覆盖率达到62.1%。", ("2",))]
    assert "two-values" in codes(two, ["全县森林覆盖率达到61.2%", "全县森林覆盖率达到62.1%"])


def test_the_page_and_the_checks_count_one_length():
    notes = (
        "Ran 12 drop-in walks and 3 co-op stalls\nChallenges\nVan broke down - cost £1,870\nPlans\nwe'll mend the van"
    )
    draft = service.draft(notes, kind="ngo_annual", period="2025", length=10)
    (long,) = (f.message for f in service.check(draft) if f.code == "too-long")
    assert f"has {board.whole(draft)['length']} words" in long


@pytest.mark.parametrize(
    ("sentence", "note", "strange"),
    [
        ("活动室仅22平方米，坐不下。", "活动室才22平，坐不下", []),
        ("暑托班2期收了60个孩子。", "暑托班2期收了60个娃", []),
        ("暑托班2期收了60个孩子，家长欢迎。", "暑托班2期收了60个娃", ["家长欢迎"]),
    ],
)
def test_the_formal_word_for_a_note_s_own_is_nothing_added(sentence, note, strange):
    told = [
        sentence[f.start : f.end] for f in found(sentence, [note]) if f.code in {"words-unsourced", "clause-unsourced"}
    ]
    assert told == strange


def test_wording_is_only_hinted_at():
    hints = found("截止目前，落实四个意识,不断赋能，赋能提升。", ["截止目前，落实四个意识，不断赋能，赋能提升"])
    assert {"confusable", "phrase-unquoted", "surface", "word-worn"} <= {f.code for f in hints}
    assert {f.severity for f in hints} == {"hint"}


@pytest.mark.parametrize(
    "text", ["开展预防犯罪宣传3次。", "校园满意度98%。", "按装机容量收费。", "涉及到期合同5份。", "收集老人材料12份。"]
)
def test_a_slip_is_none_within_other_words(text):
    assert "confusable" not in {f.code for f in found(text, [text])}


def apply_first(draft, code):
    finding = next(f for f in checks.check_draft(draft) if f.code == code)
    return finding, service.apply_remedy(draft, finding)


@pytest.mark.parametrize(
    ("sentences", "notes", "code", "after"),
    [
        (["开展巡查64次，慰问职工。"], ["开展巡查46次，慰问职工"], "figure-unsourced", "开展巡查46次，慰问职工。"),
        (["服务群众超800人次。"], ["服务群众近800人次"], "modifier-changed", "服务群众近800人次。"),
        (["走访企业35家，慰问职工。"], ["走访企业XX家，慰问职工"], "placeholder-lost", "走访企业XX家，慰问职工。"),
        (["造林面积下降5%。"], ["造林面积增长5%"], "direction-turned", "造林面积增长5%。"),
        (["落实四个意识。"], ["落实四个意识"], "phrase-unquoted", "落实“四个意识”。"),
        (
            ["办理提案12件。"],
            ["办理提案12件，代表委员对办理结果全部表示认可"],
            "clause-missing",
            "办理提案12件，代表委员对办理结果全部表示认可。",
        ),
        ([("办理提案12件。", ("1",)), ("风景很好。", ())], ["办理提案12件"], "no-source", "办理提案12件。"),
    ],
)
def test_a_remedy_mends_what_was_found_and_nothing_else(sentences, notes, code, after):
    draft = draft_of(sentences, notes)
    finding, mended = apply_first(draft, code)
    (item,) = mended.report.achievements.items
    assert item.text == after
    assert (item.state, item.versions[-1].by, item.versions[-1].instruction) == ("hand", "hand", code)
    assert (finding.code, finding.digest) not in {(f.code, f.digest) for f in checks.check_draft(mended)}
    assert mended.rev == draft.rev + 1


def test_a_long_sentence_is_split_and_each_half_keeps_its_own_source():
    notes = ["开展护林巡查46次", "修订采购流程细则", "举办摄影展览两期", "慰问老党员36人"]
    draft = draft_of(["开展护林巡查46次；修订采购流程细则；举办摄影展览两期；慰问老党员36人。"], notes)
    _, mended = apply_first(draft, "too-many-sources")
    assert [s.sources for s in mended.report.achievements.items[0].sentences] == [("1",), ("2",), ("3",), ("4",)]


def test_a_remedy_is_refused_once_the_text_has_changed_or_is_locked():
    draft = draft_of(["开展巡查64次。"], ["开展巡查46次"])
    finding, mended = apply_first(draft, "figure-unsourced")
    with pytest.raises(TargetError, match="stands no more"):
        service.apply_remedy(mended, finding)
    with pytest.raises(TargetError, match="is locked"):
        service.apply_remedy(service.lock(draft, "1.1"), finding)
    with pytest.raises(TargetError, match="has no remedy"):
        service.apply_remedy(draft, finding.model_copy(update={"remedy": ""}))


def test_a_confirmation_lapses_when_the_sentence_or_the_note_changes():
    draft = draft_of(["排查企业47家。"], ["排查企业18家", "排查企业29家"])
    finding = next(f for f in checks.check_draft(draft) if f.code == "figure-derived")
    ruled = draft.model_copy(update={"decisions": (Confirmed(code=finding.code, digest=finding.digest),)})
    assert "figure-derived" not in {f.code for f in checks.check_draft(ruled)}
    other = tuple(f.model_copy(update={"text": f"{f.text}，含新增"}) for f in ruled.facts)
    assert "figure-derived" in {f.code for f in checks.check_draft(ruled.model_copy(update={"facts": other}))}


def test_spans_point_into_the_sentence_and_the_note():
    (finding,) = [f for f in found("开展巡查64次。", ["开展巡查46次"]) if f.code == "figure-unsourced"]
    assert "开展巡查64次。"[finding.start : finding.end] == "64次"
    assert "开展巡查46次"[finding.spans[0].start : finding.spans[0].end] == "46次"


WORDS = st.sampled_from(
    [
        "开展",
        "巡查",
        "46次",
        "增长",
        "下降",
        "5.2%",
        "未",
        "完成",
        "将",
        "推进",
        "“四个意识”",
        "《办法》",
        "XX家",
        "近800人",
        "王建国",
        "科技局",
        "2025年",
        "，",
        "。",
        "；",
        "、",
        "the",
        "will",
        "12",
        "£3k",
        "not",
        "of",
        "Leeds",
        ",",
        ".",
        "(",
        "）",
        "一是",
    ]
)
TEXTS = st.one_of(st.lists(WORDS, max_size=24).map("".join), st.text(max_size=60))


@settings(max_examples=120, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=3), st.lists(TEXTS, min_size=1, max_size=3), st.sampled_from(["zh", "en"]))
def test_no_text_breaks_the_checks_and_every_span_lies_inside(sentences, notes, language):
    draft = draft_of(sentences, notes, language)
    (item,) = draft.report.achievements.items
    lengths = {fact.id: len(fact.text) for fact in draft.facts}
    for finding in checks.check_draft(draft):
        text = (
            item.sentences[finding.sentence].text
            if finding.item == "1.1" and finding.sentence is not None
            else item.heading or ""
        )
        assert 0 <= finding.start <= finding.end <= max(len(text), finding.end if finding.item is None else 0)
        assert all(0 <= span.start <= span.end <= lengths[span.fact] for span in finding.spans)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=16).map("".join), min_size=1, max_size=3))
def test_a_report_of_its_own_notes_has_no_error(notes):
    draft = draft_of([(note, (str(i),)) for i, note in enumerate(notes, 1)], notes)
    assert [f.message for f in checks.check_draft(draft) if f.severity == "error"] == []


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.lists(TEXTS, max_size=3))
def test_a_comparison_places_equal_words_only(sentence, sources):
    compared = compare(sentence, tuple(sources))
    for word, place in zip(compared.sentence.words, compared.places, strict=True):
        assert place is None or compared.sources[place[0]].words[place[1]] == word
    assert all(0 <= change.start <= change.end <= len(sentence) for change in compared.changes)


def test_an_edit_costs_one_item(monkeypatch):
    draft = draft_of(["开展巡查46次。"], ["开展巡查46次"])
    first = checks.check_draft(draft)
    assert checks.check_draft(draft.model_copy(update={"rev": 9}))[: len(first)] == first
    (item,) = draft.report.achievements.items
    rules = checks.rules_for(draft, __import__("drafter").kinds.load_kind("zh", "department"))
    assert checks.check_item(item, draft.facts, rules) is checks.check_item(item, draft.facts, rules)


@pytest.mark.parametrize(
    ("sentence", "says"),
    [
        ("走访XX单位。", "待补：走访XX单位"),
        ("XX机关党组从严治党。", "待补：XX机关党组从严…"),
        ("走访企业XX家。", "待补：走访企业XX家"),
    ],
)
def test_a_placeholder_is_named_with_the_words_behind_it(sentence, says):
    assert says in {f.message for f in found(sentence, [sentence]) if f.code == "placeholder"}
