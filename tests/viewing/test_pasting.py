"""One pasted text."""

import pytest

from framing.errors import InputError
from framing.viewing.pasting import MOST_CHARACTERS, annotate_text

GERMAN = (
    "Der Stadtrat hat am Montag über den neuen Hafen beraten, und die Abstimmung wurde auf den nächsten Monat verschoben, "
    "weil mehrere Mitglieder nicht anwesend waren, sagte die Bürgermeisterin."
)


def test_counts_are_kept_apart_by_voice():
    made = annotate_text("The scheme may fail. “It may fail,” said the mayor.", engine="rules")
    assert dict(made["counts"])["hedges"] == {"own": 1, "quoted": 1}
    assert made["words"] == {"own": 7, "paraphrased": 0, "quoted": 3}


def test_another_language_is_said_and_not_measured_unless_told():
    made = annotate_text(GERMAN, engine="rules")
    assert "looks like another language (de)" in made["remark"]
    assert made["counts"] == [] and made["words"] is None and made["article"]["paragraphs"]
    told = annotate_text(GERMAN, english=True, engine="rules")
    assert told["remark"] == "" and told["words"] is not None


@pytest.mark.parametrize("text", ["", " \n\t "])
def test_nothing_pasted_is_a_kind_sentence(text):
    with pytest.raises(InputError, match="There is no text yet"):
        annotate_text(text)


def test_too_long_a_text_is_a_kind_sentence():
    with pytest.raises(InputError, match=r"100,001 characters; 100,000 can be shown"):
        annotate_text("x" * (MOST_CHARACTERS + 1))


def test_a_headline_is_marked_too():
    made = annotate_text("The ferry was late, officials said.", title="Ferry ‘may be’ late", engine="rules")
    assert "hedges" in {layer for segment in made["article"]["title"] for layer in segment["layers"]}
