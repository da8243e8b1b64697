"""Invented reports as draft values, for the tests of formats: a Chinese and an English one, and variants of each."""

from drafter.schema import (
    Attachment,
    Draft,
    Fact,
    Finding,
    Item,
    Note,
    Part,
    Report,
    Request,
    Section,
    Sentence,
    Signature,
    Table,
    Version,
)

PRIVATE = "只写在素材里的一句话 canary-4711"
"""Stands in a note and in an old version only: no clean copy may hold it."""


def _item(name, heading, *texts, table=None):
    sentences = tuple(Sentence(text=text, sources=(name.rpartition(".")[2],)) for text in texts)
    old = Version(heading=heading, sentences=(Sentence(text=PRIVATE),), by="rule", at="2025-12-01T08:00:00Z")
    return Item(id=name, heading=heading, sentences=sentences, state="done", table=table, versions=(old,))


ACHIEVEMENTS_ZH = (
    _item(
        "1.1", "抓实理论武装，筑牢思想根基",
        "局党组把学习贯彻党的二十届四中全会精神作为首要政治任务，制定年度学习计划，坚持个人自学、集中研讨、现场教学相结合。",
        "全年开展党组理论学习中心组学习12次、专题研讨6次，局领导带头讲党课8次，各支部开展“三会一课”126场次、主题党日48次，参加党员1390人次。",
        "扎实开展深入贯彻中央八项规定精神学习教育，查摆问题23个，整改完成21个，其余2个已明确责任人和完成时限。",
        "建好用好“林间课堂”，把党课开到造林一线和管护站点，组织宣讲16场，听讲群众XX人次。",
    ),
    _item(
        "1.2", "抓实造林绿化，厚植生态底色",
        "坚持山水林田湖草沙一体化保护和系统治理，把任务落实到乡镇、到山头、到地块。",
        "完成人工造林1.86万亩、封山育林2.4万亩、退化林修复1.12万亩，分别占年度任务的103%、100%、98%。",
        "退化林修复未完成的0.02万亩主要受夏季持续高温影响，已列入今冬明春补植计划。",
        "开展“互联网+全民义务植树”活动32场，参加干部群众1.5万人次，栽植苗木8.6万株，成活率为91.3%。",
        "石桥镇、青溪乡创建省级森林乡镇，新增省级森林村庄7个，全县森林覆盖率由去年的58.4%提高到58.9%。",
    ),
    _item(
        "1.3", "抓实资源管护，守牢安全底线",
        "全面推行林长制，县、乡、村三级林长巡林4620人次，协调解决问题187件，办结率为97.9%。",
        "严格落实森林防火责任，开展隐患排查9轮，发现隐患418处，整改412处；其余6处已制定方案，明年3月底前完成。",
        "新建防火隔离带36.5公里、消防蓄水池14座，更新风力灭火机60台，组织防扑火演练11次，全年未发生较大以上森林火灾。",
        "开展松材线虫病秋季普查，清理病枯死树3246株，实施飞机防治5.2万亩，疫情面积比去年下降12.6%。",
        "查处涉林行政案件39起，移送司法机关2起，收回林地215亩，补种树木1.3万株。",
    ),
    _item(
        "1.4", "抓实兴林富民，做强绿色产业",
        "围绕“千亩油茶、万亩竹林”目标，新造油茶3200亩，改造低产林5600亩，培育竹林示范基地4个。",
        "引进竹木加工企业3家，协议投资2.06亿元，到位资金8650万元，带动务工860人，人均增收约4200元。",
        "发展林下中药材、食用菌等1.1万亩，新增林下经济合作社9家，产值达到1.75亿元，同比增长13.6%。",
        "兑现公益林生态效益补偿资金1268万元、天然林停伐补助资金436万元，惠及农户2.3万户。",
        "举办林农实用技术培训班26期，培训2140人次，发放资料5000余份，选派科技特派员15名，解决技术难题52个。",
    ),
    _item(
        "1.5", "抓实改革创新，提升服务效能",
        "深化集体林权制度改革，办理林权类不动产登记1127宗，流转林地1.4万亩，发放林权抵押贷款3600万元。",
        "推进林业政务服务事项“一网通办”，28项事项全部进驻政务服务中心，平均办理时限由12个工作日压减到5个工作日，群众满意率为99.2%。",
        "建成智慧林业平台一期工程，接入视频监控86路、无人机12架、护林员终端310台，火情发现到处置的平均用时缩短到18分钟。",
        "开展林木采伐、林地审批“放管服”改革，告知承诺审批263件，办理林地征占用手续41宗，服务重点项目17个。",
    ),
    _item(
        "1.6", "压实主体责任，全面从严治党",
        "党组专题研究党风廉政建设4次、意识形态工作4次，签订责任书37份，开展廉政谈话96人次。",
        "聚焦造林工程、采伐审批、资金补助等重点领域开展专项检查，发现问题15个，全部完成整改，修订制度9项。",
        "加强干部队伍建设，提拔重用7名，交流轮岗11名，选派5名干部到乡村振兴一线锻炼，招录专业技术人员4名。",
        "落实基层减负要求，全年发文同比减少15.8%，召开会议同比减少10.2%，开展综合性督查1次。",
    ),
)  # fmt: skip

