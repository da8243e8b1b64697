"""The page's server as an office runs it: several users behind a proxy, a hostile shell, people who try every path."""

import base64
import http.client
import io
import json
import socket
import zipfile
from urllib.parse import unquote, urlsplit

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError

from drafter import cli, formats
from tests import server
from tests.benchmarks import writers

NOTES = "单位：甲局机关党委 2025年\n主题党日12次，中心组学习10次\n督办提案XX件\n问题：\n制度执行偏松\n下步：\n半年检查一次\n"
KEY = "sk-the-offices-own-key"
JIA, YI = {"x-remote-user": "jia"}, {"x-remote-user": "yi"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="module")
def url(folder):
    more = {"DRAFTER_USER_HEADER": "X-Remote-User", "DRAFTER_API_KEY": KEY, "AUDIT": str(folder / "audit.txt")}
    with server.running(folder, **server.HOSTILE, **more) as url:
        yield url


@pytest.fixture(scope="module")
def jia(url):
    client = Client(url, headers=JIA, verbose=False)
    yield client
    client.close()


@pytest.fixture(scope="module")
def yi(url):
    client = Client(url, headers=YI, verbose=False)
    yield client
    client.close()


def drafted(client):
    return list(client.submit(NOTES, unit="甲局", api_name="/draft"))


@pytest.mark.parametrize(
    ("place", "says"),
    [
        (["--port", "TAKEN"], "is taken by another program, perhaps a page that runs already; end it, or give another"),
        (["--host", "192.0.2.1"], "'192.0.2.1' is no address of this machine"),
        (["--port", "99999"], "'--port': '99999' should be less than or equal to 65535"),
        (["--root-path", "draft"], "the root path is 'draft'; a path such as /draft is expected"),
        (["--port", "0", "--store", "nosuchdb://x/y"], "the store 'nosuchdb' needs its database driver"),
    ],
)
def test_a_page_that_cannot_be_served_says_why_in_one_line(place, says, capsys):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        arguments = [str(taken.getsockname()[1]) if a == "TAKEN" else a for a in place]
        assert cli.run(["web", "--no-browser", *arguments]) == 2
    shown = capsys.readouterr().err
    assert says in shown
    assert shown.count("\n") == 1


def test_the_page_says_where_it_is(url, folder):
    assert f"the page is at {url}/ (Ctrl-C ends it)" in (folder / "server.log").read_text(encoding="utf-8")


def test_a_program_can_draft_redo_check_export_and_go_on(jia):
    frames = drafted(jia)
    last = frames[-1]
    assert len(frames) > 1
    assert [frame["busy"] for frame in frames] == [True] * (len(frames) - 1) + [False]
    assert [frame["rev"] for frame in frames] == sorted(frame["rev"] for frame in frames)
    assert "主题党日12次" in last["markdown"]
    assert {"placeholder"} <= {finding["code"] for finding in last["findings"]}
    again = jia.predict(last["draft"], "problems/1", "更简洁", api_name="/redo")
    others = [[item for item in frame["items"] if item["target"] != "problems/1"] for frame in (last, again)]
    assert others[0] == others[1]
    assert jia.predict(last["draft"], api_name="/check") == again["findings"]
    file = jia.predict(last["draft"], "docx", "draft", api_name="/export")
    assert zipfile.is_zipfile(io.BytesIO(base64.b64decode(file["base64"])))
    assert file["name"].endswith(".docx")
    assert jia.predict(last["draft"], api_name="/continue")["items"] == again["items"]
    (filed,) = [
        filed for filed in jia.predict("主题党日", "finished", api_name="/drafts") if filed["id"] == last["draft"]
    ]
    assert filed["state"] == "finished"


def test_a_program_is_told_what_is_wrong_in_one_line(jia):
    name = drafted(jia)[-1]["draft"]
    for call, words in (
        ((name, "poem", "", "/redo"), "'poem' is no part"),
        ((name, "docx", "clean", "/export"), "a clean copy is refused"),
        ((name, "docx", "carbon", "/export"), "is no copy"),
        (("none", "/check"), "there is no draft"),
        (("", "lost", "/drafts"), "is no state"),
        ((" ", "/draft"), "the notes are empty"),
    ):
        with pytest.raises(AppError, match=words) as caught:
            jia.predict(*call[:-1], api_name=call[-1])
        assert "\n" not in str(caught.value)


def test_only_the_documented_endpoints_are_public(jia):
    readme = (server.ROOT / "README.md").read_text(encoding="utf-8")
    named = jia.view_api(return_format="dict")["named_endpoints"]
    assert set(named) == {"/draft", "/continue", "/redo", "/check", "/export", "/drafts"}
    assert all(f"`{name}`" in readme for name in named)


def test_each_user_sees_their_own_drafts_only(url, jia, yi):
    name = drafted(jia)[-1]["draft"]
    assert httpx.get(f"{url}/drafts/{name}/draft.docx", headers=JIA).status_code == 200
    for headers in (YI, YI | {"x-drafter-owner": "jia"}):
        assert httpx.get(f"{url}/drafts/{name}/draft.docx", headers=headers).status_code == 404
    for call in ((name, "/check"), (name, "problems/1", "", "/redo"), (name, "docx", "/export"), (name, "/continue")):
        with pytest.raises(AppError, match="there is no draft"):
            yi.predict(*call[:-1], api_name=call[-1])
    assert name not in {filed["id"] for filed in yi.predict(api_name="/drafts")}


