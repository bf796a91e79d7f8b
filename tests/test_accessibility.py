"""What readers with a screen reader, a keyboard or weak sight need, checked on the report and on the local pages.

These are the checks that need no browser: language, headings, names, labels, targets, tables, order of focus, contrast.
"""

import itertools
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

import framing
from framing.charts.style import STANCE_FILLS
from framing.reporting import render_html, summarise
from framing.viewing.site import answer, open_site

VOID = {"meta", "link", "input", "br", "img", "hr", "wbr", "path", "use", "rect", "circle", "line", "col"}
CSS = Path(framing.__file__).parent / "reporting" / "templates" / "report.css"


class Page(HTMLParser):
    """A page as a list of elements: tag, attributes, places of parent and children, text inside."""

    def __init__(self, html):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        parent = self.open[-1] if self.open else None
        self.elements.append({"tag": tag, "parent": parent, "text": "", **dict(attrs)})
        if tag not in VOID:
            self.open.append(len(self.elements) - 1)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag not in VOID:
            assert self.open and self.elements[self.open[-1]]["tag"] == tag, f"</{tag}> closes nothing"
            self.open.pop()

    def handle_data(self, data):
        for place in self.open:
            self.elements[place]["text"] += data

    def all(self, *tags):
        return [element for element in self.elements if element["tag"] in tags]

    def above(self, element):
        while element["parent"] is not None:
            element = self.elements[element["parent"]]
            yield element


