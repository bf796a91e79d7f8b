"""Groups of articles on the same event: given, found, written out, edited and read back."""

import numpy as np
import pytest

from framing.articles import Article
from framing.articles.event_table import events_table, read_events, with_events
from framing.articles.events import FEATURES, WEIGHTS, compare_pairs, find_events
from framing.errors import InputError

# three reports on each of four events, each in words of its own
REPORTS = {
    "ferry": [
        ("Ferry strands 200 commuters on quay", "The island ferry failed again on Monday and left 200 commuters on the quay."),
        ("Harbour master sorry for ferry delay", "Harbour master Ines Calloway apologised on Monday after the island ferry failed."),
        ("Third ferry failure angers islanders", "Islanders demanded refunds on Monday when the ferry failed for the third time."),
    ],
    "bridge": [
        ("Mayor opens mill bridge", "Mayor Tobias Renn opened the rebuilt mill bridge on Tuesday, a year late."),
        ("Mill bridge opens a year late", "The mill bridge was opened by the mayor on Tuesday, two million over budget."),
        ("Opposition scorns bridge party", "The opposition scorned the opening of the mill bridge as the mayor's party."),
    ],
    "strike": [
        ("Teachers to strike over class sizes", "Teachers in the hill district will strike for two days over crowded classes."),
        ("Hill district schools face strike", "Schools in the hill district face a two-day strike by teachers over class sizes."),
        ("Union calls two-day school strike", "The teachers' union called a strike in hill district schools over large classes."),
    ],
    "lighthouse": [
        ("Council sells old lighthouse", "The council sold the old lighthouse to a hotel chain for 900,000 crowns."),
        ("Hotel chain buys lighthouse", "A hotel chain paid 900,000 crowns for the old lighthouse, the council said."),
        ("Anger as lighthouse is sold", "Residents protested after the council sold the lighthouse to a hotel chain."),
    ],
}  # fmt: skip


def corpus(**more):
    articles = [
        Article(id=f"{event}-{number}", title=title, text=text, **more)
        for event, reports in REPORTS.items()
        for number, (title, text) in enumerate(reports)
    ]
    return [articles[place] for place in np.random.default_rng(3).permutation(len(articles))]


def groups(articles, events):
    found = {}
    for article, event in zip(articles, events.event, strict=True):
        found.setdefault(event or article.id, set()).add(article.id)
    return sorted(sorted(group) for group in found.values())


def test_reports_of_one_event_are_grouped():
    articles = corpus()
    events = find_events(articles)
    assert groups(articles, events) == sorted(sorted(f"{event}-{n}" for n in range(3)) for event in REPORTS)
    assert events.event[0] == "event-1", "events are numbered as they appear"
    assert ((events.similarity > 0) & (events.similarity <= 1)).all()


def test_given_events_are_kept_and_names_do_not_clash():
    articles = corpus()
    given = Article(id="given", event="event-1", title="Budget passed", text="Parliament passed the budget at night.")
    events = find_events([given, *articles])
    assert events.event[0] == "event-1"
    assert np.isnan(events.similarity[0])
    assert "event-1" not in events.event[1:]


def test_articles_too_far_apart_in_time_are_of_different_events():
    near = [
        Article(id=str(n), title=t, text=x, published=f"2026-07-0{n + 1}") for n, (t, x) in enumerate(REPORTS["ferry"])
    ]
    articles = [*near, *(article for article in corpus() if not article.id.startswith("ferry"))]
    assert len(set(find_events(articles).event[:3])) == 1
    moved = [Article(id=a.id, title=a.title, text=a.text, published=f"2026-0{n + 1}-01") for n, a in enumerate(near)]
    assert find_events([*moved, *articles[3:]]).event[:3] == ["", "", ""]
    assert len(set(find_events([*moved, *articles[3:]], days=100).event[:3])) == 1


def test_articles_that_share_nothing_have_no_event():
    articles = [Article(id=str(n), text=reports[0][1]) for n, reports in enumerate(REPORTS.values())]
    events = find_events(articles)
    assert events.event == [""] * 4
    assert np.isnan(events.similarity).all()


@pytest.mark.parametrize("articles", [[], [Article(text="One.")], [Article(text="."), Article(text="?")]])
def test_few_and_empty_articles(articles):
    assert find_events(articles).event == [""] * len(articles)


def test_two_runs_give_the_same():
    one, other = find_events(corpus()), find_events(corpus())
    assert one.event == other.event
    assert np.array_equal(one.similarity, other.similarity)


def test_there_is_a_weight_for_each_feature():
    first, second, features = compare_pairs(corpus())
    assert features.shape == (len(first), len(FEATURES)) and WEIGHTS.shape == (len(FEATURES),)
    assert (first < second).all()
    assert np.isfinite(features).all()


def test_events_go_out_are_edited_and_come_back(tmp_path):
    articles = corpus()
    table = events_table(find_events(articles))
    assert list(table.columns) == ["article_id", "event", "similarity"]
    table.loc[table["article_id"] == "ferry-0", "event"] = "the ferry 🙂"
    path = tmp_path / "events.csv"
    table.to_csv(path, index=False, lineterminator="\n")
    back = with_events(articles, read_events(path))
    assert [article.event for article in back] == table["event"].tolist()
    assert find_events(back).event == table["event"].tolist()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("id,event\na,x\n", "has no column 'article_id'; its columns are 'id', 'event'"),
        ("article_id,event\na,x\na,y\n", "row 2: article 'a' has two events, 'x' and 'y'"),
        ("", "its columns are none"),
    ],
)
def test_a_table_that_cannot_be_used(tmp_path, content, words):
    path = tmp_path / "events.csv"
    path.write_text(content)
    with pytest.raises(InputError, match=words):
        read_events(path)
    with pytest.raises(InputError, match="cannot be read"):
        read_events(tmp_path / "none.csv")


def test_options_out_of_range():
    with pytest.raises(InputError, match="threshold is 0; a probability between 0 and 1 is allowed"):
        find_events([], threshold=0)
    with pytest.raises(InputError, match="days is -1"):
        find_events([], days=-1)
