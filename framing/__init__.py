"""How news is worded and who gets to speak in it.

Four verbs, in one direction:

    articles = framing.read_articles("my_articles.csv")   # what was given, as Article values
    results = framing.analyze("my_articles.csv")          # tables: spans, attributions, sources, features
    comparison = framing.compare(results, by="outlet")    # outlets side by side, with intervals
    framing.report(results, "my_report")                  # HTML, PDF, notebook, Markdown, JSON

`framing.load(folder)` brings back an earlier run; `framing.MEASURES` lists what is measured, and
`framing.demo_articles()` is the path of the bundled corpus. Evidence, never a verdict on an outlet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from framing.first_use import imported_on_first_use

if TYPE_CHECKING:
    from framing.articles import Article, read_articles
    from framing.comparison import compare
    from framing.corpus import demo_articles
    from framing.engine import analyze
    from framing.errors import InputError
    from framing.lexicon import Lexicon
    from framing.measures import MEASURES
    from framing.reporting import report
    from framing.results import Results, load
    from framing.text import Batch, Spans

# Each name is imported when it is first used, so that `import framing` takes no time.
_HOMES = {
    "Article": "framing.articles",
    "Batch": "framing.text",
    "InputError": "framing.errors",
    "Lexicon": "framing.lexicon",
    "MEASURES": "framing.measures",
    "Results": "framing.results",
    "Spans": "framing.text",
    "analyze": "framing.engine",
    "compare": "framing.comparison",
    "demo_articles": "framing.corpus",
    "load": "framing.results",
    "read_articles": "framing.articles",
    "report": "framing.reporting",
}

__all__ = [
    "MEASURES", "Article", "Batch", "InputError", "Lexicon", "Results", "Spans", "analyze", "compare",
    "demo_articles", "load", "read_articles", "report",
]  # fmt: skip


_find = imported_on_first_use(__name__, _HOMES)


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from framing.manifest import package_version

        return package_version()
    return _find(name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
