"""How right the reports are: videos whose truth is known, judged and compared with it.

truth       what is known of a set; `rendered` and `labels` read it from files
planted     which cue tells of which planted fault
standpoint  where the camera truly stood, and what can be seen from there
quantities  the true value of what a cue measures
compare     one report against one truth: pure, no files
totals      sets added up, by model size
tables      the tables and the lists of misses, as text, Markdown and JSON
limits      limits changed for a trial
running     a folder from end to end, with poses kept from one time to the next
reviewed    sets that people reviewed: their decisions as labels
"""

from formcheck.analysis.thresholds import Limit, changed, read_limit
from formcheck.evaluation.compare import CueOutcome, RepOutcome, SetOutcome, compare
from formcheck.evaluation.reviewed_sets import Reviewed, decisions_table, evaluate_reviewed
from formcheck.evaluation.runner import Evaluation, PoseStore, evaluate, find
from formcheck.evaluation.tables import effect, full, to_json
from formcheck.evaluation.truth import InvalidTruthError, Motion, TrueRep, Truth

__all__ = [
    "CueOutcome",
    "Evaluation",
    "InvalidTruthError",
    "Limit",
    "Motion",
    "PoseStore",
    "RepOutcome",
    "Reviewed",
    "SetOutcome",
    "TrueRep",
    "Truth",
    "changed",
    "compare",
    "decisions_table",
    "effect",
    "evaluate",
    "evaluate_reviewed",
    "find",
    "full",
    "read_limit",
    "to_json",
]
