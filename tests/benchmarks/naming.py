"""Invented names for the faithfulness benchmark: planted into true sentences, so that renaming one is surely a lie."""

import re

PLACES = (
    "北京", "上海", "天津", "重庆", "广州", "深圳", "苏州", "杭州", "南京", "宁波", "成都", "绵阳", "大连", "沈阳", "长春", "哈尔滨", "兰州", "西宁", "贵阳", "遵义",
    "南宁", "桂林", "石家庄", "唐山", "雄安", "温州", "烟台", "青岛", "济南", "洛阳", "郑州", "宜昌", "武汉", "襄阳", "湛江", "珠海", "横琴", "前海", "南沙", "云南",
    "贵州", "山西", "陕西", "西安", "延安", "甘肃", "青海", "新疆", "西藏", "拉萨", "宁夏", "银川", "福建", "厦门", "福州", "泉州", "海南", "海口", "三亚", "广东",
    "广西", "湖南", "长沙", "湖北", "江西", "南昌", "安徽", "合肥", "芜湖", "浙江", "江苏", "徐州", "无锡", "山东", "河南", "河北", "辽宁", "吉林", "黑龙江", "内蒙古",
    "包头", "呼和浩特", "浦东", "海淀", "福田", "武侯", "昆明", "大理", "太原", "大同", "乌鲁木齐", "喀什", "张家口", "秦皇岛", "台州", "金华", "九江", "赣州",
)  # fmt: skip
TOWNS = (
    "青阳",
    "云河",
    "永丰",
    "石桥",
    "柳林",
    "安岭",
    "临川",
    "望江",
    "东湖",
    "平川",
    "大通",
    "三河",
    "白沙",
    "红旗",
    "新市",
    "龙泉",
    "双桥",
    "古城",
)
OFFICES = (
    "科技局", "财政局", "教育局", "民政局", "水利局", "商务局", "税务局", "统计局", "应急管理局", "市场监管局", "卫生健康局", "发展改革局", "审计局", "信访局",
    "司法局", "自然资源局", "农业农村局", "生态环境局", "文化旅游局", "残联", "总工会", "妇联", "团委", "融媒体中心", "疾控中心",
)  # fmt: skip
BODIES = ("街道", "社区", "村", "中学", "小学", "医院", "林场", "水库管理所", "敬老院", "派出所", "司法所", "工业园区")
FIRMS = ("宏远", "华兴", "鼎盛", "金穗", "恒泰", "天成", "绿源", "明德", "瑞丰", "安泰")
TRADES = ("建设集团", "物业公司", "食品有限公司", "科技有限公司", "农机合作社", "会计师事务所")
SURNAMES, GIVEN = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗",
    (
        "建国",
        "晓明",
        "志强",
        "海燕",
        "国华",
        "立新",
        "秀英",
        "文博",
        "丽娟",
        "永刚",
        "雪梅",
        "浩",
        "敏",
        "伟东",
        "玉兰",
    ),
)
EN_PLACES = (
    "Harrow",
    "Eastleigh",
    "Kisumu",
    "Bradwell",
    "Linton",
    "Marsden",
    "Ashby",
    "Tollcross",
    "Penrith",
    "Ormskirk",
    "Whitby",
    "Kampala",
)
EN_FIRST, EN_LAST = ("Amina", "Grace", "Peter", "Helen", "Tom", "Ruth", "Daniel", "Maria", "Ian", "Leila"), ("Okello", "Ferris", "Talbot", "Nwosu", "Grant", "Patel", "Moreau", "Lindqvist", "Hughes", "Sato")  # fmt: skip
EN_BODIES = (
    "County Council",
    "Housing Trust",
    "Community Foundation",
    "Primary School",
    "Health Centre",
    "Wildlife Group",
    "Youth Club",
    "Rotary Club",
)

PLANTS = {
    "zh": {"org": ("{t}，由{n}牵头。", "{n}会同有关单位，{t}。", "{t}，{n}配合实施。", "{t}，有关材料报{n}备案。"),
           "person": ("{t}，{n}同志具体负责。", "在{n}带领下，{t}。", "{t}，联系人为{n}。"),
           "place": ("{t}，在{n}先行试点。", "在{n}，{t}。", "{t}，组织赴{n}考察学习。"),
           "year": ("{n}年，{t}。", "自{n}年起，{t}。", "{t}，{n}年完成。", "{t}，时间为{n}年。")},
    "en": {"org": ("{t}, together with {n}.", "With {n}, {u}.", "{t}, and {n} paid for it."),
           "person": ("{t}, led by {n}.", "{n} reported that {u}."),
           "place": ("{t}, first of all in {n}.", "In {n}, {u}."),
           "year": ("In {n}, {u}.", "{t}, as agreed in {n}.", "Since {n}, {u}.")},
}  # fmt: skip


def new_name(sort, language, rng):
    """A name of that sort: org, person, place, or a year."""
    if sort == "year":
        return str(rng.randint(2021, 2027))
    if language == "en":
        person = f"{rng.choice(EN_FIRST)} {rng.choice(EN_LAST)}"
        return {
            "org": f"{rng.choice(EN_PLACES)} {rng.choice(EN_BODIES)}",
            "person": person,
            "place": rng.choice(EN_PLACES),
        }[sort]
    office = (
        f"{rng.choice(TOWNS)}{rng.choice('县市区')}{rng.choice(OFFICES)}"
        if rng.random() < 0.5
        else f"{rng.choice('省市县区')}{rng.choice(OFFICES)}"
    )
    body = (
        f"{rng.choice(TOWNS)}{rng.choice(BODIES)}" if rng.random() < 0.6 else f"{rng.choice(FIRMS)}{rng.choice(TRADES)}"
    )
    place = (
        f"{rng.choice(TOWNS)}{rng.choice(('县', '镇', '乡', '区', '街道', '村'))}"
        if rng.random() < 0.6
        else rng.choice(PLACES)
    )
    person = rng.choice(SURNAMES) + rng.choice(GIVEN)
    return {"org": rng.choice((office, body)), "person": person, "place": place}[sort]


def plant(text, sort, name, language, rng):
    """A true sentence that also says the name."""
    bare = text.rstrip("。；！. ")
    small = bare[0].lower() + bare[1:] if re.match(r"(We|The|A|An|Our|This|It|There) ", bare) else bare
    return rng.choice(PLANTS[language][sort]).format(t=bare, u=small, n=name)


def rename(text, name, sort, language, rng):
    """The name in the text becomes another of its sort, now and then one that differs by little; None where it does not stand."""
    if name not in text:
        return None
    other = _near(name, sort, language, rng) if rng.random() < 0.4 else new_name(sort, language, rng)
    return None if other == name or other in text else text.replace(name, other)


def _near(name, sort, language, rng):
    if language == "en":
        rest = name.partition(" ")[2]
        return (
            f"{rng.choice(EN_FIRST if sort == 'person' else EN_PLACES)} {rest}".strip()
            if rest or sort == "place"
            else name
        )
    if sort == "person":
        return name[0] + rng.choice(GIVEN) if rng.random() < 0.5 else rng.choice(SURNAMES) + name[1:]
    for ends in (OFFICES, BODIES, TRADES):
        end = next((end for end in sorted(ends, key=len, reverse=True) if name.endswith(end)), "")
        if end:
            return name[: -len(end)] + rng.choice(ends)
    return rng.choice(TOWNS) + name[2:] if name[2:] else rng.choice(PLACES)


def places_in(text):
    """Places of the list that stand in the text."""
    return [place for place in PLACES if place in text]
