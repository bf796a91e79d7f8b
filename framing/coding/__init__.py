"""Human coders in the loop: draw a sample, give it out, read it back, see who agrees, correct the numbers.

    sample = make_sample(results, find_questions(["source_type", "stance"]), 200, by=["outlet"], seed=1)
    write_sheets("sheets", sample, results, coders=["Ana", "Ben"])          # XLSX, CSV and an offline HTML page
    codes, problems = read_sheets(["sheets/ana.csv", "sheets/ben.xlsx"], sample)
    agreement_table(codes, sample, results)      # percent, Cohen, Fleiss, Krippendorff, Gwet, with intervals
    machine_table(codes, sample, results)        # precision, recall and F1 of the program
    corrected_table(codes, sample, results)      # shares by outlet: naive, from the sample alone, corrected

A language model, or anything else that answers, is one more coder, by file.
"""

from framing.coding.agreement import (
    agreement_interval,
    cohen_kappa,
    fleiss_kappa,
    gwet_ac,
    krippendorff_alpha,
    percent_agreement,
)
from framing.coding.estimators import corrected_mean
from framing.coding.questions import QUESTIONS, Question, find_questions, read_questions
from framing.coding.samples import Sample, load_sample, make_sample, write_sample
from framing.coding.sampling import draw_sample, needed_size
from framing.coding.span_agreement import span_gamma, word_alpha

__all__ = [
    "QUESTIONS", "Question", "Sample", "agreement_interval", "cohen_kappa", "corrected_mean", "draw_sample",
    "find_questions", "fleiss_kappa", "gwet_ac", "krippendorff_alpha", "load_sample", "make_sample", "needed_size",
    "percent_agreement", "read_questions", "span_gamma", "word_alpha", "write_sample",
]  # fmt: skip
