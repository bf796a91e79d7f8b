"""What comes in: articles out of tables, JSON lines, pages, folders and archives, with what had to be set aside."""

from framing.articles.article import Article
from framing.articles.reading import Reading, iterate_articles, read_articles
from framing.articles.records import ReadingNotes, Rejected

__all__ = ["Article", "Reading", "ReadingNotes", "Rejected", "iterate_articles", "read_articles"]
