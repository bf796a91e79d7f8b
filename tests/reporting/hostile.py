"""Texts and names as bad as the web has them."""

SCRIPT = (
    '<script>alert("x")</script><img src=x onerror=alert(1)> {{ 7*7 }} #panic("typst") $a^2$ *b* _c_ [d](javascript:e)'
)
TURNED = "The \u202eegassem\u202c of \u05e9\u05dc\u05d5\u05dd and \u0645\u0631\u062d\u0628\u0627 in one line"
GLYPHS = "\u5317\u4eac \U0001f468\u200d\U0001f469\u200d\U0001f467 \U00012000 e\u0301\u0302\u0303 \ufb03 \U000e0041"
CONTROL = "a\x00b\x07c\x1bd\x85e\ufffef\u2028h\x0bi"
BROKEN = "half \ud800 of a pair"  # which no table of pandas can hold, but a title can
ENDLESS = "word" * 2500
LONG_NAME = "The Most Honourable and Extraordinarily Verbose Gazette of " + "Greater " * 20 + "Tervane"
ALL = (SCRIPT, TURNED, GLYPHS, CONTROL, ENDLESS)


def make_hostile(results):
    """Put the worst into titles, texts, names, outlets and reasons; offsets stay where they were."""
    articles = results.articles
    for row, text in enumerate(ALL):
        articles.loc[row, "title"] = text
        articles.loc[row, "text"] = articles.loc[row, "text"] + "\n\n" + text
        articles.loc[row, "event"] = text[:60]
    old = articles["outlet"].iloc[0]
    for table, column in ((articles, "outlet"), (results.estimates, "group"), (results.differences, "group")):
        table[column] = table[column].where(table[column] != old, LONG_NAME + SCRIPT)
    results.sources["name"] = [ALL[place % len(ALL)] for place in range(len(results.sources))]
    results.sources["entity"] = results.sources["name"]
    results.attributions["source_text"] = [ALL[place % len(ALL)] for place in range(len(results.attributions))]
    results.attributions["content_text"] = results.attributions["source_text"]
    results.spans["text"] = [ALL[place % len(ALL)] for place in range(len(results.spans))]
    results.rejected["reason"] = SCRIPT + CONTROL
    results.manifest["warnings"] = list(ALL)
    return results
