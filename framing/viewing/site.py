"""The pages: from a path and what was asked to an HTML page. No network here; `server.py` brings and takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pandas as pd

from framing.charts.style import plural
from framing.errors import InputError
from framing.reporting.annotated import annotate_articles, layer_order
from framing.reporting.cleaning import clean_text, map_texts
from framing.reporting.html import LAYER_NAMES, layers_of, page_environment, read_template, style_policy
from framing.results import load
from framing.viewing.listing import Wanted, choices, list_articles, matching
from framing.viewing.pasting import MOST_CHARACTERS, annotate_text, count_marks, count_words

if TYPE_CHECKING:
    from jinja2 import Environment

    from framing.results import Results

PER_PAGE = 50
MOST_CHOICES = 300  # in a drop-down list of outlets or events
FILES = {
    "report.html": "text/html; charset=utf-8",
    "report.pdf": "application/pdf",
    "report.ipynb": "application/x-ipynb+json",
    "report.md": "text/plain; charset=utf-8",
    "report.json": "application/json",
}
# A report is a file that somebody may have changed: shown, but nothing in it may run, load or be sent.
REPORT_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; form-action 'none'"
_TEMPLATES = files("framing.viewing").joinpath("templates")


@dataclass(frozen=True)
class Answer:
    """What goes back to the browser."""

    body: bytes
    status: int = 200
    kind: str = "text/html; charset=utf-8"
    policy: str = "default-src 'none'"


@dataclass(frozen=True)
class Site:
    """The run whose pages are shown: its folder, its tables, its list of articles, who finds attributions."""

    folder: Path
    results: Results
    listed: pd.DataFrame
    engine: str
    one_at_a_time: Lock


def open_site(folder: str | Path, *, engine: str = "model") -> Site:
    """Return the pages of a result folder; raise InputError if it holds none. engine: for texts pasted in."""
    path = Path(folder)
    results = load(path)
    return Site(path, results, list_articles(results), engine, Lock())


def answer(site: Site, path: str, asked: Mapping[str, str] | None = None, *, sent: bool = False) -> Answer:
    """Return the page at a path; `asked` holds the fields of the address or, of a form that was `sent`, its own."""
    asked = asked or {}
    if path == "/paste":
        return _paste(site, asked, sent=sent)
    if sent:
        return refusal("Only the page for pasting a text takes a form.", status=405)
    if path == "/":
        return _list(site, asked)
    if path == "/article":
        return _article(site, asked)
    if path.removeprefix("/") in FILES:
        return _file(site, path.removeprefix("/"))
    return refusal("There is no such page here.", status=404)


def refusal(sentence: str, *, status: int) -> Answer:
    """Return a page that says why there is none."""
    return _page("message.html", status=status, title="Not shown", sentence=sentence)


def _list(site: Site, asked: Mapping[str, str]) -> Answer:
    wanted = _wanted(asked)
    found = matching(site.results, site.listed, wanted)
    n_pages = max(-(-len(found) // PER_PAGE), 1)
    page = min(max(_number(asked, "page"), 1), n_pages)
    query = _query(wanted)
    return _page(
        "list.html", title="Articles", wanted=wanted, query=query, page=page, n_pages=n_pages, n_found=len(found),
        rows=found.assign(number=found.index + 1).iloc[(page - 1) * PER_PAGE : page * PER_PAGE].to_dict("records"),
        options={name: choices(site.listed, name)[:MOST_CHOICES] for name in ("outlet", "event")},
        line=f"{plural(len(found), 'article')} of {len(site.listed):,}" if query else plural(len(found), "article"),
    )  # fmt: skip


def _article(site: Site, asked: Mapping[str, str]) -> Answer:
    wanted, row = _wanted(asked), _number(asked, "number") - 1
    if not 0 <= row < len(site.listed):
        return refusal(f"This run has {plural(len(site.listed), 'article')}; there is none of that number.", status=404)
    name = str(site.listed["article_id"].iloc[row])
    found = [int(place) for place in matching(site.results, site.listed, wanted).index]
    place = found.index(row) if row in found else -1
    (made,) = annotate_articles(site.results, [name], most_characters=MOST_CHARACTERS)
    return _page(
        "article_page.html", title=made["plain_title"] or name, article=made, layers=layers_of([made]),
        counts=_named(count_marks(site.results, name)), words=count_words(site.results, name), query=_query(wanted),
        before=found[place - 1] + 1 if place > 0 else 0,
        after=found[place + 1] + 1 if -1 < place < len(found) - 1 else 0,
        place=place + 1, n_found=len(found), copy_of=str(site.listed["duplicate_of"].iloc[row]),
    )  # fmt: skip


def _paste(site: Site, asked: Mapping[str, str], *, sent: bool) -> Answer:
    text = asked.get("text", "").replace("\r\n", "\n")
    title, english = asked.get("title", "").strip(), bool(asked.get("english"))
    given: dict[str, Any] = {
        "title": "Paste a text", "text": text, "headline": title, "english": english, "made": None, "problem": "",
        "layers": [], "counts": [], "most": MOST_CHARACTERS,
    }  # fmt: skip
    if not sent:
        return _page("paste.html", **given)
    try:
        with site.one_at_a_time:  # two texts at once would only wait for each other
            made = annotate_text(text, title=title, english=english, engine=site.engine)
    except InputError as error:
        shown = text if len(text) <= MOST_CHARACTERS else ""
        return _page("paste.html", status=422, **{**given, "text": shown, "problem": str(error)})
    given |= {"made": made, "layers": layers_of([made["article"]]), "counts": _named(made["counts"])}
    return _page("paste.html", **given)


def too_long(n_bytes: int) -> Answer:
    """Return the page for pasting with the sentence that the text was too long to be read at all."""
    sentence = (
        f"This text takes {n_bytes / 1e6:,.1f} MB; {MOST_CHARACTERS:,} characters can be shown here. Paste a part of "
        "it, or put the whole into a file for `framing run`."
    )
    return _page(
        "paste.html", status=413, title="Paste a text", text="", headline="", english=False, made=None,
        problem=sentence, layers=[], counts=[], most=MOST_CHARACTERS,
    )  # fmt: skip


def _file(site: Site, name: str) -> Answer:
    path = site.folder / name
    if not path.is_file():
        return refusal(f"This folder has no {name} yet; `framing report {site.folder}` makes it.", status=404)
    policy = REPORT_POLICY if name == "report.html" else "default-src 'none'"
    return Answer(path.read_bytes(), kind=FILES[name], policy=policy)


def _number(asked: Mapping[str, str], name: str) -> int:
    """Return a number of the address, 0 where there is none."""
    given = asked.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 10 else 0


def _wanted(asked: Mapping[str, str]) -> Wanted:
    return Wanted(**{name: asked.get(name, "").strip()[:300] for name in Wanted.__dataclass_fields__})


def _query(wanted: Wanted) -> str:
    """Return what was asked as the end of an address, "" where nothing was."""
    return urlencode({name: value for name in Wanted.__dataclass_fields__ if (value := getattr(wanted, name))})


def _named(counts: list[tuple[str, dict[str, int]]]) -> list[tuple[str, dict[str, int]]]:
    """Return counts with the names that people use, in the order of the layers."""
    ordered = sorted(counts, key=lambda pair: layer_order(pair[0]))
    return [(LAYER_NAMES.get(family, family.replace("_", " ")), voices) for family, voices in ordered]


def _page(template: str, *, status: int = 200, **values: Any) -> Answer:
    from markupsafe import Markup

    style = read_template("report.css", None) + _template("view.css")
    body = _environment().get_template(template).render(**map_texts(values, clean_text), style=Markup(style))
    policy = f"{style_policy(style)}; form-action 'self'; frame-ancestors 'none'"
    return Answer(body.encode("utf-8", "replace"), status=status, policy=policy)


@lru_cache(maxsize=1)
def _environment() -> Environment:
    from jinja2 import ChoiceLoader, FunctionLoader

    ours = page_environment()
    assert ours.loader is not None
    return ours.overlay(loader=ChoiceLoader([FunctionLoader(_template), ours.loader]))


def _template(name: str) -> Any:
    """Return a template of the local pages, None where the report has it."""
    file = _TEMPLATES.joinpath(name)
    return file.read_text(encoding="utf-8") if file.is_file() else None
