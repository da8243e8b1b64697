import pytest
from hypothesis import given
from hypothesis import strategies as st

from drafter import notes, service
from drafter.errors import InputError

TEXT = "一、工作\n1、开展12次\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_what_an_office_saves_is_decoded(encoding, ending):
    data = TEXT.replace("\n", ending).encode(encoding)
    assert notes.decode(data) == TEXT


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"%PDF-1.7 ...", "not a text file"),
        (b"PK\x03\x04....", "not a text file"),
        (bytes(range(256)) * 10, "not readable as text"),
        (b"a" * (notes.MAX_BYTES + 1), "up to 2,000,000 bytes"),
    ],
)
def test_binary_and_over_large_files_get_a_clear_error(data, says):
    with pytest.raises(InputError, match=says) as caught:
        notes.decode(data, "x.bin")
    assert "x.bin" in str(caught.value)


@pytest.mark.parametrize("text", ["", " \n\t\n", "\ufeff\n"])
def test_empty_notes_are_refused(text):
    with pytest.raises(InputError, match="empty"):
        notes.read_notes(text)


def test_each_line_is_a_note_as_typed_and_blank_lines_count_for_nothing():
    found = notes.read_notes("  - 开展 12次 \n\n二\n")
    assert [(note.id, note.text) for note in found] == [(1, "  - 开展 12次"), (2, "二")]


def test_rereading_keeps_the_ids_of_unchanged_and_lightly_changed_lines():
    old = notes.read_notes("开展培训12次\n走访企业30家\n完成换届选举工作")
    new = notes.reread(old, notes.read_notes("走访企业30家\n新增一条完全不同的内容\n开展培训13次\n完成换届选举工作"))
    assert [(note.id, note.text) for note in new] == [
        (2, "走访企业30家"),
        (4, "新增一条完全不同的内容"),
        (1, "开展培训13次"),
        (3, "完成换届选举工作"),
    ]


def test_an_id_is_never_used_twice():
    old = notes.read_notes("甲事完成\n乙事完成")
    without = notes.reread(old, notes.read_notes("甲事完成"))
    assert [(n.id, n.removed) for n in without] == [(1, False), (2, True)]
    again = notes.reread(without, notes.read_notes("甲事完成\n丙项工作另起一行"))
    assert {n.id for n in again if not n.removed} == {1, 3}


def test_rereading_matches_the_notes_of_each_file_and_leaves_a_file_that_is_not_given():
    one, two = (
        notes.read_notes("甲事完成\n乙事完成", "a.txt"),
        notes.read_notes("甲事完成\n培训护林员312人次", "b.txt", first=3),
    )
    later = notes.read_notes("丙事完成", "c.txt", first=5)
    edited = (
        *notes.read_notes("甲事完成\n乙事完成", "a.txt"),
        *notes.read_notes("培训护林员321人次\n新办食堂", "b.txt"),
    )
    new = notes.reread((*one, *two, *later), edited)
    standing = [(note.id, note.origin, note.text) for note in new if not note.removed]
    assert standing == [
        (1, "a.txt", "甲事完成"),
        (2, "a.txt", "乙事完成"),
        (4, "b.txt", "培训护林员321人次"),
        (6, "b.txt", "新办食堂"),
        (5, "c.txt", "丙事完成"),
    ]
    assert [note.id for note in new if note.removed] == [3]


@given(
    st.lists(st.text(alphabet="开展培训走访12次家。 ", min_size=1, max_size=12), min_size=1, max_size=12), st.randoms()
)
def test_rereading_any_edit_keeps_ids_unique_and_every_line(lines, random):
    text = "\n".join(lines)
    if not text.strip():
        return
    old = notes.read_notes(text)
    shuffled = list(lines)
    random.shuffle(shuffled)
    shuffled = [*shuffled[: len(shuffled) // 2], "全新的一行"]
    new = notes.reread(old, notes.read_notes("\n".join(shuffled)))
    ids = [note.id for note in new]
    assert len(ids) == len(set(ids))
    assert [n.text for n in new if not n.removed] == [line.rstrip() for line in shuffled if line.strip()]


@pytest.mark.parametrize(
    ("kind", "head", "unit", "period"),
    [
        ("department", "农业农村局种植业科 2025年 年终总结素材（小王记的，乱，见谅）", "农业农村局种植业科", "2025"),
        ("hospital", "XX县第二人民医院2025年 工作素材", "XX县第二人民医院", "2025"),
        ("ngo_annual", "2025 – Hillside Animal Rescue", "Hillside Animal Rescue", "2025"),
        ("grant_progress", "Period: Jan-Jun 2025", "", "January to June 2025"),
        ("ngo_annual", "Reporting: Q3 2025", "", "Q3 2025"),
    ],
)
def test_the_first_line_says_whose_year_it_was(kind, head, unit, period):
    draft = service.draft(
        f"{head}\n培训3场" if kind in {"department", "hospital"} else f"{head}\n12 visits made", kind=kind
    )
    assert (draft.request.unit, draft.request.period) == (unit, period)
    assert draft.facts[0].reason == "form"


def test_a_plan_is_no_addressee():
    assert (
        service.draft("12 visits made\nHoping to: buy a minibus; hire a cook", kind="ngo_annual").request.recipient
        == ""
    )
