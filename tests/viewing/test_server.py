"""The pages over HTTP: only on this machine, only for our own pages, nothing unescaped."""

import re
import socket
import subprocess
import sys
from threading import Thread

import pytest

from framing.cli import main
from framing.errors import InputError
from framing.viewing.server import MOST_BYTES, make_server
from framing.viewing.site import PER_PAGE, answer

HOSTILE = '</textarea><script>alert(1)</script> " onfocus="x" {{ 7*7 }}'


@pytest.mark.parametrize("path", ["/", "/article?number=1", "/paste", "/nothing", "/report.html"])
def test_every_page_forbids_scripts_and_frames_and_is_not_kept(ask, path):
    response, page = ask(path)
    policy = response.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'") and "script" not in policy and "frame-ancestors 'none'" in policy
    assert response.headers["Cache-Control"] == "no-store" and "<script" not in page


def test_lists_articles_with_what_was_counted(ask):
    response, page = ask("/?outlet=Post&word=ferry")
    assert response.status == 200
    assert "1 article of 4" in page and "Ferry late again" in page and "Council votes" not in page
    assert 'href="/article?number=1&amp;word=ferry&amp;outlet=Post"' in page


def test_nothing_found_is_a_kind_sentence(ask):
    assert "No article has all of this" in ask("/?word=zeppelin")[1]


def test_titles_are_escaped(ask):
    page = ask("/")[1]
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_an_article_is_shown_marked_with_its_neighbours(ask):
    page = ask("/article?number=1&event=ferry")[1]
    assert '<span class="quoted">' in page and "All 2 in the list" in page
    assert 'href="/article?number=3&amp;event=ferry">Next</a>' in page and "Previous" not in page


@pytest.mark.parametrize("path", ["/article", "/article?number=0", "/article?number=99", "/article?number=-1", "/a/b"])
def test_what_is_not_there_is_said(ask, path):
    response, page = ask(path)
    assert response.status == 404
    assert "There is no such page" in page or "there is none of that number" in page


def test_a_file_outside_the_report_cannot_be_had(ask):
    for path in ("/manifest.json", "/../run/manifest.json", "/%2e%2e/manifest.json", "//etc/passwd"):
        assert ask(path)[0].status == 404


def test_a_report_is_shown_but_nothing_in_it_runs(ask, folder):
    assert "framing report" in ask("/report.html")[1]
    (folder / "report.html").write_text("<script>alert(1)</script>A report", encoding="utf-8")
    response, page = ask("/report.html")
    (folder / "report.html").unlink()
    assert "A report" in page
    assert "script-src" not in response.headers["Content-Security-Policy"]
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_a_pasted_text_comes_back_marked_and_escaped(ask):
    text = f"The scheme may fail, officials said. {HOSTILE}"
    response, page = ask("/paste", form={"text": text, "title": HOSTILE})
    assert response.status == 200
    assert '<span class="hedges">may</span>' in page and "1 attribution in this article" in page
    assert "<script" not in page and 'onfocus="x"' not in page and "49" not in page.split("<style>")[0]
    assert page.count("</textarea>") == 1


def test_an_empty_paste_and_a_huge_one_are_kind_sentences(ask):
    response, page = ask("/paste", form={"text": "  "})
    assert response.status == 422 and "There is no text yet" in page
    response, page = ask("/paste", form={"text": "word " * 1_000_000})
    assert response.status == 413 and "This text takes 5.0 MB; 100,000 characters can be shown here" in page
    response, page = ask("/paste", form={"text": "x" * (MOST_BYTES // 2)})
    assert response.status == 422 and "100,000 can be shown here" in page


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "localhost:1", ""])
def test_other_names_of_this_machine_are_refused(ask, host):
    response, page = ask("/", headers={"Host": host})
    assert response.status == 421 and "Ferry" not in page


def test_forms_of_other_websites_are_refused(ask, port):
    form = {"text": "The scheme may fail, officials said."}
    for origin in ("http://evil.example", "null", f"https://127.0.0.1:{port}", f"http://127.0.0.1:{port + 1}"):
        response, page = ask("/paste", form=form, headers={"Origin": origin})
        assert response.status == 403 and "may fail" not in page
    assert ask("/paste", form=form, headers={"Origin": f"http://localhost:{port}"})[0].status == 200


def test_other_methods_and_forms_elsewhere_are_refused(ask):
    assert ask("/", form={"text": "x"})[0].status == 405
    assert ask("/paste", method="DELETE")[0].status == 501
    response, page = ask("/", method="HEAD")
    assert response.status == 200 and page == ""


def test_a_request_that_is_no_http_does_not_stop_the_server(ask, port):
    with socket.create_connection(("127.0.0.1", port), timeout=10) as plug:
        plug.sendall(b"\x16\x03\x01 hello\r\n\r\n")
        plug.recv(100)
    with socket.create_connection(("127.0.0.1", port), timeout=10) as plug:
        plug.sendall(f"POST /paste HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        assert b"411" in plug.recv(100)
    assert ask("/")[0].status == 200


def test_listens_on_this_machine_only(folder):
    with make_server(folder, port=0) as server:
        assert server.server_address[0] == "127.0.0.1"


def test_a_port_in_use_and_a_folder_without_results_are_one_sentence(folder, port, tmp_path):
    with pytest.raises(InputError, match=rf"port {port} is in use; give another with --port"):
        make_server(folder, port=port)
    with pytest.raises(InputError, match=r"port 70000 does not exist"):
        make_server(folder, port=70_000)
    with pytest.raises(InputError, match="holds no results"):
        make_server(tmp_path, port=0)


def test_the_command_says_what_is_wrong(capsys, tmp_path):
    assert main(["view", str(tmp_path), "--no-browser"]) == 2
    assert "holds no results" in capsys.readouterr().err


def test_long_lists_are_paged(site):
    from dataclasses import replace

    import pandas as pd

    many = replace(site, listed=pd.concat([site.listed] * 30, ignore_index=True))
    results = replace(site.results, articles=pd.concat([site.results.articles] * 30, ignore_index=True))
    many = replace(many, results=results)
    page = answer(many, "/", {"page": "3"}).body.decode()
    assert "120 articles, page 3 of 3" in page and page.count('<span class="where">') == 120 - 2 * PER_PAGE
    assert "page 1 of 3" in answer(many, "/", {"page": "x"}).body.decode()


def test_ctrl_c_ends_quietly(folder):
    import os
    import signal

    program = [sys.executable, "-m", "framing", "view", str(folder), "--no-browser", "--port", "0"]
    running = subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    said = []
    reader = Thread(target=lambda: said.append(running.stdout.readline()))
    reader.start()
    reader.join(timeout=60)
    os.kill(running.pid, signal.SIGINT)
    _, wrong = running.communicate(timeout=30)
    assert re.match(r"http://127\.0\.0\.1:\d+/ shows ", said[0])
    assert running.returncode == 0 and wrong == ""