PROBLEMS_ZH = (
    _item("2.1", "基层管护力量不足", "全县专职护林员310名，人均管护面积7800亩，其中55岁以上占46%，12个村尚无专职护林员，巡护难以做到全覆盖。"),
    _item("2.2", "科技支撑不够有力", "全局林业专业技术人员仅29名，高级职称5名，良种使用率为71%，低于全市平均水平6个百分点。"),
    _item("2.3", "产业链条短、附加值不高", "竹木加工企业以初级产品为主，规模以上企业仅2家，“云岭山茶油”品牌市场占有率较低。"),
    _item("2.4", "松材线虫病防控压力大", "疫点乡镇由4个减为3个，但周边县疫情点多面广，检疫检查站点仅有2个，外来输入风险仍然较高。"),
)  # fmt: skip

PLANS_ZH = (
    _item("3.1", "充实基层管护力量", "2026年6月底前补齐12个村的专职护林员，推行网格化管护，完成全员轮训，新增护林员终端60台，实现重点林区每周巡护2次。"),
    _item("3.2", "强化科技支撑", "与省林科院共建油茶科技小院1个，引进专业技术人员6名，建设良种繁育基地300亩，力争良种使用率达到78%。"),
    _item("3.3", "延伸林业产业链条", "引进精深加工企业2家，新造油茶3000亩，打造“云岭山茶油”区域公用品牌，力争林业产值达到18.2亿元。"),
    _item("3.4", "打好松材线虫病防控攻坚战", "新建检疫检查站点2个，10月底前完成疫木清理，再拔除疫点1个，与周边3县建立联防联控机制。"),
    _item("3.5", None, "落实全面从严治党主体责任，党组每半年专题研究1次党风廉政建设工作，对造林、采伐、补助资金开展全过程监督，确保项目安全、资金安全、干部安全。"),
    _item("3.6", None, "开展机关作风评议2次。"),
)  # fmt: skip

NOTES = (Note(id=1, text="中心组学习12次"), Note(id=2, text=PRIVATE, removed=True))


def summary_zh(**changes):
    """A department's annual summary of some 3,000 characters; `changes` replace fields of the report."""
    opening = Item(
        id="opening",
        sentences=(
            Sentence(text="2025年，在县委、县政府坚强领导和市林业局精心指导下，县林业局坚持以习近平新时代中国特色社会主义思想为指导，", sources=("kind:opening",)),
            Sentence(text="深入践行绿水青山就是金山银山理念，围绕护林、增绿、富民三项任务，扎实推进各项工作，年度目标任务总体完成。", sources=("kind:opening",)),
            Sentence(text="现将有关情况报告如下。", sources=("kind:opening",)),
        ),
        state="done",
    )  # fmt: skip
    report = Report(
        title="云岭县林业局2025年工作总结及2026年工作打算",
        opening=opening,
        achievements=Part(title="主要工作开展情况", items=ACHIEVEMENTS_ZH),
        problems=Part(title="存在的主要问题", items=PROBLEMS_ZH),
        plans=Part(title="2026年工作打算", items=PLANS_ZH),
        signature=Signature(issuer="云岭县林业局", date="2025年12月8日"),
    )
    return Draft(
        id="f" * 32,
        request=Request(kind="department", language="zh", unit="云岭县林业局", period="2025", author="某科员"),
        notes=NOTES,
        facts=(Fact(id="1", note=1, text="中心组学习12次", part="achievements"),),
        report=report.model_copy(update=changes),
    )


