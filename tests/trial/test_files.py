"""Hostile and odd files: each is refused with its code, or judged as its healthy twin is."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

from formcheck.model_size import ModelSize
from tests.trial import healthy_clip
from tests.trial.file_cases import CASES, Case, Refused, Same
from tests.trial.judge_process import Answer, Judge

pytestmark = pytest.mark.trial("files")

Twin = Callable[[ModelSize], Answer]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judge]:
    with Judge(tmp_path_factory.mktemp("judge") / "log") as started:
        yield started


@pytest.fixture(scope="module")
def twin(judge: Judge, tmp_path_factory: pytest.TempPathFactory) -> Twin:
    """Return what is said of the healthy twin, by a model."""

    @cache
    def judged(model: ModelSize) -> Answer:
        return judge(healthy_clip.twin(tmp_path_factory.mktemp("twin")), model)

    return judged


@pytest.mark.parametrize(
    "case",
    [pytest.param(c, id=c.name, marks=[] if c.short else [pytest.mark.whole]) for c in CASES],
)
def test_a_file_is_refused_or_judged_as_its_twin(
    case: Case,
    folder: Path,
    judge: Judge,
    twin: Twin,
    record_property: Callable[[str, object], None],
) -> None:
    path, expected = case.make(folder), case.expected
    if isinstance(expected, Refused):
        answer = judge(path, look_only=not expected.when_judged, limits=expected.limits)
        wrong = expected.wrong(answer)
    elif isinstance(expected, Same):
        model = ModelSize.FULL if expected.blurred else ModelSize.LITE
        answer = judge(path, model)
        healthy_one = judge(expected.twin(folder)) if expected.twin else twin(model)
        wrong = expected.wrong(answer, healthy_one)
        if answer.get("reps"):
            record_property("degrees", expected.off(answer, healthy_one))
    else:
        answer, wrong = judge(path), ""
    assert "died" not in answer
    assert "broke" not in answer
    assert wrong == ""
