"""Words into the pieces that a BERT model without capitals was trained on: the longest known beginning first.

Source: Devlin et al. (2019), BERT, NAACL; Wu et al. (2016) for the pieces.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

UNKNOWN, BEGIN, END = 100, 101, 102  # rows of [UNK], [CLS] and [SEP] in every vocabulary of this family
LONGEST_WORD = 100


class WordPieces:
    """The vocabulary of a model folder (vocab.txt, a piece a line)."""

    def __init__(self, path: Path) -> None:
        self._row = {piece: row for row, piece in enumerate(path.read_text(encoding="utf-8").split("\n"))}
        self._known: dict[str, list[int]] = {}

    def rows(self, text: str, limit: int) -> list[int]:
        """Return the rows of the pieces of a text, begin and end marks included, at most `limit` of them."""
        rows = [BEGIN]
        for word in split_words(text):
            rows += self.of_word(word)
        return [*rows[: limit - 1], END]

    def of_word(self, word: str) -> list[int]:
        """Return the rows of the pieces of one word."""
        if word not in self._known:
            self._known[word] = self._pieces(word)
        return self._known[word]

    def _pieces(self, word: str) -> list[int]:
        rows: list[int] = []
        begin = 0
        while begin < len(word) <= LONGEST_WORD:
            end = len(word)
            while end > begin and ("##" * (begin > 0) + word[begin:end]) not in self._row:
                end -= 1
            if end == begin:
                return [UNKNOWN]
            rows.append(self._row["##" * (begin > 0) + word[begin:end]])
            begin = end
        return rows or [UNKNOWN]


def split_words(text: str) -> list[str]:
    """Return words in small letters without accents, and every mark on its own.

    >>> split_words("Café-owners said: “No!”")
    ['cafe', '-', 'owners', 'said', ':', '“', 'no', '!', '”']
    """
    result = [""]
    for character in unicodedata.normalize("NFD", text.lower()):
        category = unicodedata.category(character)
        if character.isspace():
            result.append("")
        elif category[0] == "P" or (character.isascii() and not character.isalnum() and character.isprintable()):
            result += [character, ""]
        elif category not in ("Mn", "Cc", "Cf"):
            result[-1] += character
    return [word for word in result if word]
