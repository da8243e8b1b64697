import pytest

from drafter import learned
from drafter.errors import PromptError


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A table of the user's own; what was remembered of the shipped ones is forgotten, and of this one afterwards."""
    monkeypatch.setenv("DRAFTER_PROMPTS", str(tmp_path))
    (tmp_path / "en").mkdir()
    learned.forget()
    yield lambda text: (tmp_path / "en" / "own.tsv").write_text(text, encoding="utf-8")
    learned.forget()


def test_weights_are_found_in_a_table_in_any_order(own):
    own("late\t150\t-50\n\t100\t0\nlate bus\t-25\t7\n晚\t3\t4\n")
    assert learned.weights("late", "en", "own.tsv") == (1.5, -0.5)
    assert learned.weights("晚", "en", "own.tsv") == (0.03, 0.04)
    assert learned.weights("lat", "en", "own.tsv") == ()
    assert learned.scores({"late", "bus"}, "en", "own.tsv") == (2.5, -0.5)


def test_a_table_that_has_no_numbers_is_said(own):
    own("late\tvery\n")
    with pytest.raises(PromptError, match="says 'very' instead of numbers"):
        learned.weights("late", "en", "own.tsv")
