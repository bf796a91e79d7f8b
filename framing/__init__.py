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


def __getattr__(name: str) -> Any:
    if name == "__version__":
        from framing.manifest import package_version

        return package_version()
    if name not in _HOMES:
        raise AttributeError(f"module 'framing' has no attribute {name!r}; it has {', '.join(sorted(_HOMES))}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
