import os
import subprocess
import sys
import textwrap

import pytest

from drafter import kinds, languages, prompts, service
from drafter.errors import InputError, PromptError
from drafter.formats import layout
from drafter.schema import Request
from drafter.settings import Settings, read_settings, unknown_variables

KINDS = [(kind.language, kind.id) for kind in kinds.list_kinds()]


@pytest.mark.parametrize(("language", "name"), KINDS)
def test_every_kind_is_whole_and_its_headings_are_parallel(language, name):
    kind = kinds.load_kind(language, name)
    assert kind.length == tuple(sorted(kind.length))
    assert sum(kind.parts[part].share for part in ("achievements", "problems", "plans")) == pytest.approx(1, abs=0.05)
    assert kind.themes[-1].cues == ()
    for part in ("problems", "plans"):
        heads = [getattr(theme, part) for theme in kind.themes]
        assert len(set(heads)) == len(heads)
    heads = [head for theme in kind.themes for head in theme.achievements]
    assert len(set(heads)) == len(heads)
    if language == "zh":
        assert {len(head.split("，")) for head in heads} == {2}


def test_the_kind_is_guessed_from_the_notes_and_the_language_from_the_letters():
    assert service.new_draft("主题党日3次").request.kind == "party_building"
    draft = service.new_draft("volunteers gave 300 hours to the trust")
    assert (draft.request.language, draft.request.kind) == ("en", "ngo_annual")


def test_a_station_in_a_town_is_no_town():
    assert service.new_draft("青石镇自来水站2025\n抢修117次").request.kind == "department"
    assert service.new_draft("青石镇2025年工作总结\n村道硬化3公里").request.kind == "community"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("Harbour Lights Choir, year to 31 Aug 2025", "Harbour Lights Choir: Annual Report for the year to 31 August 2025"),
        ("Friends of Elm Park (year ended 31 March 2025)", "Friends of Elm Park: Annual Report for the year ended 31 March 2025"),
        ("Kirkby Food Bank: Jan-Jun 2025", "Kirkby Food Bank: Annual Report for January to June 2025"),
        ("Elm Trust 2025", "Elm Trust: Annual Report 2025"),
        ("Elm Trust: Year to 31 Aug 2025", "Elm Trust: Annual Report for the year to 31 August 2025"),
    ],
)  # fmt: skip
def test_a_first_line_tells_the_organisation_and_its_year(line, title):
    draft = service.draft(f"{line}\n61 singers on the books\ntaster evening in September")
    assert title == draft.report.title
    assert draft.facts[0].reason == "form"


def test_unknown_names_are_answered_with_the_known_ones():
    with pytest.raises(InputError, match="'poem' is no kind of report in 'zh'; known are .*party_building"):
        kinds.load_kind("zh", "poem")
    with pytest.raises(InputError, match="'fr' is no known language"):
        languages.load("fr")
    with pytest.raises(InputError, match="'fr' is no known language"):
        service.new_draft("开展3次", Request(language="fr"))
    with pytest.raises(InputError, match="'colour' is no field of the form"):
        service.draft("开展3次", colour="red")


@pytest.fixture
def own(tmp_path, monkeypatch):
    monkeypatch.setenv("DRAFTER_PROMPTS", str(tmp_path))
    prompts.read_table.cache_clear()
    yield tmp_path
    prompts.read_table.cache_clear()


def test_what_a_users_own_table_lacks_is_as_shipped(own):
    shipped = prompts.read_table("zh", "language.toml")
    prompts.read_table.cache_clear()
    path = own / "zh" / "language.toml"
    path.parent.mkdir()
    path.write_text("[settling]\npoints_below = '下面那行'\n", encoding="utf-8")
    ours = prompts.read_table("zh", "language.toml")
    assert ours["settling"] == {**shipped["settling"], "points_below": "下面那行"}
    assert ours["answers"] == shipped["answers"]
    path.write_text("[settling\n", encoding="utf-8")
    prompts.read_table.cache_clear()
    with pytest.raises(InputError, match="zh/language.toml is not valid TOML"):
        prompts.read_table("zh", "language.toml")