TARGETS = Table(
    header=("指标", "年度任务", "完成情况", "完成率"),
    rows=(
        ("人工造林", "1.8万亩", "1.86万亩", "103%"),
        ("封山育林", "2.4万亩", "2.4万亩", "100%"),
        ("退化林修复", "1.14万亩", "1.12万亩", "98%"),
        ("义务植树", "8万株", "8.6万株", "107.5%"),
    ),
    facts=("2", "3", "4", "5"),
)


def everything_zh():
    """Every piece that a report can hold: recipient, table, other parts, a gap, placeholders, closing, attachments."""
    base = summary_zh().report
    lead = ACHIEVEMENTS_ZH[1].model_copy(update={"table": TARGETS})
    return summary_zh(
        title="中共云岭县林业局党组关于2025年林业工作情况和2026年林业工作安排的报告",
        recipient="县委、县政府",
        achievements=base.achievements.model_copy(update={"items": (ACHIEVEMENTS_ZH[0], lead, *ACHIEVEMENTS_ZH[2:4])}),
        problems=Part(title="存在的主要问题", gap="【待补充：素材中没有写到问题，请补两至三条】"),
        others=(
            Section(title="基本情况", paragraphs=("局机关设7个股室，下属事业单位5个、国有林场2个，现有干部职工186名。",), before="achievements"),
            Section(title="需要县委、县政府支持的事项", paragraphs=("恳请将智慧林业平台二期工程列入2026年县级重点项目。",)),
        ),
        closing=(Sentence(text="特此报告。", sources=("kind:closing",)),),
        signature=Signature(issuer="中共云岭县林业局党组", date="XXXX年XX月XX日"),
        attachments=(
            Attachment(title="2025年林业重点指标完成情况表", paragraphs=("人工造林完成1.86万亩。", "封山育林完成2.4万亩。")),
            Attachment(title="2026年林业重点项目及需要县直有关部门配合落实的事项清单"),
            Attachment(title="省级森林村庄名单", paragraphs=("石桥镇枫林村等7个村。",)),
        ),
    )  # fmt: skip


def short_zh():
    """Three notes' worth: under a page, no signature."""
    return summary_zh(
        title="县档案馆2025年工作总结",
        achievements=Part(title="主要工作情况", items=(_item("1.1", "推进档案数字化", "完成数字化扫描12.6万页，接待查档1280人次。"),)),
        problems=Part(title="存在问题", items=(_item("2.1", None, "库房面积不足，缺口200平方米。"),)),
        plans=Part(title="下步打算", items=(_item("3.1", "争取新馆立项", "6月底前完成选址论证。"),)),
        signature=None,
    )  # fmt: skip


ACHIEVEMENTS_EN = (
    _item(
        "1.1", "Restoring banks and reopening the river",
        "We planted 6,350 trees along 4.2 km of bank, above the targets of 5,000 trees and 4 km.",
        "On 22 August we removed the weir at Tannery Lane, and in October a camera recorded one salmon upstream.",
        "Two further weirs at Old Mill and Priory Street were surveyed, and consent to lower them was granted in November.",
    ),
    _item(
        "1.2", "Measuring water quality and wildlife",
        "We tested 38 sites each month and analysed 412 samples.",
        "Phosphate was above the limit at nine sites; at Low Mill it was 18% lower than in 2024.",
        "Otter signs were found at seven of 12 monitored points, compared with five in 2024.",
    ),
    _item("1.3", "Working with farms", "Twenty-seven farms signed land management advice plans, and 11 fenced cattle out of the river.",
          "Nine kilometres of hedge were laid, and six farms began to store slurry under cover."),
    _item(
        "1.4", "Involving people",
        "We made 34 school visits and worked with 1,190 pupils.",
        "A total of 265 volunteers gave 4,870 hours, and sixteen summer litter picks removed 3.1 tonnes of rubbish.",
        "The river festival was attended by [number to be confirmed] visitors.",
    ),
    _item("1.5", "Finances", "Income was £318,400 and expenditure £301,750.", "Unrestricted reserves stood at £74,000, or about three months of spending."),
)  # fmt: skip


