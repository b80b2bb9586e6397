"""Hostile and odd files: each is refused with its code, or judged as its healthy twin is."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from tests.trial import hostile_files, odd_files
from tests.trial.judge_process import Answer

HALF_A_DEGREE = 0.5

Make = Callable[[Path], Path]


@dataclass(frozen=True, slots=True)
class Refused:
    """The file is refused with one of these codes: when it is looked at, or when it is judged.

    `limits`: settings that are not the usual ones.
    """

    codes: tuple[str, ...]
    when_judged: bool = False
    limits: dict[str, int] = field(default_factory=dict)

    def wrong(self, answer: Answer) -> str:
        """Return what is wrong with an answer; nothing when it is right."""
        found = answer.get("refused")
        return "" if found in self.codes else f"expected {' or '.join(self.codes)}, got {found}"


@dataclass(frozen=True, slots=True)
class Same:
    """The file is judged as its healthy twin is.

    Attributes:
        reps: so many of its repetitions are; the others may be missing.
        late: seconds by which it begins later than its twin.
        blurred: its pictures are not the twin's to the last bit, which the small model answers
            by up to a degree: the full model judges both.
        note: one that the report must carry.
        twin: makes its own twin, where the clip itself is none.
    """

    reps: int = 2
    late: float = 0.0
    blurred: bool = False
    note: str | None = None
    twin: Make | None = None

    def wrong(self, answer: Answer, twin: Answer) -> str:
        """Return what is wrong with an answer; nothing when it is right."""
        reps = answer.get("reps")
        if reps is None:
            return f"refused: {answer.get('refused')}"
        if answer["exercise"] != twin["exercise"]:
            return f"taken for {answer['exercise']}"
        if not self.reps <= len(reps) <= len(twin["reps"]):
            return f"{len(reps)} repetitions, expected {self.reps}"
        if self.note is not None and self.note not in answer["notes"]:
            return f"no note {self.note!r}"
        if self.off(answer, twin) > HALF_A_DEGREE:
            return "another value"
        if self.shifted(answer, twin) > 0.5:
            return "at another time"
        return ""

    def off(self, answer: Answer, twin: Answer) -> float:
        """Return the largest difference of any value, degrees."""
        pairs = zip(answer["reps"][: self.reps], twin["reps"], strict=False)
        both = [(value, b["values"][cue]) for a, b in pairs for cue, value in a["values"].items()]
        if any((x is None) != (y is None) for x, y in both):
            return float("inf")
        return max((abs(x - y) for x, y in both if x is not None), default=0.0)

    def shifted(self, answer: Answer, twin: Answer) -> float:
        """Return the largest difference of the repetitions' tops, seconds."""
        pairs = zip(answer["reps"][: self.reps], twin["reps"], strict=False)
        return max(
            (
                abs(x - y - self.late)
                for a, b in pairs
                for x, y in zip(a["times"], b["times"], strict=True)
            ),
            default=0.0,
        )


@dataclass(frozen=True, slots=True)
class Anything:
    """Either answer is right, so long as it is one."""


Expected = Refused | Same | Anything


@dataclass(frozen=True, slots=True)
class Case:
    """A file, and what formcheck must say of it."""

    name: str
    make: Make
    expected: Expected
    short: bool = False
    uploaded: bool = True


def _refused(
    name: str,
    make: Make,
    *codes: str,
    short: bool = True,
    when_judged: bool = False,
    uploaded: bool = True,
    **limits: int,
) -> Case:
    refused = Refused(codes, when_judged, limits)
    return Case(name, make, refused, short and not when_judged, uploaded)


def _same(name: str, make: Make, expected: Same | None = None, *, uploaded: bool = True) -> Case:
    return Case(name, make, expected or Same(), uploaded=uploaded)


NOT = "not_a_video"
RANDOM = np.random.default_rng(1).bytes(50_000)
LONG_NAME = "n" * 300 + ".mp4"