def find_barriers(html):
    """Return what stands in somebody's way on a page, one sentence each."""
    page = Page(html)
    found = []
    ids = [element["id"] for element in page.elements if "id" in element]
    names = {element.get("for") for element in page.all("label")}
    if not all(element.get("lang") for element in page.all("html")):
        found.append("the page does not say its language")
    if not any(element["text"].strip() for element in page.all("title")):
        found.append("the page has no title")
    levels = [int(element["tag"][1]) for element in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    if levels.count(1) != 1 or levels[0] != 1:
        found.append("the page does not begin with its one first heading")
    found += [f"a heading jumps from {a} to {b}" for a, b in itertools.pairwise(levels) if b > a + 1]
    found += [f"two elements have the id {name}" for name in {name for name in ids if ids.count(name) > 1}]
    if len(page.all("main")) != 1:
        found.append("the page has no main part, or several")
    if len({element.get("aria-label") for element in page.all("nav")}) < len(page.all("nav")):
        found.append("two navigations have no names of their own")
    focus = [
        e for e in page.all("a", "button", "input", "select", "textarea", "summary") if e["tag"] != "a" or "href" in e
    ]
    if not focus or not focus[0].get("href", "").startswith("#"):
        found.append("the first stop of the keyboard is no link past the navigation")
    for element in page.elements:
        tag = element["tag"]
        if (tag == "img" and "alt" not in element) or (tag == "svg" and not element.get("aria-label")):
            found.append(f"a picture ({tag}) has no words")
        if tag in ("input", "select", "textarea") and element.get("type") != "hidden":
            inside = any(above["tag"] == "label" and above["text"].strip() for above in page.above(element))
            if not (inside or element.get("id") in names or element.get("aria-label")):
                found.append(f"a field ({tag}) has no label")
        if tag in ("a", "button", "summary", "label", "h1", "h2", "h3", "th") and not element["text"].strip():
            found.append(f"a {tag} is empty")
        if tag == "th" and element.get("scope") not in ("col", "row"):
            found.append("a header cell does not say what it heads")
        if int(element.get("tabindex", 0)) > 0:
            found.append("an element jumps the order of the keyboard")
        if element.get("role") == "region" and not (element.get("aria-label") and element.get("tabindex") == "0"):
            found.append("a region that scrolls has no name or no place for the keyboard")
        targets = [element.get("href", "")[1:]] if element.get("href", "").startswith("#") else []
        targets += [*element.get("aria-labelledby", "").split(), *element.get("aria-describedby", "").split()]
        found += [f"{tag} points to {target}, which is not there" for target in targets if target not in ids]
        parent = page.elements[element["parent"]]["tag"] if element["parent"] is not None else ""
        if (parent in ("ul", "ol") and tag != "li") or (tag == "li" and parent not in ("ul", "ol")):
            found.append(f"a list holds {tag} in {parent}")
    for table in page.all("table"):
        if not any(table in page.above(cell) for cell in page.all("th")):
            found.append("a table has no header cells")
    return found


GOOD = '<html lang="en"><head><title>T</title></head><body><a href="#m">Skip</a><main id="m"><h1>A</h1>{}</main></body></html>'


@pytest.mark.parametrize(
    ("html", "barrier"),
    [
        (GOOD.format("").replace(' lang="en"', ""), "does not say its language"),
        (GOOD.format("").replace("<title>T", "<title>"), "no title"),
        (GOOD.format("<h1>B</h1>"), "one first heading"),
        (GOOD.format("<h3>B</h3>"), "jumps from 1 to 3"),
        (GOOD.format('<p id="a"></p><p id="a"></p>'), "two elements have the id a"),
        (GOOD.format("<nav></nav><nav></nav>"), "two navigations"),
        (GOOD.format("").replace("<a href", "<a class"), "first stop"),
        (GOOD.format('<img src="x">'), "has no words"),
        (GOOD.format("<svg></svg>"), "has no words"),
        (GOOD.format("<input>"), "has no label"),
        (GOOD.format('<label for="b">B</label><textarea id="c"></textarea>'), "has no label"),
        (GOOD.format("<button></button>"), "a button is empty"),
        (GOOD.format("<table><tr><td>1</td></tr></table>"), "no header cells"),
        (GOOD.format("<table><tr><th>1</th></tr></table>"), "what it heads"),
        (GOOD.format('<p tabindex="2"></p>'), "jumps the order"),
        (GOOD.format('<div role="region"></div>'), "a region that scrolls"),
        (GOOD.format('<a href="#nowhere">x</a>'), "nowhere, which is not there"),
        (GOOD.format("<ul><p>x</p></ul>"), "a list holds p in ul"),
    ],
)
def test_each_check_finds_what_it_is_for(html, barrier):
    assert find_barriers(GOOD.format("")) == []
    assert any(barrier in sentence for sentence in find_barriers(html)), find_barriers(html)


@pytest.fixture(scope="module")
def results():
    texts = ("The scheme may be a disaster, an aide claimed.", "“It is late,” said Mara Lind. Nothing was decided.")
    articles = [
        framing.Article(id=f"{outlet}{n}", outlet=outlet, event="one", title=f"Ferry {n}", text=text)
        for outlet in ("Post", "Wire") for n, text in enumerate(texts * 2)
    ]  # fmt: skip
    found = framing.analyze(articles, engine="rules", progress=False)
    framing.compare(found, n_resamples=200, n_permutations=199)
    return found


def test_report_has_no_barriers(results):
    assert find_barriers(render_html(summarise(results))) == []


@pytest.mark.parametrize(
    ("path", "asked", "sent"),
    [
        ("/", {}, False),
        ("/", {"word": "zeppelin"}, False),
        ("/article", {"number": "1"}, False),
        ("/article", {"number": "2", "outlet": "Post"}, False),
        ("/paste", {}, False),
        ("/paste", {"text": ""}, True),
        ("/paste", {"text": "The scheme may be a disaster, an aide claimed.", "title": "Late again"}, True),
        ("/nothing", {}, False),
    ],
)
def test_local_pages_have_no_barriers(results, tmp_path, path, asked, sent):
    site = open_site(results.write(tmp_path / "run"), engine="rules")
    assert find_barriers(answer(site, path, asked, sent=sent).body.decode()) == []


def contrast(one, other):
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    lights = []
    for colour in (one, other):
        digits = colour.lstrip("#")
        digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
        parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2])
    return (max(lights) + 0.05) / (min(lights) + 0.05)


def palettes():
    """Return the colours of the page in light, dark and print."""
    blocks = re.findall(r":root\{([^}]*)\}", CSS.read_text(encoding="utf-8"))
    return dict(zip(("light", "dark", "print"), [dict(re.findall(r"--([\w-]+):(#\w+)", block)) for block in blocks],
                    strict=True))  # fmt: skip


@pytest.mark.parametrize("mode", ["light", "dark", "print"])
def test_colours_of_the_pages_can_be_read(mode):
    colours = palettes()[mode]
    for ground in ("paper", "soft", "quoted", "told"):
        for text in ("ink", "muted", "accent"):
            wanted = 4.5 if text != "muted" or ground in ("paper", "soft") else 3  # notes stand on these two only
            assert contrast(colours[text], colours[ground]) >= wanted, (text, ground)
        for mark in ("warm", "violet", "green", "quoted-line", "told-line"):
            assert contrast(colours[mark], colours[ground]) >= 3, (mark, ground)


def test_contrast_is_that_of_the_standard():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("stance", sorted(STANCE_FILLS))
def test_numbers_in_coloured_bars_can_be_read(stance):
    fill, text = STANCE_FILLS[stance]
    assert contrast(fill, text) >= 4.5
