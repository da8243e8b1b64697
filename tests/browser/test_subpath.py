"""The page under a sub-path behind nginx, which names the user: all of it works there, and nothing is asked for beside it."""

import subprocess
import time

import httpx
import pytest
from gradio_client import Client

from tests import needs, server
from tests.browser.steps import drafted, prose

CONF = """
worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/nginx.log; daemon off;
events {{ worker_connections 64; }}
http {{
  access_log {folder}/access.log; client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
  uwsgi_temp_path {folder}; scgi_temp_path {folder};
  server {{
    listen 127.0.0.1:{port};
    location /draft/ {{
      proxy_set_header X-Remote-User {user};
      proxy_set_header Host $host;
      proxy_set_header X-Forwarded-Host $http_host;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_http_version 1.1; proxy_buffering off; proxy_read_timeout 1h; client_max_body_size 10m;
      proxy_pass {upstream};
    }}
    location / {{ return 404; }}
  }}
}}
"""


@pytest.fixture(scope="module")
def behind(tmp_path_factory):
    """The server that the proxies stand before."""
    with server.running(tmp_path_factory.mktemp("behind"), "/draft", DRAFTER_USER_HEADER="X-Remote-User") as url:
        yield url


@pytest.fixture(scope="module", params=["taken off", "handed on"])
def proxied(tmp_path_factory, behind, request):
    """The page's address behind nginx, once with the sub-path taken off by the proxy and once with it handed on."""
    nginx = needs.command("nginx", "/usr/sbin/nginx")
    folder, port = tmp_path_factory.mktemp("proxied"), server.free_port()
    upstream = f"{behind}/" if request.param == "taken off" else behind
    conf = folder / "nginx.conf"
    conf.write_text(CONF.format(folder=folder, port=port, user="jia", upstream=upstream), encoding="utf-8")
    process = subprocess.Popen([nginx, "-p", str(folder), "-c", str(conf)], stderr=subprocess.DEVNULL)
    for _ in range(100):
        try:
            httpx.get(f"http://127.0.0.1:{port}/", timeout=1)
            break
        except httpx.TransportError:
            assert process.poll() is None, (folder / "nginx.log").read_text()
            time.sleep(0.05)
    yield f"http://127.0.0.1:{port}/draft/"
    process.terminate()
    process.wait(10)


@pytest.mark.timeout(120)
def test_the_page_works_under_a_sub_path(proxied, browser):
    context = browser.new_context(locale="zh-CN", viewport={"width": 1500, "height": 950}, accept_downloads=True)
    tab = context.new_page()
    beside = []
    tab.on("request", lambda request: beside.append(request.url) if not request.url.startswith((proxied, "data:", "blob:")) else None)  # fmt: skip
    tab.goto(proxied)
    tab.wait_for_selector("body[data-ready]")
    drafted(tab)
    assert any("12次" in text for text in prose(tab).values())
    tab.locator("#tool-export").click()
    with tab.expect_download() as waiting:
        tab.locator("#download-draft").click()
    assert waiting.value.path().read_bytes().startswith(b"PK")
    context.close()
    assert [url for url in beside if not url.endswith("/favicon.ico")] == []


@pytest.mark.timeout(60)
def test_a_program_works_under_a_sub_path(proxied):
    client = Client(proxied, verbose=False, headers={"x-remote-user": "yi"})  # what the proxy says counts
    *_, last = client.submit("主题党日12次\n问题：\n制度执行偏松", unit="某局", api_name="/draft")
    client.close()
    assert "主题党日12次" in last["markdown"]
    assert httpx.get(f"{proxied}drafts/{last['draft']}/draft.docx").status_code == 200
    assert httpx.get(f"{proxied}health").json()["store"] == "ok"
