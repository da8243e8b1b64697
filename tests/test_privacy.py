"""What concerns one person alone is kept back; what a service does for many is not."""

import pytest

from drafter import service
from drafter.facts import privacy
from tests import judge


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Mark in the shop is off sick with depression"),
        ("en", "A volunteer was arrested for stealing the float"),
        ("en", "Mrs Lane has been in hospital since August"),
        ("en", "One mother lost her husband in March"),
        ("en", "wifi password: heron77"),
        ("en", "Policy no. AB 4471923 renews in May"),
        ("zh", "小王工伤住院，科里轮流陪护"),
        ("zh", "局长老周被处分"),
        ("zh", "后勤老何欠债不还"),
        ("zh", "一个孩子的爸爸坐了牢"),
        ("zh", "我因病住院3天，工作没落下"),
    ],
)
def test_the_trouble_of_one_person_is_private(line, language):
    assert privacy.tells_of_one(line, language)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Anna runs our dementia cafe, open every Tuesday"),
        ("en", "Mrs Lane gave £500 for the stroke club"),
        ("en", "Grace House had 12 residents"),
        ("en", "14 members were diagnosed with diabetes"),
        ("en", "our volunteers made 40 visits to patients in hospital"),
        ("zh", "老李带头开展脑卒中筛查"),
        ("zh", "陈医生救治脑梗患者12名"),
        ("zh", "老旧小区改造欠款清零"),
        ("zh", "小区欠费3.2万元"),
        ("zh", "一名职工被通报"),
        ("zh", "查处违规喝酒6起"),
    ],
)
def test_what_is_done_for_many_is_not(line, language):
    assert not privacy.tells_of_one(line, language)


def test_a_private_trouble_stands_nowhere_in_the_report():
    draft = service.draft("走访困难家庭40户\n老沈得了尿毒症，大家凑了5000元\n", kind="community", period="2025")
    assert "老沈" not in judge.report_text(draft)
    assert "尿毒症" not in judge.report_text(draft)
