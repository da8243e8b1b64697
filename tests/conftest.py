"""Tests start from a clean environment: no settings of the machine, no user prompts, no model."""

import os
import re

import pytest
from hypothesis import settings

from tests import needs  # noqa: F401  # reads what it needs of the environment before any test clears it

settings.register_profile("unhurried", deadline=None)  # a busy machine is no finding
settings.load_profile("unhurried")

NOTES_ZH = """单位：云岭县机关工委 2025年
理论学习：中心组学习12次，专题研讨6次
主题党日10次 组织生活会4次
调研报告3篇，督办提案XX件
廉政谈话36人次，警示教育5次
问题：
制度执行偏松，敢抓敢管劲头不够
下步：
机关制度执行情况半年查一次
"""


@pytest.fixture(autouse=True)
def clean_environ(monkeypatch, tmp_path):
    for name in list(os.environ):
        if name.startswith(("DRAFTER_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "configuration"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


@pytest.fixture
def notes_zh():
    return NOTES_ZH


SLOW = re.compile(r"browser/|test_(?:word_render|kills|reading|sorting|serving|facts)\.py")
"""Files that wait for a browser, LibreOffice or a killed server, or draft every case."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Slow files begin first, so that at the end no worker is left alone with one; otherwise the order stays random."""
    items.sort(key=lambda item: SLOW.search(item.nodeid) is None)
