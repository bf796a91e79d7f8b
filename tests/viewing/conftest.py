"""A small run, written to a folder, and a browser of our own: http.client."""

from http.client import HTTPConnection
from threading import Thread
from urllib.parse import urlencode

import pytest

import framing
from framing.viewing.server import make_server
from framing.viewing.site import open_site

TEXTS = (
    ("Post", "ferry", "Ferry late again", "The ferry was late again. “We are sorry,” said Mara Lind, the harbour "
     "master. The scheme may be a disaster, an aide claimed."),
    ("Post", "vote", "Council votes", "The council voted on Monday. Ben Holt warned of urban decay."),
    ("Wire", "ferry", "<script>alert(1)</script>", "The ferry is banned from the harbour, officials said."),
    ("Wire", "", "", "Nothing was said."),
)  # fmt: skip


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The folder of a run of four short articles."""
    path = tmp_path_factory.mktemp("viewed") / "run"
    articles = [
        framing.Article(id=f"a{place}", outlet=outlet, event=event, title=title, text=text)
        for place, (outlet, event, title, text) in enumerate(TEXTS, 1)
    ]
    framing.analyze(articles, engine="rules", progress=False).write(path)
    return path


@pytest.fixture(scope="session")
def site(folder):
    """The pages of that run, without a server."""
    return open_site(folder, engine="rules")


@pytest.fixture(scope="session")
def port(folder):
    """The port on which the pages of that run are served."""
    server = make_server(folder, port=0, engine="rules")
    serving = Thread(target=server.serve_forever, daemon=True)
    serving.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    serving.join(timeout=10)


@pytest.fixture
def ask(port):
    """Ask the server and return its response and the page as text; `form` is sent as a form."""

    def asking(path, *, form=None, method=None, headers=()):
        connection = HTTPConnection("127.0.0.1", port, timeout=30)
        body = None if form is None else urlencode(form)
        kind = {} if form is None else {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request(method or ("GET" if form is None else "POST"), path, body, {**kind, **dict(headers)})
        response = connection.getresponse()
        page = response.read().decode("utf-8", "replace")
        connection.close()
        return response, page

    return asking
