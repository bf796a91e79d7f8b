"""Dates as they are written in the field."""

import pytest

from framing.articles.dates import day_comes_first, read_date


@pytest.mark.parametrize(
    "written",
    [
        "2020-01-31", "2020/1/31", "20200131", "2020-01-31T12:00:00.123+00:00", "2020-01-31 08:15:00",
        "January 31, 2020", "Jan. 31 2020", "31 January 2020", "31st Jan 2020", "31-Jan-2020", "January 31, 2020 Friday",
        "Friday, January 31, 2020 10:15 AM ET", "January 31, 2020 Friday 1:15 AM GMT", "January 31, 2020 London Edition",
        "Fri, 31 Jan 2020 10:00:00 GMT", "Fri Jan 31 10:00:00 +0000 2020", "31/01/2020", "31.01.2020 12:30",
        "1/31/2020 1:15 PM", "1580428800", "1580428800000", "Jan 31, 2020 at 3:04 p.m. EST",
    ],
)  # fmt: skip
def test_usual_ways_to_write_a_date(written):
    assert read_date(written) == "2020-01-31"


@pytest.mark.parametrize(
    "written", ["", "15 hours ago", "January 2020", "2020", "31/02/2020", "03/04/2020", "20201399", "soon", "x" * 500]
)
def test_what_is_no_certain_date_stays_unknown(written):
    assert read_date(written) == ""


def test_the_column_decides_whether_the_day_comes_first():
    assert day_comes_first(["03/04/2020", "25/12/2019"]) is True
    assert day_comes_first(["03/04/2020", "12/25/2019"]) is False
    assert day_comes_first(["25/12/2019", "12/25/2019"]) is None
    assert read_date("03/04/2020", day_first=True) == "2020-04-03"
    assert read_date("03/04/2020", day_first=False) == "2020-03-04"


def test_a_day_that_equals_its_month_is_certain():
    assert read_date("03/03/2020") == "2020-03-03"
