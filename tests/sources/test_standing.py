"""The finer axes: which part a source takes, and whether it holds its office still."""

import importlib.util
from pathlib import Path

import pytest

from framing.sources.standing import ROLES, STATUSES

spec = importlib.util.spec_from_file_location("test_resolution", Path(__file__).with_name("test_resolution.py"))
resolution = importlib.util.module_from_spec(spec)
spec.loader.exec_module(resolution)

CASES = [
    ("[Former Mayor Ann Lee] said no.", "participant", "former"),
    ("[Carl Stone, a former senator,] said yes.", "participant", "former"),
    ("Ex-minister [Dan Roe] said so.", "", "former"),
    ("[The incumbent governor] said she would stay.", "participant", "current"),
    ("[A spokesman for the ministry] said it was safe.", "representative", ""),
    ("[Vera Malik, a spokeswoman for Apple,] said no.", "representative", ""),
    ("[Ruth Amsel, a lawyer for Brandwell Ltd,] said it was fraud.", "representative", ""),
    ("[Ruth Amsel, a law professor at Yale,] said it was legal.", "informational", ""),
    ("[Economists] said prices would rise.", "informational", ""),
    ("[The CIA review] found gaps.", "informational", ""),
    ("[One witness] said she had seen it.", "participant", ""),
    ("[Retired teachers] said they agreed.", "", "former"),
    ("[Officials] said it was late.", "", ""),
    ("[Lee] said it was late.", "", ""),
    ("[Ann Lee, who beat the former mayor in May,] said no.", "", ""),
]


@pytest.mark.parametrize(("text", "role", "status"), CASES)
def test_case(text, role, status):
    _, sources = resolution.resolve(text)
    assert (sources.role[0], sources.status[0]) == (role, status)
    assert sources.role[0] in ("", *ROLES)
    assert sources.status[0] in ("", *STATUSES)
