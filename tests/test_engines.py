"""Engines as people name them: presets, services behind a package, keys, the check of what is there, prompts shown."""

import re

import pytest

from drafter import cli
from drafter.engines import chat, open_engine, presets, probing
from drafter.errors import InputError, Unreachable
from drafter.settings import Settings, read_settings
from tests.chat_server import KEY, ChatServer, ask, good_model, task_of
from tests.conftest import NOTES_ZH


def place(name, **settings):
    return presets.place_of(name, Settings(**settings))


@pytest.mark.parametrize(
    ("name", "address", "model", "preset"),
    [
        ("deepseek:deepseek-v4-flash", "https://api.deepseek.com/v1", "deepseek-v4-flash", "deepseek"),
        ("ollama:qwen3:8b", "http://localhost:11434/v1", "qwen3:8b", "ollama"),
        ("qwen3:8b", "https://api.openai.com/v1", "qwen3:8b", "openai"),
        ("openai:gpt-5-mini", "https://api.openai.com/v1", "gpt-5-mini", "openai"),
    ],
)
def test_a_models_name_may_begin_with_its_service(name, address, model, preset):
    found = place(name)
    assert (found.address, found.model, found.preset.id if found.preset else None) == (address, model, preset)


@pytest.mark.parametrize(
    ("url", "preset"),
    [
        ("http://localhost:11434/v1", "ollama"),
        ("http://192.168.1.9:1234/v1", "lmstudio"),
        ("http://127.0.0.1:8080/v1", "llamacpp"),
        ("http://gpu.lan:8000/v1", "vllm"),
        ("https://dashscope-intl.aliyuncs.com/compatible-mode/v1", "dashscope"),
        ("https://api.deepseek.com", "deepseek"),
        ("https://evil-api.deepseek.com.example.org/v1", None),
        ("https://example.org:11434/v1", None),
        ("http://127.0.0.1:9999/v1", None),
    ],
)
def test_an_endpoint_is_known_by_its_host_or_by_its_port_near_by(url, preset):
    known = presets.known_at(url)
    assert (known.id if known else None) == preset


def test_thinking_is_turned_off_where_it_can_be():
    def body(name):
        found = place(name)
        return found.preset.body_for(found.model)

    assert body("deepseek:x") == {"thinking": {"type": "disabled"}}
    assert body("dashscope:qwen-plus") == {"enable_thinking": False}
    assert body("openai:gpt-4o") == {}
    assert body("openai:gpt-5.2") == {"reasoning_effort": "none"}
    assert body("kimi:kimi-k2.6") == {"thinking": {"type": "disabled"}}
    assert body("kimi:moonshot-v1-8k") == {}
    assert body("ollama:qwen3:8b") == {"reasoning_effort": "none"}


def test_what_a_preset_adds_is_sent_and_the_prefix_is_not():
    with ChatServer(good_model) as server:
        settings = Settings(base_url=server.url, api_key=KEY)
        ask(chat.ChatEngine("vllm:qwen3", settings), task_of(NOTES_ZH))
        (body,) = server.bodies
    assert body["model"] == "qwen3"
    assert body["chat_template_kwargs"] == {"enable_thinking": False}
    assert body["stream_options"] == {"include_usage": True}
    assert "temperature" not in body


def test_a_name_and_an_address_of_two_services_are_refused():
    with pytest.raises(InputError, match="one of DeepSeek, but DRAFTER_BASE_URL is"):
        place("deepseek:x", base_url="http://intranet/v1")
    with pytest.raises(InputError, match="one of Anthropic, but DRAFTER_BASE_URL is set"):
        place("anthropic:claude", base_url="http://intranet/v1")


def key(name, **environment):
    settings = read_settings(environment)
    return presets.key_for(presets.place_of(name, settings), settings)


def test_a_key_goes_to_its_own_service_only():
    assert key("openai:gpt", OPENAI_API_KEY="o", DEEPSEEK_API_KEY="d") == "o"
    assert key("gpt", OPENAI_API_KEY="o", DEEPSEEK_API_KEY="d") == "o"
    assert key("deepseek:x", OPENAI_API_KEY="o", DEEPSEEK_API_KEY="d") == "d"
    assert key("deepseek:x", OPENAI_API_KEY="o") == ""
    assert key("deepseek:x", DRAFTER_API_KEY="m", DEEPSEEK_API_KEY="d") == "m"
    with pytest.raises(Unreachable, match=r"no key is set for api\.deepseek\.com"):
        open_engine("deepseek:x", Settings(keys={"OPENAI_API_KEY": "o"}))


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("vllm:qwen3", "https://llm.example.com/v1"),
        ("vllm:qwen3", "http://192.168.1.7:11434/v1"),
        ("gpt-5", "https://api.deepseek.com"),
    ],
)
def test_openais_key_is_sent_to_no_other_service_and_ones_own_wherever_it_is_led(name, address):
    assert key(name, DRAFTER_BASE_URL=address, OPENAI_API_KEY="o") == ""
    assert key(name, DRAFTER_BASE_URL=address, OPENAI_API_KEY="o", DRAFTER_API_KEY="m") == "m"
    assert key(name, DRAFTER_BASE_URL=address, OPENAI_API_KEY="o", DRAFTER_API_KEY="o") == "o"


def test_openais_key_serves_at_an_address_of_ones_own():
    for address in ("https://gateway.example.com/v1", "http://127.0.0.1:9/v1"):
        assert key("gpt-5", DRAFTER_BASE_URL=address, OPENAI_API_KEY="o") == "o"


