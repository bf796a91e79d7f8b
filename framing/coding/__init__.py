"""Human coders in the loop: draw a sample, give it out, read it back, see who agrees, correct the numbers.

    sample = make_sample(results, find_questions(["source_type", "stance"]), 200, by=["outlet"], seed=1)
    write_sheets("sheets", sample, results, coders=["Ana", "Ben"])          # XLSX, CSV and an offline HTML page
    codes, problems = read_sheets(["sheets/ana.csv", "sheets/ben.xlsx"], sample)
    agreement_table(codes, sample, results)      # percent, Cohen, Fleiss, Krippendorff, Gwet, with intervals
    machine_table(codes, sample, results)        # precision, recall and F1 of the program
    corrected_table(codes, sample, results)      # shares by outlet: naive, from the sample alone, corrected

A language model, or anything else that answers, is one more coder, by file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from framing.first_use import imported_on_first_use

if TYPE_CHECKING:
    from framing.coding.agreement import (
        agreement_interval,
        cohen_kappa,
        fleiss_kappa,
        gwet_ac,
        krippendorff_alpha,
        percent_agreement,
    )
    from framing.coding.codebook_files import read_questions, render_questions
    from framing.coding.corrected_results import correct_results
    from framing.coding.correction import corrected_differences, corrected_table
    from framing.coding.estimators import corrected_mean
    from framing.coding.machine import differential_table, machine_table
    from framing.coding.passages import find_passages
    from framing.coding.questions import QUESTIONS, Question, find_questions
    from framing.coding.reading import read_sheets
    from framing.coding.reliability import agreement_table, disagreements_table
    from framing.coding.samples import Sample, load_sample, make_sample, write_sample
    from framing.coding.sampling import draw_sample, needed_size
    from framing.coding.sheets import write_sheets
    from framing.coding.span_agreement import span_gamma, word_alpha
    from framing.coding.trust import trust_section

# Each name is imported when it is first used, so that the command line starts without numpy.
_HOMES = {
    "QUESTIONS": "framing.coding.questions",
    "Question": "framing.coding.questions",
    "Sample": "framing.coding.samples",
    "agreement_interval": "framing.coding.agreement",
    "agreement_table": "framing.coding.reliability",
    "cohen_kappa": "framing.coding.agreement",
    "correct_results": "framing.coding.corrected_results",
    "corrected_differences": "framing.coding.correction",
    "corrected_mean": "framing.coding.estimators",
    "corrected_table": "framing.coding.correction",
    "differential_table": "framing.coding.machine",
    "disagreements_table": "framing.coding.reliability",
    "draw_sample": "framing.coding.sampling",
    "find_passages": "framing.coding.passages",
    "find_questions": "framing.coding.questions",
    "fleiss_kappa": "framing.coding.agreement",
    "gwet_ac": "framing.coding.agreement",
    "krippendorff_alpha": "framing.coding.agreement",
    "load_sample": "framing.coding.samples",
    "machine_table": "framing.coding.machine",
    "make_sample": "framing.coding.samples",
    "needed_size": "framing.coding.sampling",
    "percent_agreement": "framing.coding.agreement",
    "read_questions": "framing.coding.codebook_files",
    "read_sheets": "framing.coding.reading",
    "render_questions": "framing.coding.codebook_files",
    "span_gamma": "framing.coding.span_agreement",
    "trust_section": "framing.coding.trust",
    "word_alpha": "framing.coding.span_agreement",
    "write_sample": "framing.coding.samples",
    "write_sheets": "framing.coding.sheets",
}

__all__ = [
    "QUESTIONS", "Question", "Sample", "agreement_interval", "agreement_table", "cohen_kappa", "correct_results",
    "corrected_differences", "corrected_mean", "corrected_table", "differential_table", "disagreements_table",
    "draw_sample", "find_passages", "find_questions", "fleiss_kappa", "gwet_ac", "krippendorff_alpha",
    "load_sample", "machine_table", "make_sample", "needed_size", "percent_agreement", "read_questions",
    "read_sheets", "render_questions", "span_gamma", "trust_section", "word_alpha", "write_sample", "write_sheets",
]  # fmt: skip


__getattr__ = imported_on_first_use(__name__, _HOMES)


def __dir__() -> list[str]:
    return list(__all__)
