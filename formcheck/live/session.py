"""The course of a live set: set-up, ready, countdown, the set, ended.

    setup      until the camera stands well, or the person goes on anyway
    ready      until the start position has been held still for `STILL` seconds
    countdown  3, 2, 1; back to the set-up when the start position is given up
    set        every frame goes to the Session, which begins here: nothing before it counts
    ended      by itself once the start position was left for `AWAY` seconds, or by the person

Where the device finds too few poses to count by, the set is only filmed: the same course without
counting, and the recording is analysed afterwards.

The only clock is the frames' own. A frame counts once, whatever is sent how often.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil, inf, isfinite
from typing import Literal

from formcheck.analysis.exercise import Exercise
from formcheck.analysis.pose import PoseFrame, PoseSequence
from formcheck.analysis.recording.mirroring import OTHER
from formcheck.analysis.report import Rep, Report, Side, Source
from formcheck.analysis.report.english_notes import note
from formcheck.analysis.report.json_format import Json
from formcheck.analysis.session import Session
from formcheck.live.camera_check import CameraCheck, CameraPlace, check_camera, in_posture
from formcheck.live.feedback import Feedback
from formcheck.live.hold_timer import HoldTimer
from formcheck.live.presence import LOST, STILL, Presence, seconds_still
from formcheck.live.protocol import LiveFrame, unmirrored, unpack
from formcheck.live.working_side import WorkingSide
from formcheck.model_size import ModelSize

Phase = Literal["setup", "ready", "countdown", "set", "ended"]

COUNTDOWN = 3.0
"""Seconds counted down before a set, where the person does not want another number."""

RECENT = 1.0
"""Seconds of frames on which the camera is checked."""

LATEST, OLDEST = 5, 5.0
"""Frames looked at where fewer come in that time, and their greatest age in seconds: a device that
finds one pose a second can still be set up."""

SPARE = 0.3
"""Seconds of frames kept beyond `STILL`, so that its first one is still there."""

OFTEN = 0.25
"""Seconds between two checks of the set-up."""

SLIP, SLIPS = 0.8, 2
"""Seconds and frames out of the start position after which a countdown is given up."""

MOST_FRAMES = 20 * 60 * 20
"""Frames of one set at most: the longest set at 20 frames a second, where the page sends 15. More
end the set, because each frame takes 6.5 kB of memory until then (measured)."""

GAP = 1.5
"""Seconds without frames that the report mentions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOptions:
    """What the person says about a set; it may change until the set begins.

    Attributes:
        mirrored: the camera's picture is mirrored.
        film: only film the set, without counting.
        countdown: seconds counted down before it.
    """

    mirrored: bool = False
    film: bool = False
    countdown: float = COUNTDOWN


