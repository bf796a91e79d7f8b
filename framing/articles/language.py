"""Which language a text is in, as far as it matters: the measures are made for English."""

from __future__ import annotations

import re

# Fewer words than this do not show their language ("Au revoir", said the minister).
FEWEST_WORDS = 20
_LOOKED_AT = 1500  # code points; the first paragraphs of an article
_ENGLISH_SHARE = 0.2
# The commonest words of English prose make up a third of it and a few percent of any other language.
_COMMON = (
    "the of and to a in that is was for on with as it by at from his her he she they their be are were has have had "
    "not this which but an or who will would been its said after about one more than when we you i all there"
)
_ENGLISH = frozenset(_COMMON.split())
_CODES = {
    "en": "english eng", "de": "german deutsch ger deu", "fr": "french français fre fra", "es": "spanish español spa",
    "it": "italian ita", "pt": "portuguese por", "nl": "dutch nld", "ru": "russian rus", "ar": "arabic ara",
    "zh": "chinese zho", "tr": "turkish tur", "pl": "polish pol",
}  # fmt: skip
_NAMES = {name: code for code, names in _CODES.items() for name in names.split()}


def language_code(given: str) -> str:
    """Return the two-letter code of a language as data sets write it.

    >>> language_code("English"), language_code("en-GB"), language_code("ENG")
    ('en', 'en', 'en')
    """
    name = given.strip().casefold()
    return _NAMES.get(name) or re.split(r"[-_ ]", name)[0]


def judge_language(text: str) -> str:
    """Return the code of the language a text is in, "" for a text of fewer than twenty words.

    English is told by its function words, at almost no cost; only a text with few of them is given to py3langid.

    >>> judge_language("The ferry was late again on Monday, and the harbour master said that it would be late for as "
    ...                "long as the coupling was not repaired.")
    'en'
    """
    words = re.findall(r"\w+", text[:_LOOKED_AT].casefold())
    if len(words) < FEWEST_WORDS:
        return ""
    if sum(word in _ENGLISH for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    try:
        import py3langid
    except ImportError:
        return ""
    return str(py3langid.classify(text[:_LOOKED_AT])[0])
