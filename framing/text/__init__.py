"""Words, sentences, quotation marks and spans of a batch of texts, on arrays."""

from framing.text.batch import Batch
from framing.text.hashing import HashIndex, hash_words
from framing.text.kept import once
from framing.text.quotes import Quotes
from framing.text.spans import Spans
from framing.text.tokens import CLITIC, NUMBER, PUNCTUATION, WORD, Tokens

__all__ = [
    "CLITIC", "NUMBER", "PUNCTUATION", "WORD", "Batch", "HashIndex", "Quotes", "Spans", "Tokens", "hash_words",
    "once",
]  # fmt: skip
