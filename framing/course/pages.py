"""Pages of the kit: a title and blocks, written in TOML, shown as Markdown, HTML and PDF from the same description.

A block is a dict with its kind: heading, text, box, list, steps, table, code, links, passage or break. Text between
`backticks` is code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any

from framing.reporting.cleaning import breakable, clean_text, map_texts
from framing.reporting.html import style_policy
from framing.reporting.pdf import compile_pdf, fit_to_fonts

TEMPLATES = files("framing.course").joinpath("templates")
Block = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its title, the line above it, its blocks. Blocks of a template may name the part they belong to."""

    title: str
    kicker: str
    blocks: tuple[Block, ...]

    def part(self, name: str) -> list[Block]:
        """Return the blocks of one part, and those of every part."""
        return [block for block in self.blocks if block.get("part", name) == name]

    def with_blocks(self, blocks: Sequence[Block], *, title: str | None = None) -> Page:
        """Return the page with these blocks, and another title if one is given."""
        return replace(self, blocks=tuple(blocks), title=title or self.title)


def load_page(name: str, values: Mapping[str, object] | None = None) -> Page:
    """Return a page from a template; $name in it is replaced by `values`.

    >>> load_page("worksheet_1.toml").title
    'Worksheet 1: who says what'
    """
    text = TEMPLATES.joinpath(name).read_text(encoding="utf-8")
    data = map_texts(tomllib.loads(text), lambda cell: Template(cell).substitute(values or {}))
    return Page(title=data["title"], kicker=data["kicker"], blocks=tuple(data["blocks"]))


def pieces(text: str) -> list[tuple[str, bool]]:
    """Return the text in pieces, each with whether it stood between backticks.

    >>> pieces("Run `framing demo` now.")
    [('Run ', False), ('framing demo', True), (' now.', False)]
    """
    return [(piece, bool(place % 2)) for place, piece in enumerate(text.split("`")) if piece]


def write_page(page: Page, stem: Path, formats: Sequence[str] = ("html", "pdf")) -> list[Path]:
    """Write a page as STEM.html, STEM.pdf or STEM.md and return the files."""
    stem.parent.mkdir(parents=True, exist_ok=True)
    written = []
    for name in formats:
        path = stem.parent / f"{stem.name}.{name}"
        if name == "pdf":
            path.write_bytes(render_pdf(page))
        else:
            path.write_text(render_html(page) if name == "html" else render_markdown(page), encoding="utf-8")
        written.append(path)
    return written


def render_html(page: Page) -> str:
    """Return a page that loads nothing, without scripts; it prints on A4."""
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.globals["pieces"] = pieces
    style = TEMPLATES.joinpath("page.css").read_text(encoding="utf-8")
    template = environment.from_string(TEMPLATES.joinpath("page.html").read_text(encoding="utf-8"))
    return template.render(
        title=page.title, kicker=page.kicker, blocks=map_texts(list(page.blocks), clean_text),
        style=Markup(style), policy=f"{style_policy(style)}; form-action 'none'",
    )  # fmt: skip


def render_pdf(page: Page) -> bytes:
    """Return the page as a tagged PDF with page numbers."""
    source = TEMPLATES.joinpath("page.typ").read_text(encoding="utf-8").encode()
    data = {"title": page.title, "kicker": page.kicker, "blocks": list(page.blocks)}
    return compile_pdf(source, map_texts(data, lambda text: breakable(fit_to_fonts(clean_text(text)))))


def render_markdown(page: Page) -> str:
    """Return the page as Markdown; for pages of our own words, not for passages."""
    return "\n\n".join([f"# {page.title}", *(_as_markdown(block) for block in page.blocks)]) + "\n"


def _as_markdown(block: Block) -> str:
    kind = block["kind"]
    if kind == "heading":
        return f"## {block['text']}"
    if kind == "box":
        return f"> {block['text']}"
    if kind == "list":
        return "\n".join(f"- {item}" for item in block["items"])
    if kind == "steps":
        return "\n".join(f"{number}. {item}" for number, item in enumerate(block["items"], 1))
    if kind == "code":
        return f"```\n{block['text'].strip()}\n```"
    if kind == "links":
        return "\n".join(
            f"{place}. [{name}]({path}): {what}" for place, (path, name, what) in enumerate(block["rows"], 1)
        )
    if kind == "table":
        lines = [block["columns"], ["---"] * len(block["columns"]), *block["rows"]]
        return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
    return str(block["text"])