def test_a_list_that_a_user_has_emptied_names_nothing(own):
    """In a process of its own, for what is read of the tables is kept."""
    for name, table in {
        "wording.toml": '[phrases]\nquoted = ""\n[worn]\nwords = ""\nbanned = ""\nfiller = ""\neffect = ""\n',
        "orders.toml": "[orders]\nsure = []\nlikely = []\n",
        "claims.toml": '[claims]\npraise = ""\n[names]\nplaces = ""\ntitles = ""\nstand_ins = ""\n',
        "foreign.toml": "outside = []\nstrip = []\n",
    }.items():
        (own / "zh").mkdir(exist_ok=True)
        (own / "zh" / name).write_text(table, encoding="utf-8")
    code = """
        from drafter import formats, service
        draft = service.draft("工作\\n主题党日12次\\n问题\\n人手少\\n打算\\n补2人", unit="甲局", kind="party_building")
        print(*sorted({finding.code for finding in service.check(draft)}))
        print(*(fact.reason for fact in draft.facts))
        print(formats.read_report(formats.write(draft, "txt")).left)
    """
    shown = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)], capture_output=True, text=True, check=True, env=dict(os.environ)
    ).stdout.splitlines()
    assert not {"chat-phrase", "word-worn", "effect-without-figure", "phrase-unquoted", "claim-unsourced"} & set(
        shown[0].split()
    )
    assert shown[1:] == ["caption None caption None caption None", "()"]


def test_a_table_that_a_file_lacks_is_named_with_the_file(own):
    path = own / "zh" / "language.toml"
    path.parent.mkdir()
    path.write_text("answers = '见下'\n", encoding="utf-8")
    for section in ("answers", "colours"):
        with pytest.raises(PromptError, match=rf"zh/language.toml has no table \[{section}\]"):
            prompts.read_section("zh", "language.toml", section)


def copy_kind(own, name="mine", change=lambda text: text):
    target = own / "zh" / name / "kind.toml"
    target.parent.mkdir(parents=True)
    target.write_text(change(prompts.read_text("zh", "party_building/kind.toml")), encoding="utf-8")


def test_a_users_folder_adds_a_kind(own):
    copy_kind(own, change=lambda text: text.replace("机关党建工作总结", "我的文种"))
    assert kinds.load_kind("zh", "mine").name == "我的文种"
    assert "mine" in {kind.id for kind in kinds.list_kinds()}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda text: "colour = 1\n" + text, "the key 'colour' is not known; known are"),
        (lambda text: text.replace('person = "机关党组"', ""), "the key 'person' is missing"),
        (lambda text: text.replace("length = [2000, 3000, 5000]", 'length = "long"'), "length is 'long'"),
        (lambda text: text + "\n[[", "not valid TOML"),
    ],
)
def test_a_broken_kind_says_which_key_and_what_is_allowed(own, change, says):
    copy_kind(own, "broken", change)
    with pytest.raises(InputError, match=says):
        kinds.load_kind("zh", "broken")


def read_as_settings(path):
    return read_settings({"DRAFTER_CONFIG": str(path)}).model


def read_as_layout(path):
    return layout.find_layout("zh", str(path)).fonts.body


def read_as_kind(path):
    return kinds.load_kind("zh", path.parent.name).person


def read_as_prompt(path):
    return prompts.read_text("zh", path.name).splitlines()[0]


@pytest.mark.parametrize(
    ("read", "name", "text", "found"),
    [
        (read_as_settings, "drafter.toml", "model = '模型'", "模型"),
        (read_as_layout, "ours.toml", "[fonts]\nbody = '仿宋'", "仿宋"),
        (read_as_kind, "zh/{}/kind.toml", "", "机关党组"),
        (read_as_prompt, "zh/{}.md", "写一段话", "写一段话"),
    ],
)
def test_every_file_of_the_users_is_read_as_any_editor_saves_it_in_utf_8_and_in_no_other_encoding(
    own, read, name, text, found
):
    text = text or prompts.read_text("zh", "party_building/kind.toml")
    marked, old = (own / name.format(each) for each in ("marked", "old"))
    marked.parent.mkdir(parents=True, exist_ok=True)
    marked.write_bytes(text.encode("utf-8-sig"))
    assert read(marked) == found
    old.parent.mkdir(parents=True, exist_ok=True)
    old.write_bytes(text.encode("gb18030"))
    with pytest.raises(InputError, match=f"{old} is no text in UTF-8.*save it as UTF-8") as caught:
        read(old)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("like", ["department", "ngo_annual"])
def test_a_new_kind_takes_no_name_that_stands_for_something_else(own, like):
    language = "zh" if like == "department" else "en"
    (own / language / "letters").mkdir(parents=True)
    for name in ("layouts", "letters"):
        with pytest.raises(InputError, match=f"{language}.{name}' is there already, and no kind"):
            kinds.start_kind(name, like)
        assert not (own / language / name / "kind.toml").exists()
    assert kinds.start_kind("mine", like).is_file()


def test_a_missing_prompt_file_is_said():
    with pytest.raises(PromptError, match="no prompt file zh/nothing.md"):
        prompts.read_text("zh", "nothing.md")


def test_prompt_variables_are_all_given_and_values_stay_as_typed():
    assert prompts.render("a {{x}} b", {"x": "{{y}} {% %}"}) == "a {{y}} {% %} b"
    with pytest.raises(PromptError, match="differ"):
        prompts.render("{{x}}", {"y": "1"})


