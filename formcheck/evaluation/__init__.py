"""How right the reports are: videos whose truth is known, judged and compared with it.

truth     what is known of a set, read from the truth of a rendered set
labels    the same, read from a table made by hand
compare   one report against one truth: pure, no files
metrics   sets added up, by model size
tables    the tables and the lists of mistakes, as text, Markdown and JSON
runner    a folder from end to end, with poses kept from one time to the next
real_people  clips of real people, labelled by eye
reviewed_sets  sets that people reviewed: their decisions as labels

What a cue's verdicts are compared with, the exercise declares (`analysis.ground_truth.CueTruth`).
"""

from formcheck.analysis.thresholds import Limit, changed, read_limit
from formcheck.analysis.truth.ground_truth import Motion, TrueRep
from formcheck.evaluation.compare import CueOutcome, RepOutcome, SetOutcome, compare
from formcheck.evaluation.real_people import (
    evaluate_clips,
    holds_labels,
    read_labels,
    real_json,
    real_tables,
)
from formcheck.evaluation.reviewed_sets import ReviewedSet, decisions_table, evaluate_reviewed
from formcheck.evaluation.runner import Evaluation, PoseStore, evaluate, find
from formcheck.evaluation.tables import effect, full, to_json
from formcheck.evaluation.truth import InvalidTruthError, Truth

__all__ = [
    "CueOutcome",
    "Evaluation",
    "InvalidTruthError",
    "Limit",
    "Motion",
    "PoseStore",
    "RepOutcome",
    "ReviewedSet",
    "SetOutcome",
    "TrueRep",
    "Truth",
    "changed",
    "compare",
    "decisions_table",
    "effect",
    "evaluate",
    "evaluate_clips",
    "evaluate_reviewed",
    "find",
    "full",
    "holds_labels",
    "read_labels",
    "read_limit",
    "real_json",
    "real_tables",
    "to_json",
]