def annual_en(**changes):
    """A charity's annual report in English; `changes` replace fields of the report."""
    report = Report(
        title="Millbrook Rivers Trust: Annual Report 2025",
        opening=Item(
            id="opening",
            sentences=(
                Sentence(text="In 2025 Millbrook Rivers Trust worked with farmers, schools and volunteers to improve river habitat and to measure water quality."),
                Sentence(text="This report sets out what was done between January and December 2025, the difficulties we met, and our plans for 2026."),
            ),
            state="done",
        ),
        achievements=Part(title="Achievements", items=ACHIEVEMENTS_EN),
        problems=Part(title="Challenges", items=(
            _item("2.1", "Farm paperwork", "Two farms withdrew from the advice programme because they found the paperwork too heavy."),
            _item("2.2", "Lost fieldwork", "A wet spring cost three weeks of fieldwork, and the fish survey covered six of ten sites."),
            _item("2.3", "Dependence on one grant", "A single grant, which ends in March 2027, provided 46% of income."),
        )),
        plans=Part(title="Plans for 2026", items=(
            _item("3.1", "Make farm advice simpler", "We will cut the advice plan to two pages, and sign eight new farms by September."),
            _item("3.2", "Complete the fish survey", "We will survey all ten sites, starting in May rather than April."),
            _item("3.3", None, "We will seek two new funders and publish an open data page."),
        )),
        signature=Signature(issuer="Millbrook Rivers Trust", date="12 January 2026"),
    )  # fmt: skip
    return Draft(
        id="e" * 32,
        request=Request(kind="ngo_annual", language="en", unit="Millbrook Rivers Trust", period="2025"),
        notes=NOTES,
        report=report.model_copy(update=changes),
    )


def everything_en():
    """Every piece that an English report can hold."""
    base = annual_en().report
    table = Table(
        header=("Objective", "Target", "Actual"),
        rows=(("Trees planted", "5,000", "6,350"), ("Bank restored", "4 km", "4.2 km"), ("Fish survey sites covered", "10", "6")),
    )  # fmt: skip
    return annual_en(
        recipient="The Trustees of the Millbrook Rivers Trust",
        achievements=base.achievements.model_copy(
            update={"items": (ACHIEVEMENTS_EN[0].model_copy(update={"table": table}), *ACHIEVEMENTS_EN[1:])}
        ),
        problems=Part(title="Challenges", gap="[difficulties to be confirmed: the notes name none]"),
        others=(Section(title="Structure and governance", paragraphs=("The trust has nine trustees.",), before="achievements"),),
        closing=(Sentence(text="We thank our volunteers."), Sentence(text="Questions are welcome.")),
        attachments=(
            Attachment(title="Sampling sites", paragraphs=("Low Mill, Tannery Lane and 36 others.",)),
            Attachment(title="Accounts for the year"),
        ),
    )  # fmt: skip


SAMPLES = {
    "summary_zh": summary_zh,
    "everything_zh": everything_zh,
    "short_zh": short_zh,
    "annual_en": annual_en,
    "everything_en": everything_en,
}


def findings_for(draft):
    """Findings of each anchor: on a sentence, on an item, on the whole report, on an item that is not printed."""
    first = draft.report.achievements.items[0]
    return (
        Finding(code="number", severity="error", message="“12次”在所引素材中没有。", item=first.id, sentence=1, start=3, end=6),
        Finding(code="placeholder", severity="warning", message="还有待补的数：XX人次。", item=first.id, sentence=3),
        Finding(code="heading", severity="hint", message="小标题偏长。", item=first.id),
        Finding(code="coverage", severity="warning", message="第2条素材未写入。"),
        Finding(code="length", severity="hint", message="全文比要求的短。"),
        Finding(code="stale", severity="warning", message="这一条所引的素材已改。", item="gone"),
    )  # fmt: skip