def test_settings_come_from_the_environment_then_the_file(tmp_path):
    file = tmp_path / "drafter.toml"
    file.write_text('model = "a"\nbase_url = "http://h/v1"\nconcurrency = 3\n', encoding="utf-8")
    found = read_settings({"DRAFTER_CONFIG": str(file), "DRAFTER_MODEL": "b", "OPENAI_API_KEY": "k"})
    assert found == Settings(model="b", base_url="http://h/v1", keys={"OPENAI_API_KEY": "k"}, concurrency=3)
    assert "'k'" not in repr(found)


@pytest.mark.parametrize(
    ("text", "env", "says"),
    [
        ("colour = 1", {}, "unknown key 'colour'"),
        ("model = ", {}, "not valid TOML"),
        ("model = 3", {}, r"model in .*drafter\.toml is 3; text in quotes"),
        ("", {"DRAFTER_TIMEOUT": "soon"}, "DRAFTER_TIMEOUT is 'soon'; a number is expected"),
        ("", {"DRAFTER_TIMEOUT": "inf"}, "DRAFTER_TIMEOUT is 'inf'; a number of seconds above 0"),
        ("", {"DRAFTER_CONCURRENCY": "0"}, "DRAFTER_CONCURRENCY is '0'; a whole number from 1 up"),
        ("concurrency = 0.5", {}, r"concurrency in .*drafter\.toml is 0\.5; a whole number from 1 up"),
        ("concurrency = 4", {"DRAFTER_CONCURRENCY": "x"}, "DRAFTER_CONCURRENCY is 'x'"),
        ("max_tokens = -1", {}, r"max_tokens in .*drafter\.toml is -1; a whole number from 0 up"),
        ("", {"DRAFTER_USER_HEADER": "用户"}, "DRAFTER_USER_HEADER is '用户'; the name of an HTTP header"),
        ("user_header = 'X User'", {}, r"user_header in .*drafter\.toml is 'X User'; the name of an HTTP header"),
        ("", {"DRAFTER_MODEL": "\udcff"}, "DRAFTER_MODEL is .*; text in UTF-8 is expected"),
        (
            "",
            {"DRAFTER_CONFIG": "~nosuchuser/x"},
            "'~nosuchuser/x' lies in the home folder of a user that there is not",
        ),
    ],
)
def test_wrong_settings_are_one_clear_line(tmp_path, text, env, says):
    file = tmp_path / "drafter.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=says):
        read_settings({"DRAFTER_CONFIG": str(file), **env})


def test_no_message_repeats_a_key_or_what_may_hold_a_password(tmp_path):
    for name in ("API_KEY", "STORE"):
        with pytest.raises(InputError, match=f"DRAFTER_{name} is .*text in UTF-8 is expected") as caught:
            read_settings({f"DRAFTER_{name}": "sesame\udcff"})
        assert "sesame" not in str(caught.value)


def test_a_prompts_folder_in_the_home_of_nobody_is_told(monkeypatch):
    monkeypatch.setenv("DRAFTER_PROMPTS", "~nosuchuser/prompts")
    with pytest.raises(InputError, match="'~nosuchuser/prompts' lies in the home folder of a user that there is not"):
        kinds.list_kinds()


def test_what_the_environment_names_must_be_there(tmp_path, monkeypatch):
    nothing = str(tmp_path / "nothing")
    with pytest.raises(InputError, match="DRAFTER_CONFIG is .*nothing', which is not there"):
        read_settings({"DRAFTER_CONFIG": nothing})
    monkeypatch.setenv("DRAFTER_PROMPTS", nothing)
    with pytest.raises(InputError, match="DRAFTER_PROMPTS is .*nothing', which is no folder"):
        kinds.list_kinds()


def test_a_variable_that_is_no_setting_is_told_with_the_one_that_was_meant():
    told = list(unknown_variables({"DRAFTER_MODLE": "x", "DRAFTER_MODEL": "y", "DRAFTER_CONFIG": "", "HOME": "/"}))
    assert told == ["DRAFTER_MODLE is no setting and is passed over; did you mean DRAFTER_MODEL?"]


def test_an_openai_key_alone_chooses_no_engine(monkeypatch):
    from drafter.engines import open_engine

    monkeypatch.setenv("OPENAI_API_KEY", "k")
    assert open_engine("auto", read_settings()).name == "offline"
    with pytest.raises(InputError, match="is not an engine"):
        open_engine(" ", read_settings())


def test_a_span_in_a_line_of_data_is_not_the_period():
    draft = service.draft("Elm Trust 2025\n61 members\nroad shut Feb to March 2025\nopening Q1 2026")
    assert draft.request.period == "2025"