REFUSED = [
    _refused("zero bytes", hostile_files.written("a.mp4", b""), "empty_file"),
    _refused("one byte", hostile_files.written("a.mp4", b"x"), NOT),
    *(
        _refused(f"{kind} called .mp4", hostile_files.disguised(kind), NOT)
        for kind in ("text", "random", "png", "jpeg", "gif", "hls", "concat", "sdp", "dash", "y4m")
    ),
    _refused("a zip archive", hostile_files.archive, NOT),
    _refused(
        "a web page", hostile_files.written("a.mp4", b"<!doctype html><script>1</script>"), NOT
    ),
    _refused("a PDF", hostile_files.written("a.mp4", b"%PDF-1.7\n" + RANDOM), NOT),
    _refused(
        "an ELF program", hostile_files.written("a.mp4", b"\x7fELF\x02\x01\x01" + RANDOM), NOT
    ),
    _refused(
        "random bytes after an MP4's beginning",
        hostile_files.written("a.mp4", b"\0\0\0\x18ftypisom" + RANDOM),
        "unreadable",
        NOT,
    ),
    _refused(
        "random bytes after an MKV's beginning",
        hostile_files.written("a.mkv", b"\x1aE\xdf\xa3" + RANDOM),
        "unreadable",
    ),
    _refused(
        "random bytes after an AVI's beginning",
        hostile_files.written("a.avi", b"RIFF\xff\xff\xff\x7fAVI LIST" + RANDOM),
        "unreadable",
        "no_video",
        NOT,
    ),
    _refused("a Flash video", hostile_files.in_container("a.flv", "flv"), NOT),
    _refused("a Windows Media video", hostile_files.in_container("a.wmv", "wmv2"), NOT),
    _refused("an animated PNG", hostile_files.in_container("a.mp4", "apng", "apng", "rgb24"), NOT),
    _refused(
        "an AVIF picture",
        hostile_files.written("a.mp4", b"\0\0\0\x1cftypavif" + RANDOM),
        "unreadable",
        NOT,
    ),
    _refused("sound in an MP4", hostile_files.sound_only, "no_video"),
    _refused("a WAV called .avi", hostile_files.plain_sound, NOT),
    _refused("sound with a cover", hostile_files.cover_only, NOT),
    _refused(
        "a codec we do not read",
        hostile_files.in_container("a.mov", "qtrle", None, "rgb24"),
        "unreadable",
    ),
    _refused("cut in half", hostile_files.half, "unreadable"),
    _refused("an index without the pictures", hostile_files.header_only, "unreadable"),
    _refused("pictures of zeros", hostile_files.no_pictures, "unreadable"),
    _refused(
        "an index larger than the file",
        hostile_files.index_beyond_the_end,
        "unreadable",
        "no_video",
    ),
    _refused("boxes 20,000 deep", hostile_files.nested, "unreadable", "no_video"),
    _refused(
        "tables that claim a million frames", hostile_files.claims(1_000_000), "too_many_frames"
    ),
    _refused(
        "tables that claim 100 million frames",
        hostile_files.claims(100_000_000),
        "too_many_frames",
        "too_heavy",
        short=False,
    ),
    _refused(
        "tables that claim 4 billion frames",
        hostile_files.claims(0xFFFFFFFF),
        "unreadable",
        "too_many_frames",
        "too_heavy",
        "no_video",
        short=False,
    ),
    _refused(
        "15360x15360", hostile_files.huge_picture, "too_large_picture", "unreadable", short=False
    ),
    _refused(
        "pictures that claim 65535x65535",
        hostile_files.claims_size(65_535, 65_535),
        "too_large_picture",
        "unreadable",
    ),
    _refused(
        "pictures that claim 16000x16000",
        hostile_files.claims_size(16_000, 16_000),
        "too_large_picture",
        "unreadable",
    ),
    _refused("8200 pixels wide", hostile_files.sized(8200, 64), "too_large_picture"),
    _refused("62 pixels high", hostile_files.sized(640, 62), "too_small_picture"),
    _refused(
        "600,000 tiny frames", hostile_files.many("a.mp4", 600_000), "too_many_frames", short=False
    ),
    _refused(
        "tiny frames without a count",
        hostile_files.many("a.mkv", 6_000),
        "too_many_frames",
        when_judged=True,
        max_frames=5_000,
    ),
    _refused("a header that says ten hours", hostile_files.ten_hours, "too_long"),
    _refused("21 minutes, unannounced", hostile_files.too_long, "too_long", when_judged=True),
    _refused("one frame", hostile_files.frames(1), "too_short", when_judged=True),
    _refused("half a second", hostile_files.frames(12), "too_short", when_judged=True),
    _refused("nobody in it", hostile_files.nobody, "no_person", when_judged=True),
    _refused("a folder", hostile_files.folder_called, "is_folder", uploaded=False),
    _refused("a pipe", hostile_files.pipe, NOT, uploaded=False),
    _refused("a link to /dev/zero", hostile_files.link("/dev/zero"), NOT, uploaded=False),
    _refused("a link to nowhere", hostile_files.link("nowhere"), "missing_file", uploaded=False),
    _refused(
        "a link to itself",
        hostile_files.link("a.mp4"),
        "cannot_open",
        "missing_file",
        uploaded=False,
    ),
    _refused("a name with a NUL", hostile_files.called("a\0b.mp4"), "missing_file", uploaded=False),
    _refused(
        "a name of 300 letters",
        hostile_files.called(LONG_NAME),
        "cannot_open",
        "missing_file",
        uploaded=False,
    ),
]