def test_whom_the_proxy_does_not_name_gets_nothing_but_the_health(url):
    for headers in ({}, {"x-drafter-owner": "jia"}, {"x-remote-user": ""}, {"x-remote-user": "x" * 201}):
        assert httpx.get(f"{url}/", headers=headers).status_code == 401
        assert httpx.get(f"{url}/config", headers=headers).status_code == 401
    assert httpx.get(f"{url}/health").json() == {"version": "0.1.0", "store": "ok"}


@pytest.mark.parametrize(
    "path",
    [
        "/gradio_api/file=/etc/passwd", "/gradio_api/file/etc/passwd", "/file=/etc/passwd", "/gradio_api/proxy=http://192.0.2.9/",
        "/static/../../../../etc/passwd", "/static/..%2f..%2f..%2f..%2fetc/passwd", "/assets/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
        "/drafts/../../etc/passwd", "/drafts/x/..%2f..%2fetc%2fpasswd", "/monitoring", "/gradio_api/vibe-code/", "/docs", "/openapi.json",
        "/gradio_api/run-history/records", "/gradio_api/dev/reload", "/svelte/../../../etc/passwd", "//etc/passwd",
    ],
)  # fmt: skip
def test_no_path_leads_to_a_file_of_the_machine(url, path):
    host = urlsplit(url)
    connection = http.client.HTTPConnection(host.hostname, host.port, timeout=10)
    connection.request("GET", path, headers=JIA)  # as it stands: a client would tidy the path
    response = connection.getresponse()
    body = response.read()
    connection.close()
    assert response.status in {403, 404}
    assert b"root:" not in body


def test_what_is_sent_is_limited(url):
    too_much = b"x" * (10 * 1024 * 1024 + 1)
    sent = httpx.post(f"{url}/gradio_api/component_server/", headers=JIA, content=too_much)
    assert sent.status_code == 413
    pieces = (too_much[i : i + 65536] for i in range(0, len(too_much), 65536))  # without saying how much it will be
    try:
        answer = httpx.post(f"{url}/gradio_api/queue/join", headers=JIA, content=pieces, timeout=20).status_code
    except httpx.TransportError:
        answer = 413
    assert answer >= 400


def test_another_sites_page_cannot_write_here(url):
    headers = JIA | {"sec-fetch-site": "cross-site"}
    assert httpx.post(f"{url}/gradio_api/queue/join", headers=headers, json={}).status_code == 403


def test_the_browser_is_told_to_ask_no_other_host(url):
    answer = httpx.get(url, headers=JIA)
    policy = answer.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_the_models_key_stays_on_the_server(url, jia, folder):
    frames = drafted(jia)
    shown = json.dumps(frames) + httpx.get(url, headers=JIA).text + httpx.get(f"{url}/config", headers=JIA).text
    shown += httpx.get(f"{url}/drafts/{frames[-1]['draft']}/draft.json", headers=JIA).text
    kept = b"".join(path.read_bytes() for path in folder.iterdir())
    for key in (KEY, server.HOSTILE["OPENAI_API_KEY"]):
        assert key not in shown
        assert key.encode() not in kept


def test_no_other_host_is_asked_for_anything_in_a_hostile_shell(url, jia, folder):
    assert "主题党日12次" in drafted(jia)[-1]["markdown"]
    asked = (folder / "audit.txt").read_text(encoding="utf-8").splitlines()
    hosts = {line.split(" ", 1)[1] for line in asked}
    assert hosts <= {"127.0.0.1", "localhost", "::1", "None", "b'127.0.0.1'"}, hosts


def test_writers_at_once_get_each_their_own_text(url):
    numbers = [1001, 1002, 1003, 1004, 1005, 1006]
    assert writers.crossed(numbers, writers.round_of(url, numbers, {"x-remote-user": "bing"})) == 0


def test_no_file_is_laid_on_the_servers_disk_where_another_user_could_name_it(url):
    sent = httpx.post(f"{url}/gradio_api/upload", headers=JIA, files={"files": ("a.txt", "一".encode())})
    assert sent.status_code == 404
    parts = httpx.get(f"{url}/config", headers=JIA).json()["components"]
    assert {part["type"] for part in parts} & {"uploadbutton", "file", "image", "downloadbutton"} == set()


def test_a_file_goes_out_under_its_title(url, jia):
    name = drafted(jia)[-1]["draft"]
    clean = httpx.get(f"{url}/drafts/{name}/clean.docx", headers=JIA)
    assert clean.status_code == 409
    assert "待补" in clean.json()["detail"]
    anyway = httpx.get(f"{url}/drafts/{name}/clean.docx?anyway=true", headers=JIA)
    assert "filename*=UTF-8''%E7%94%B2" in anyway.headers["content-disposition"]
    assert anyway.headers["cache-control"] == "no-store"
    drafts = httpx.get(f"{url}/drafts/{name}/draft.docx", headers=JIA)
    named = [unquote(answer.headers["content-disposition"].rpartition("''")[2]) for answer in (drafts, anyway)]
    assert [name[-9:] for name in named] == ["（草稿）.docx", "（清稿）.docx"]
    common = httpx.get(f"{url}/drafts/{name}/draft.docx?layout=common&seal=true", headers=JIA)
    assert formats.read_layout(common.content).headings == "own-line"
    assert formats.read_layout(common.content).seal
    for wrong in ("none", "/etc/ours.toml", "../national"):
        assert httpx.get(f"{url}/drafts/{name}/draft.docx", params={"layout": wrong}, headers=JIA).status_code == 404
    assert httpx.get(f"{url}/drafts/{name}/draft.exe", headers=JIA).status_code == 404
    assert httpx.get(f"{url}/drafts/{name}/carbon.docx", headers=JIA).status_code == 404