def test_an_unknown_endpoint_asks_for_a_key():
    settings = Settings(base_url="https://llm.example.com/v1")
    with pytest.raises(Unreachable, match=r"no key is set for llm\.example\.com") as refused:
        open_engine("gpt-5", settings)
    assert "Set DRAFTER_API_KEY, or" in refused.value.hint


def test_openais_key_does_not_reach_a_model_server_of_a_known_sort(monkeypatch, notes_zh):
    with ChatServer(good_model) as server:
        monkeypatch.setenv("DRAFTER_BASE_URL", server.url)
        monkeypatch.setenv("OPENAI_API_KEY", "sk-of-another")
        ask(chat.ChatEngine("vllm:good", read_settings()), task_of(notes_zh))
    assert server.keys == ["Bearer none"]


def test_a_service_whose_package_is_missing_is_named_with_what_to_install():
    missing = [p for p in presets.providers().values() if not chat.clients.find_spec(p.package.replace("-", "_"))]
    if not missing:
        pytest.skip("every package is installed")
    with pytest.raises(InputError, match=f"pip install {missing[0].package}"):
        open_engine(f"{missing[0].id}:model", Settings())


def test_every_preset_is_complete_and_its_address_is_one():
    for preset in presets.presets().values():
        assert preset.note
        assert presets.destination(preset.address)
        assert bool(preset.hosts) != bool(preset.port)
        assert all(re.compile(row["match"]) and row["body"] for row in preset.models)


def configure(monkeypatch, server, model="good"):
    monkeypatch.setenv("DRAFTER_BASE_URL", server.url)
    monkeypatch.setenv("DRAFTER_MODEL", model)
    monkeypatch.setenv("DRAFTER_API_KEY", KEY)


def test_the_check_tries_what_is_configured_and_sends_nothing_of_the_writers(monkeypatch, capsys):
    monkeypatch.setattr(probing, "PATIENCE", 0.05)
    with ChatServer(good_model) as server:
        configure(monkeypatch, server)
        assert cli.run(["engines", "--check"]) == 0
        shown = capsys.readouterr().out
        assert "answers: first words after" in shown
        assert "keeps source marks" in shown
        assert server.requests == 1
        configure(monkeypatch, server, "status-401")
        assert cli.run(["engines", "--check"]) == 3
        assert "refused the key" in capsys.readouterr().out


def test_the_host_and_an_estimate_are_said_before_the_cost_is(monkeypatch, capsys, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text(NOTES_ZH, encoding="utf-8")
    with ChatServer(good_model) as server:
        configure(monkeypatch, server)
        assert cli.run(["draft", str(notes), "-o", str(tmp_path / "report.md")]) == 0
        told = capsys.readouterr().err.splitlines()
        host = server.url.split("/")[2]
        assert re.search(rf"about [\d,]+ tokens; your text goes to {re.escape(host)}", told[0])
        cost = next(line for line in told if " calls, " in line)
        guessed = int(re.search(r"about ([\d,]+) tokens", told[0])[1].replace(",", ""))
        spent = sum(int(n.replace(",", "")) for n in re.search(r"([\d,]+) tokens in.*?, ([\d,]+) out", cost).groups())
        assert 0.5 < guessed / spent < 2


def test_a_dry_run_prints_the_prompts_and_sends_nothing(monkeypatch, capsys, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text(NOTES_ZH, encoding="utf-8")
    with ChatServer(good_model) as server:
        configure(monkeypatch, server)
        assert cli.run(["draft", str(notes), "--dry-run"]) == 0
        printed = capsys.readouterr().out
        assert cli.run(["draft", str(notes), "--dry-run", "-o", str(tmp_path / "prompts")]) == 0
        assert server.requests == 0
        assert cli.run(["draft", str(notes), "-o", str(tmp_path / "report.json")]) == 0
        sent = {"\n\n".join(m["content"] for m in body["messages"]) + "\n" for body in server.bodies}
        written = {path.read_text(encoding="utf-8") for path in (tmp_path / "prompts").glob("*.txt")}
        assert all(prompt in printed for prompt in written)
        assert any(prompt in written for prompt in sent)
        assert cli.run(["redraft", str(tmp_path / "report.json"), "problems/1", "-i", "更简洁", "--dry-run"]) == 0
        assert "更简洁" in capsys.readouterr().out


def test_without_a_fallback_an_endpoint_that_is_not_there_gives_status_three(monkeypatch, capsys, tmp_path):
    notes = tmp_path / "notes.txt"
    notes.write_text(NOTES_ZH, encoding="utf-8")
    monkeypatch.setenv("DRAFTER_BASE_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("DRAFTER_MODEL", "m")
    assert cli.run(["draft", str(notes), "-o", str(tmp_path / "one.md"), "--no-fallback"]) == 3
    assert not (tmp_path / "one.md").exists()
    assert "no connection to 127.0.0.1:9" in capsys.readouterr().err
    assert cli.run(["draft", str(notes), "-o", str(tmp_path / "two.md")]) == 0


def test_a_received_draft_never_chooses_where_its_text_is_sent(monkeypatch, capsys, tmp_path):
    from drafter import service
    from drafter.saving import dump_draft

    with ChatServer(good_model) as server:
        draft = service.draft(NOTES_ZH)
        foreign = draft.model_copy(update={"request": draft.request.model_copy(update={"engine": "vllm:theirs"})})
        file = tmp_path / "received.json"
        file.write_text(dump_draft(foreign), encoding="utf-8")
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        assert cli.run(["redraft", str(file), "problems/1"]) == 0
        assert "nothing leaves this machine" in capsys.readouterr().err
        assert server.requests == 0
