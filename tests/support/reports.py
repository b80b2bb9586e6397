"""Reports made by hand: one repetition after another, every verdict and every reason."""

from dataclasses import replace
from typing import Any

from formcheck.analysis.pose import Landmark as L
from formcheck.analysis.report import (
    Evidence,
    Finding,
    Note,
    NotVisible,
    Prescription,
    PrimaryFault,
    Rep,
    Report,
    Source,
    Verdict,
    View,
)
from formcheck.model_size import ModelSize

HOSTILE = "\"><script>alert(1)</script><img src=x onerror=alert(2)>'.mp4"

HEIGHT = Finding(
    cue="height",
    title="Hips low",
    verdict="ok",
    reason=None,
    value=172.4,
    margin=4.2,
    limit=165.0,
    low=165.0,
    high=None,
    unit="deg",
    phase="top",
    start=0.0,
    end=1.0,
    message="",
    camera_move="",
    rule="Lift until shoulders, hips and knees are in one line.",
    evidence=Evidence(time=0.5, draw="angle", landmarks=(L.LEFT_SHOULDER, L.LEFT_HIP, L.LEFT_KNEE)),
)
KNEES = Finding(
    cue="knee_cave",
    title="Knees caving in",
    verdict="ok",
    reason=None,
    value=0.93,
    margin=0.08,
    limit=0.7,
    low=0.7,
    high=None,
    unit="",
    phase="top",
    start=0.0,
    end=1.0,
    message="",
    camera_move="",
    rule="Press the knees out into the band.",
    evidence=Evidence(
        time=0.5,
        draw="separation",
        landmarks=(L.LEFT_KNEE, L.RIGHT_KNEE, L.LEFT_ANKLE, L.RIGHT_ANKLE),
    ),
)
HOLD = Finding(
    cue="hold",
    title="Hold",
    verdict="ok",
    reason=None,
    value=6.1,
    margin=0.2,
    limit=5.0,
    low=5.0,
    high=10.0,
    unit="s",
    phase="top",
    start=0.0,
    end=1.0,
    message="",
    camera_move="",
    rule="Hold 5-10 s at the top.",
    evidence=None,
)
PELVIS = Finding(
    cue="pelvic_drop",
    title="Hips tilting",
    verdict="unsure",
    reason="view",
    value=None,
    margin=None,
    limit=None,
    low=None,
    high=6.6,
    unit="deg",
    phase="top",
    start=0.0,
    end=1.0,
    message="The hip line cannot be read from the side.",
    camera_move="Put the camera at the head end, 30 degrees to one side, at hip height.",
    rule="Both hips rise together.",
    evidence=None,
)

LOW: dict[str, Any] = {
    "verdict": "fault",
    "value": 151.3,
    "message": "Lift until shoulders, hips and knees are one line.",
}
CAVE: dict[str, Any] = {
    "verdict": "fault",
    "value": 0.34,
    "message": "Press your knees out against the band.",
}
CLOSE: dict[str, Any] = {
    "verdict": "unsure",
    "reason": "margin",
    "value": 163.0,
    "message": "Too close to the limit to say.",
}


def rep(
    number: int, *changes: tuple[Finding, dict[str, Any]], verdict: Verdict | None = None
) -> Rep:
    """A repetition of eight seconds; every cue as it is above unless changed."""
    start = 1.0 + 9 * (number - 1)
    top = (start + 1.5, start + 6.5)
    by_cue = {f.cue: change for f, change in changes}
    found = []
    for f in (HEIGHT, KNEES, HOLD, PELVIS):
        f = replace(f, start=top[0], end=top[1], **by_cue.get(f.cue, {}))
        if f.evidence:
            f = replace(f, evidence=replace(f.evidence, time=start + 3.0))
        found.append(f)
    verdicts = {f.verdict for f in found}
    worst: Verdict = "fault" if "fault" in verdicts else "ok" if "ok" in verdicts else "unsure"
    return Rep(
        number=number,
        side="both",
        start=start,
        top_start=top[0],
        top_end=top[1],
        end=start + 8,
        hold=5.0,
        amplitude=51.0,
        amplitude_unit="deg",
        verdict=verdict or worst,
        findings=tuple(found),
    )


def report(*reps: Rep, **changes: Any) -> Report:
    """A glute bridge of these repetitions."""
    made = Report(
        exercise="glute_bridge",
        title="Glute bridge",
        recognised=True,
        model=ModelSize.FULL,
        source=Source(
            name="bridge.mp4",
            duration=40.2,
            width=854,
            height=480,
            fps=29.97,
            frames=1205,
            damaged=0,
            cut_short=False,
            poses=603,
            seen=0.997,
            sha256="ab" * 32,
        ),
        view=View(
            azimuth=82.0,
            azimuth_spread=3.0,
            elevation=9.0,
            elevation_spread=2.0,
            near="left",
            name="left side",
            text="The camera is at the left side.",
        ),
        prescription=Prescription(reps=(10, 15), sets=(2, 3), hold=(5.0, 10.0), sides="both"),
        reps=reps,
        good=sum(r.verdict == "ok" for r in reps),
        primary_fault=None,
        set_findings=(),
        not_visible=(),
        notes=(),
        formcheck="0.1.0",
    )
    return replace(made, **changes)


def mixed() -> Report:
    """Five repetitions: knees caving in (3 worst), hips low, too close to call, clean."""
    return report(
        rep(1),
        rep(2, (KNEES, {**CAVE, "value": 0.52})),
        rep(3, (KNEES, CAVE), (HEIGHT, LOW)),
        rep(4, (HEIGHT, CLOSE)),
        blind(5),
        primary_fault=PrimaryFault(
            cue="knee_cave",
            title="Knees caving in",
            message="Press your knees out against the band at the top.",
            text="Your knees caved in in reps 2 and 3, most in rep 3 at 0:22.0: 0.34 ± 0.08 of the"
            " ankles' distance, where at least 0.70 is asked.",
            rep=3,
            time=22.0,
            count=2,
        ),
        not_visible=(
            NotVisible(
                cue="pelvic_drop",
                title=PELVIS.title,
                reason="view",
                text=PELVIS.message,
                camera_move=PELVIS.camera_move,
            ),
        ),
        set_findings=(
            replace(
                HOLD,
                cue="reps",
                title="Reps done",
                verdict="fault",
                value=5.0,
                margin=None,
                limit=10.0,
                low=10.0,
                high=15.0,
                unit="reps",
                message="Add five more reps.",
                informative=True,
            ),
        ),
        notes=(Note("dark", "The picture is dark; more light makes the numbers surer.", 12.25),),
    )


def blind(number: int) -> Rep:
    """A repetition in which nothing could be judged, for every reason there is."""
    nothing: dict[str, Any] = {"verdict": "unsure", "value": None, "margin": None}
    return rep(
        number,
        (HEIGHT, {**nothing, "reason": "hidden", "message": "The hip is hidden by the arm."}),
        (
            KNEES,
            {**nothing, "reason": "view", "message": "Not visible from here.", "evidence": None},
        ),
        (HOLD, {**nothing, "reason": "damaged", "message": "Frames are missing here."}),
    )