class LiveSession:
    """One live set, from its first frame to its report."""

    def __init__(
        self,
        exercise: Exercise,
        model: ModelSize,
        places: Sequence[CameraPlace],
        longest: float = 1200.0,
        options: SetOptions | None = None,
    ) -> None:
        self.options = options or SetOptions()
        self.exercise = exercise
        self.model = model
        self.phase: Phase = "setup"
        self.last = -1
        """Number of the newest frame taken."""
        self.session: Session | None = None
        self._places = places
        self._longest = longest
        self._recent: deque[LiveFrame] = deque()
        self._time = self._checked = -inf
        self._camera_check: CameraCheck | None = None
        self._accepted = self._forced = False
        self._seconds_still = 0.0
        self._from = self._last_ready = 0.0  # the countdown's begin; when the start was last held
        self._received: list[bytes] = []
        self._start = 0.0
        self._slips = 0  # frames in a row out of the start position
        self._gaps: list[float] = []
        self._size = (0, 0)
        self._presence, self._working_side = Presence(exercise), WorkingSide(exercise)
        self._hold_timer, self._feedback = HoldTimer(), Feedback(exercise)

    # --- what the person asks for ---------------------------------------------------------------

    def accept(self) -> None:
        """Go on with the camera where it is: only the start position is still waited for."""
        self._accepted = True

    def change(self, options: SetOptions) -> None:
        """Change the options; whether a set is counted is settled once it has begun."""
        film = options.film if self.phase in ("setup", "ready") else self.options.film
        self.options = replace(options, film=film)

    def start(self) -> None:
        """Begin the countdown now, whatever is seen."""
        if self.phase in ("setup", "ready"):
            self._forced = True
            self._count_from(self._time)

    def end(self) -> None:
        """End the set now."""
        self.phase = "ended"

    # --- frames ---------------------------------------------------------------------------------

    def take(self, data: bytes) -> Json:
        """Take one frame as it arrived; return what to show and say.

        Raises:
            ValueError: it is no frame.
        """
        received = unpack(data, self._start)
        time = received.pose.time + self._start
        if received.seq <= self.last or time <= self._time:
            return {**self._state(), "seq": received.seq, "skipped": True}
        before, self._time, self.last = self._time, time, received.seq
        self._size = (received.width, received.height)
        speak = ""
        done: Rep | None = None
        if self.phase in ("setup", "ready"):
            self._set_up(received)
        elif self.phase == "countdown":
            self._count_down(received.pose, data)
        elif self.phase == "set":
            if time - before > GAP:
                self._gaps.append(before - self._start)
            done, speak = self._follow(received.pose, data)
        out = {**self._state(), "seq": received.seq}
        if done is not None:
            out["rep"] = {
                "number": done.number,
                "side": self._true_side(done.side),
                "verdict": done.verdict,
                "hold": done.hold,
            }
        if speak:
            out["speak"] = speak
        return out

    def _set_up(self, received: LiveFrame) -> None:
        now = received.pose.time
        self._recent.append(received)
        while (age := now - self._recent[0].pose.time) > OLDEST or (
            age > STILL + SPARE and len(self._recent) > LATEST
        ):
            self._recent.popleft()
        if now - self._checked < OFTEN:
            return
        self._checked = now
        lately = [r for r in self._recent if now - r.pose.time <= RECENT]
        if len(lately) < LATEST:
            lately = list(self._recent)[-LATEST:]
        if self.options.mirrored:
            lately = [unmirrored(r) for r in lately]
        here = check_camera(lately, self.exercise, self.model, self._places)
        self._camera_check = here
        well = here.passed or (self._accepted and here.ok("seen") and here.ok("posture"))
        self.phase = "ready" if well else "setup"
        self._seconds_still = (
            seconds_still([r.pose for r in self._recent], self.exercise) if well else 0.0
        )
        if self._seconds_still >= STILL:
            self._forced = False
            self._count_from(now)

    def _count_from(self, time: float) -> None:
        self.phase, self._from, self._last_ready = "countdown", time, time
        self._slips = 0
        self._seconds_still = 0.0

    def _count_down(self, frame: PoseFrame, data: bytes) -> None:
        now = frame.time
        if not isfinite(self._from):  # begun before the first frame
            self._from = self._last_ready = now
        if frame.seen and in_posture(frame.world[None], self.exercise.rep.posture) > 0:
            self._last_ready, self._slips = now, 0
        else:
            self._slips += 1
        if now - self._last_ready > SLIP and self._slips >= SLIPS and not self._forced:
            self.phase = "setup"
            self._recent.clear()
            return
        if now - self._from >= self.options.countdown:
            self.phase = "set"
            self._start = now
            if not self.options.film:
                self.session = Session(self.exercise, self.model)
            self._follow(unpack(data, self._start).pose, data)

    def _follow(self, frame: PoseFrame, data: bytes) -> tuple[Rep | None, str]:
        if self.session is None:
            self._watch(frame)
            return None, ""
        self._received.append(data)
        reps = self.session.push(frame)
        now, presence = self.session.now, self._presence
        presence.push(frame, self._size, rising=now.rising)
        hold = self._hold_timer.push(now.time, now.value, rising=now.rising and presence.here)
        self._working_side.push(frame, hold)
        speak = self._feedback.hold(hold)
        for rep in reps:
            speak = self._feedback.rep(rep, frame.time)
            self._working_side.rep(rep)
        full = len(self._received) >= MOST_FRAMES
        if presence.left or full or frame.time >= self._longest:
            self.phase = "ended"
        return (reps[-1] if reps else None), speak

    def _watch(self, frame: PoseFrame) -> None:
        """Take a frame of a set that is only filmed: it ends when who was seen in it has left."""
        presence = self._presence
        # Too few poses to tell a repetition from another posture: only the place counts.
        presence.push(frame, self._size, rising=True)
        if (presence.left and presence.met) or frame.time >= self._longest:
            self.phase = "ended"

    @property
    def filmed(self) -> bool:
        """Whether the set has begun and is only filmed."""
        return self.options.film and self.phase in ("set", "ended") and self.session is None

    # --- what to show ----------------------------------------------------------------------------

    def state(self) -> Json:
        """Return what to show now, as `take` does for a frame."""
        return {**self._state(), "seq": self.last}

    def _state(self) -> Json:
        if self.session is not None:
            return {"phase": self.phase, **self._set_state(self.session)}
        out: Json = {"phase": self.phase, "filming": self.options.film}
        if self.phase == "set":
            lost = self._presence.met and self._presence.away > LOST
            return {**out, "time": round(self._time - self._start, 2), "lost": lost}
        if self.phase == "countdown":
            passed = self._time - self._from if isfinite(self._from) else 0.0
            left = self.options.countdown - passed
            return {**out, "countdown": max(1, ceil(left - 1e-6))}
        here = self._camera_check
        if here is not None:
            arrow = here.arrow
            out |= {
                "checks": [{"id": c.id, "ok": c.ok, "message": c.message} for c in here.checks],
                "message": here.message,
                "arrow": {"way": arrow.way, "turn": arrow.turn} if arrow else None,
                "not_visible": list(here.not_visible),
                "place": here.place,
                "held": round(self._seconds_still / STILL, 2),
                "accepted": self._accepted,
            }
        return out

    def _set_state(self, session: Session) -> Json:
        now, reps = session.now, session.reps
        time = self._time - self._start
        cue = self._feedback.cue(time)
        side = self._working_side.side
        return {
            "time": round(time, 2),
            "reps": len(reps),
            "good": sum(r.verdict == "ok" for r in reps),
            "sides": {
                s: sum(self._true_side(r.side) == s for r in reps) for s in ("left", "right")
            },
            "side": side and self._true_side(side),
            "hold": round(self._hold_timer.seconds, 1),
            "rising": now.rising,
            "value": None if now.value is None else round(now.value, 3),
            "lost": self._presence.away > LOST,
            "cue": None
            if cue is None
            else {
                "id": cue.cue,
                "message": cue.message,
                "landmarks": list(cue.landmarks),
                "rep": cue.rep,
            },
        }

    def _true_side(self, side: Side) -> Side:
        return OTHER[side] if self.options.mirrored else side

    # --- the end --------------------------------------------------------------------------------

    def poses(self) -> PoseSequence:
        """Return the frames of the set, as they were judged."""
        return PoseSequence.of(unpack(data, self._start).pose for data in self._received)

    def finish(self) -> Report | None:
        """Return the report on the set; None when it never began. To be called once."""
        self.phase = "ended"
        if self.session is None:
            return None
        poses = self.poses()
        frames, last = len(poses), float(poses.time[-1])
        seen = sum(f.seen for f in poses) / frames
        rate = (frames - 1) / last if last > 0 else 0.0
        width, height = self._size
        source = Source(
            name="",
            duration=round(last, 3),
            width=width,
            height=height,
            fps=round(rate, 2),
            frames=frames,
            damaged=0,
            cut_short=False,
            poses=frames,
            seen=round(seen, 3),
            mirrored=self.options.mirrored,
        )
        notes = [note("gap", t) for t in self._gaps]
        return self.session.finish(source, notes)