BLURRED = Same(blurred=True)

ODD = [
    _same("MKV", odd_files.mkv),
    _same("WebM, VP9", odd_files.webm_vp9),
    _same("MP4, AV1", odd_files.av1, BLURRED),
    _same("AVI, motion JPEG", odd_files.avi_mjpeg, BLURRED),
    _same("AVI, MPEG-4", odd_files.avi_mpeg4, BLURRED),
    _same("MPEG transport stream", odd_files.mpegts),
    _same("MPEG-2 program stream", odd_files.mpeg2, BLURRED),
    _same("MOV, ProRes 4:2:2, 10 bit", odd_files.mov_prores, BLURRED),
    _same("3GP", odd_files.three_gp),
    _same("MP4 called .txt", odd_files.other_end),
    _same("853x479, 4:4:4", odd_files.odd_size, Same(twin=odd_files.odd_size_twin)),
    _same("4:4:4", odd_files.full_chroma, BLURRED),
    _same("pixels that are not square", odd_files.wide_pixels, BLURRED),
    _same("turned by 90", odd_files.turned(-90, 1)),
    _same("turned by 180", odd_files.turned(180, 2)),
    _same("turned by 270", odd_files.turned(90, 3)),
    _same("mirrored", odd_files.mirrored),
    _same("variable rate", odd_files.variable_rate),
    _same("240 frames a second", odd_files.fast, BLURRED),
    _same("HEVC, 10 bit, HLG", odd_files.hlg, BLURRED),
    _same("one key frame, frames out of order", odd_files.long_gop),
    _same("fragments", odd_files.fragments),
    _same("a second before zero, edited out", odd_files.negative_times),
    _same("two seconds late, by an edit list", odd_files.late_start),
    _same("ten hours late", odd_files.ten_hours_late),
    _same("a clock that runs over", odd_files.clock_runs_over),
    _same("no times", odd_files.no_times),
    _same("repeated times", odd_files.repeated_times, Same(note="damaged")),
    _same("two video tracks", odd_files.two_tracks),
    _same("a cover before the video", odd_files.cover),
    _same("sound that goes on, 60 kB of title", odd_files.sound_goes_on),
    _same("a zip archive behind it", odd_files.zip_behind),
    _same("a web page in front of it", odd_files.page_in_front),
    _same("a megabyte of junk behind it", odd_files.junk_behind),
    _same("a header that says half a second", odd_files.lies_shorter),
    _same("a link", odd_files.linked, uploaded=False),
    _same("a name with newlines", odd_files.named("a\n\r../b .mp4".replace("/", ":"))),
    _same("a name of signs", odd_files.named("-%03d\u202e 💪 'é\udcff\";|$(id).mp4")),
    _same("cut at 60 %, index in front", odd_files.cut_at_60, Same(reps=1, note="cut_short")),
    _same("an MKV cut at 60 %", odd_files.cut_mkv, Same(reps=1, note="cut_short")),
    _same("a transport stream cut at 60 %", odd_files.cut_ts, Same(reps=1)),
    Case("300 flipped bits", odd_files.flipped, Anything()),
]

CASES = [*REFUSED, *ODD]
