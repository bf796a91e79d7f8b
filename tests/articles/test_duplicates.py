"""Copies of an article: exact, edited, wire copy; and what is none."""

import numpy as np
import pytest

from framing.articles import Article
from framing.articles.agencies import find_agency
from framing.articles.duplicates import Sketches, cluster_copies, find_duplicates, sketch_texts
from framing.errors import InputError

SUBJECTS = ("The ferry", "The mayor", "A teacher", "The harbour master", "One passenger", "The council", "A court")
VERBS = ("was late", "opened the bridge", "went on strike", "blamed a coupling", "sold the lighthouse", "kept quiet")
PLACES = ("on Monday", "in the rain", "near the old mill", "after a long debate", "before the summer", "without a word")


def story(seed, n_sentences=30):
    rng = np.random.default_rng(seed)
    sentences = [
        f"{rng.choice(SUBJECTS)} {rng.choice(VERBS)} {rng.choice(PLACES)} {rng.choice(PLACES)} as {rng.integers(1000)} "
        f"people and {rng.integers(1000)} others looked on."
        for _ in range(n_sentences)
    ]
    return "\n\n".join(" ".join(sentences[at : at + 3]) for at in range(0, n_sentences, 3))


def copies_of(texts, **options):
    return find_duplicates([Article(id=str(n), text=text) for n, text in enumerate(texts)], **options).duplicate_of


def test_an_exact_copy_whatever_its_case_and_punctuation():
    assert copies_of([story(1), story(2), story(1).upper().replace(".", " !")]) == ["", "", "0"]
    assert copies_of(["Late again.", "LATE AGAIN", "On time."]) == ["", "0", ""]


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: "\n\n".join(text.split("\n\n")[:4]),
        lambda text: "\n\n".join(text.split("\n\n")[5:]),
        lambda text: "A wholly new headline for the day\n\n" + text,
        lambda text: "WASHINGTON (AP) — " + text + "\n\nThe Associated Press contributed to this report.",
        lambda text: text.replace("harbour master", "port captain"),
    ],
    ids=["first half", "second half", "headline", "credit", "a word throughout"],
)
def test_an_edited_copy_is_found_either_way_round(edit):
    text = story(1)
    others = [story(seed) for seed in range(2, 12)]
    assert copies_of([text, *others, edit(text)]) == [""] * 11 + ["0"]
    assert copies_of([edit(text), *others, text]) == [""] * 11 + ["0"]


def test_other_stories_in_the_same_words_are_no_copies():
    assert copies_of([story(seed) for seed in range(40)]) == [""] * 40


def test_a_text_quoted_in_a_much_longer_one_is_no_copy():
    assert copies_of([story(1, 3), story(2, 60) + story(1, 3)]) == ["", ""]


def test_a_stock_phrase_connects_nothing():
    phrase = " Sign up for the morning letter of the Harbour Post and read all that matters on the islands."
    assert copies_of([story(seed, 6) + phrase for seed in range(30)]) == [""] * 30


def test_a_story_that_many_publish_is_one_cluster():
    text = story(1)
    parts = text.split("\n\n")
    texts = [story(2), *("\n\n".join([*parts[:-1], f"Edition {n}."]) for n in range(60))]
    assert copies_of(texts) == ["", "", *["1"] * 59]


def test_the_threshold_decides():
    text, other = story(1), story(2)
    half = "\n\n".join([*text.split("\n\n")[:5], *other.split("\n\n")[5:]])
    assert copies_of([text, half]) == ["", ""]
    assert copies_of([text, half], threshold=0.3) == ["", "0"]
    with pytest.raises(InputError, match=r"threshold is 1\.5; a share above 0 and up to 1 is allowed"):
        copies_of([text], threshold=1.5)


def test_the_similarity_is_that_of_the_shorter_text():
    text = story(1)
    found = find_duplicates([Article(id="a", text=text), Article(id="b", text="\n\n".join(text.split("\n\n")[:5]))])
    assert found.duplicate_of == ["", "a"]
    assert np.isnan(found.similarity[0])
    assert found.similarity[1] > 0.95


def test_batches_of_any_size_give_the_same():
    texts = [story(seed % 7, 5 + seed % 3) for seed in range(20)] + ["", "Late."]
    whole = sketch_texts(texts)
    parts = Sketches.concatenate([sketch_texts(texts[at : at + 3]) for at in range(0, len(texts), 3)])
    for name in ("hashes", "start", "limit", "n_shingles", "exact"):
        assert np.array_equal(getattr(whole, name), getattr(parts, name))
    assert np.array_equal(cluster_copies(whole)[0], cluster_copies(parts)[0])


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["One."], [" ", "!"]])
def test_empty_texts_are_copies_of_nothing(texts):
    assert copies_of(texts) == [""] * len(texts)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        ("WASHINGTON (AP) — The ferry was late.", "AP"),
        ("PARIS, July 3 (Reuters) - The ferry was late.", "Reuters"),
        ("Reuters — The ferry was late.", "Reuters"),
        ("LONDON, July 3 — AFP: The ferry was late.", "AFP"),
        ("By The Associated Press\nThe ferry was late.", "AP"),
        ("The ferry was late.\n\n— Reuters", "Reuters"),
        ("The ferry was late.\n(Reporting by Mara Lindqvist; Reuters)", "Reuters"),
        ("The ferry was late. Source: Xinhua", "Xinhua"),
        ("The ferry was late, the captain told Reuters on Monday.", ""),
        ("He read AP and AFP reports. The ferry was late.", ""),
        ("The ferry was late.\nThe Associated Press contributed to this report.", ""),
        ("", ""),
    ],
)
def test_an_agency_is_credited_at_the_start_or_the_end(text, agency):
    assert find_agency(text) == agency


def test_an_agency_as_author():
    assert find_agency("The ferry was late.", author="By Associated Press") == "AP"
    assert find_agency("The ferry was late.", author="Mara Lindqvist") == ""
