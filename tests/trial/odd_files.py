"""The healthy clip in every odd dress that phones, cameras and programs give it."""

import io
import os
import struct
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np

from formcheck.settings import Settings
from tests.support.video_files import change_header, cut, flip
from tests.trial import healthy_clip
from tests.trial.healthy_clip import BASE, FPS, SECONDS, SIZE, Image, encode
from tests.trial.mp4_boxes import box

Make = Callable[[Path], Path]
"""Writes a file into a folder."""

FRONT = {"movflags": "+faststart"}


def _pictures(change: Callable[[Image], Image]) -> list[Image]:
    return [np.ascontiguousarray(change(p)) for p in healthy_clip.pictures()]


def _resized(width: int, height: int) -> list[Image]:
    return _pictures(
        lambda p: np.asarray(cv2.resize(p, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    )


def _planes(change: Callable[[Image], Image]) -> list[av.VideoFrame]:
    """Change each plane alone, so that nothing is lost on the way through RGB."""
    out = []
    for frame in healthy_clip.frames():
        stored = np.asarray(frame.to_ndarray(format="yuv420p"), np.uint8).reshape(-1)
        w, h = SIZE
        cuts = np.split(stored, [w * h, w * h * 5 // 4])
        parts = [
            np.ascontiguousarray(change(part.reshape(shape)))
            for part, shape in zip(cuts, [(h, w), (h // 2, w // 2), (h // 2, w // 2)], strict=True)
        ]
        height, width = parts[0].shape
        flat = np.concatenate([part.reshape(-1) for part in parts])
        out.append(av.VideoFrame.from_ndarray(flat.reshape(height * 3 // 2, width), "yuv420p"))
    return out


def mov_prores(folder: Path) -> Path:
    return encode(folder / "a.mov", codec="prores_ks", pixels="yuv422p10le", base=FPS)


def mkv(folder: Path) -> Path:
    return encode(folder / "a.mkv")


def webm_vp9(folder: Path) -> Path:
    options = {"deadline": "realtime", "cpu-used": "8", "lossless": "1"}
    return encode(folder / "a.webm", codec="libvpx-vp9", options=options)


def av1(folder: Path) -> Path:
    os.environ["SVT_LOG"] = "0"
    return encode(folder / "a.mp4", codec="libsvtav1", options={"preset": "12"}, base=10_000)


def avi_mjpeg(folder: Path) -> Path:
    return encode(folder / "a.avi", codec="mjpeg", pixels="yuvj420p", base=FPS)


def avi_mpeg4(folder: Path) -> Path:
    return encode(folder / "a.avi", codec="mpeg4", base=FPS, options={"qmin": "2", "qmax": "4"})


def mpegts(folder: Path) -> Path:
    return encode(folder / "a.ts")


def mpeg2(folder: Path) -> Path:
    return encode(folder / "a.mpg", codec="mpeg2video", base=FPS)


def three_gp(folder: Path) -> Path:
    return encode(folder / "a.3gp")


def other_end(folder: Path) -> Path:
    """An MP4 that is called something else."""
    return encode(folder / "a.txt", kind="mp4")


def odd_size(folder: Path) -> Path:
    pictures = _pictures(lambda p: p[:479, :853])
    return encode(folder / "a.mkv", pictures, size=(853, 479), pixels="yuv444p")


def odd_size_twin(folder: Path) -> Path:
    """The same pictures as RGB, as they are."""
    with av.open(str(odd_size(folder))) as source:
        pictures = [frame.reformat(format="bgr0") for frame in source.decode(video=0)]
    return encode(folder / "b.mkv", pictures, size=(853, 479), codec="ffv1", pixels="bgr0")


def full_chroma(folder: Path) -> Path:
    return encode(folder / "a.mp4", pixels="yuv444p")


def wide_pixels(folder: Path) -> Path:
    def setup(stream: Any) -> None:
        stream.codec_context.sample_aspect_ratio = Fraction(427, 320)

    return encode(folder / "a.mp4", _resized(640, 480), size=(640, 480), setup=setup)


def turned(stored: int, quarters: int) -> Make:
    """A clip whose pictures lie on their side, with the matrix that sets them up again."""

    def make(folder: Path) -> Path:
        size = SIZE if quarters % 2 == 0 else SIZE[::-1]
        return encode(
            folder / "a.mp4",
            _planes(lambda p: np.rot90(p, quarters)),
            size=size,
            setup=lambda stream: stream.set_display_rotation(stored),
        )

    return make


def mirrored(folder: Path) -> Path:
    return encode(
        folder / "a.mp4",
        _planes(lambda p: p[:, ::-1]),
        setup=lambda stream: stream.set_display_rotation(0, True),
    )


def variable_rate(folder: Path) -> Path:
    """Frames are missing here and there, but for those that are looked at."""
    rate = Settings.model_fields["pose_rate"].default
    ticks = np.floor(np.array(healthy_clip.times()) * rate + 1e-6)
    looked_at = np.diff(ticks, prepend=-1) > 0
    kept = looked_at | (np.random.default_rng(0).random(len(ticks)) > 0.6)
    chosen = [f for f, keep in zip(healthy_clip.frames(), kept, strict=True) if keep]
    stamps = [t for t, keep in zip(healthy_clip.times(), kept, strict=True) if keep]
    return encode(folder / "a.mp4", chosen, stamps=stamps)


def fast(folder: Path) -> Path:
    """240 frames a second; most show a picture once more."""
    stamps = [i / 240 for i in range(int(SECONDS * 240) - 10)]
    chosen = [healthy_clip.frames()[round(t * FPS)] for t in stamps]
    return encode(folder / "a.mp4", chosen, stamps=stamps, fps=240)


def hlg(folder: Path) -> Path:
    def setup(stream: Any) -> None:
        context = stream.codec_context
        context.color_trc, context.colorspace, context.color_primaries = 18, 9, 9

    options = {"preset": "ultrafast", "x265-params": "lossless=1:log-level=none"}
    return encode(
        folder / "a.mov", codec="libx265", pixels="yuv420p10le", options=options, setup=setup
    )


def long_gop(folder: Path) -> Path:
    """One key frame, and frames that are stored out of order."""
    return encode(folder / "a.mp4", options={"g": "9999", "bf": "3", "preset": "veryfast"})


def fragments(folder: Path) -> Path:
    return encode(folder / "a.mp4", container={"movflags": "frag_keyframe+empty_moov"})


def negative_times(folder: Path) -> Path:
    """A second before zero, which the edit list leaves out."""
    chosen = [healthy_clip.frames()[-1]] * FPS + list(healthy_clip.frames())
    return encode(folder / "a.mp4", chosen, stamps=[i / FPS - 1 for i in range(len(chosen))])


def late_start(folder: Path) -> Path:
    """Two seconds of nothing first, by an empty edit."""
    return encode(folder / "a.mp4", stamps=[t + 2 for t in healthy_clip.times()])


def ten_hours_late(folder: Path) -> Path:
    return encode(folder / "a.mkv", stamps=[t + 36_000 for t in healthy_clip.times()])


def clock_runs_over(folder: Path) -> Path:
    """MPEG's clock has 33 bits and begins anew after 26 and a half hours."""
    over = 2**33 / 90_000
    return encode(folder / "a.ts", stamps=[t + over - 4 for t in healthy_clip.times()])


def no_times(folder: Path) -> Path:
    """AVI keeps no times, and these frames are stored out of order."""
    return encode(folder / "a.avi", base=FPS, options={"bf": "2", "preset": "veryfast"})


def repeated_times(folder: Path) -> Path:
    """Every tenth frame is there twice, at one and the same time."""
    order = [i for k in range(len(healthy_clip.frames())) for i in ([k, k] if k % 10 == 9 else [k])]

    def restamp(packet: Any, number: int) -> None:
        packet.time_base = Fraction(1, 1000)
        packet.pts, packet.dts = order[number] * 1000 // FPS, number - 1000

    chosen = [healthy_clip.frames()[i] for i in order]
    return encode(folder / "a.mkv", chosen, codec="ffv1", restamp=restamp)


def _second(output: Any, codec: str, pixels: str, count: int) -> tuple[Any, Callable[[], None]]:
    stream = output.add_stream(codec, rate=FPS)
    stream.width, stream.height, stream.pix_fmt = 96, 64, pixels

    def write() -> None:
        for i in range(count):
            frame = av.VideoFrame.from_ndarray(np.zeros((64, 96, 3), np.uint8), "rgb24")
            frame.pts, frame.time_base = i, Fraction(1, FPS)
            output.mux(stream.encode(frame))
        output.mux(stream.encode(None))

    return stream, write


def two_tracks(folder: Path) -> Path:
    writers: list[Callable[[], None]] = []

    def setup(stream: Any) -> None:
        writers.append(_second(stream.container, "mpeg4", "yuv420p", 30)[1])

    return encode(folder / "a.mkv", setup=setup, before=lambda output: lambda: writers[0]())


def cover(folder: Path) -> Path:
    """A picture of the clip comes before its video, as a track."""
    made = encode(folder / "plain.mp4")
    out = folder / "a.mp4"
    with av.open(str(made)) as source, av.open(str(out), "w") as output:
        still, write = _second(output, "mjpeg", "yuvj420p", 1)
        still.disposition = av.stream.Disposition.attached_pic
        copy: Any = output.add_stream_from_template(source.streams.video[0])
        write()
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = copy
                output.mux(packet)
    return out


def sound_goes_on(folder: Path) -> Path:
    from tests.support.video_files import sound

    def before(output: Any) -> Callable[[], None]:
        output.metadata["title"] = "<script>alert(1)</script>" + "x" * 60_000
        sound(output, 20)
        return lambda: None

    return encode(folder / "a.mkv", before=before)


def zip_behind(folder: Path) -> Path:
    path = healthy_clip.twin(folder)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as z:
        z.writestr("../../run.sh", "#!/bin/sh\n")
    path.write_bytes(path.read_bytes() + packed.getvalue())
    return path


def page_in_front(folder: Path) -> Path:
    """A web page before the pictures, inside a box that players skip."""
    page = box(b"free", b"<html><script>alert(1)</script></html>")
    path = healthy_clip.twin(folder)
    data = bytearray(path.read_bytes())
    at = data.index(b"stco") + 8
    (count,) = struct.unpack_from(">I", data, at)
    for place in range(at + 4, at + 4 + 4 * count, 4):  # the index counts from the beginning
        struct.pack_into(">I", data, place, struct.unpack_from(">I", data, place)[0] + len(page))
    path.write_bytes(page + bytes(data))
    return path


def junk_behind(folder: Path) -> Path:
    path = healthy_clip.twin(folder)
    path.write_bytes(path.read_bytes() + np.random.default_rng(0).bytes(1_000_000))
    return path


def lies_shorter(folder: Path) -> Path:
    return change_header(healthy_clip.twin(folder), 0.5)


def linked(folder: Path) -> Path:
    (folder / "link.mp4").symlink_to(healthy_clip.twin(folder))
    return folder / "link.mp4"


def named(name: str) -> Make:
    def make(folder: Path) -> Path:
        return healthy_clip.twin(folder).rename(folder / name)

    return make


def flipped(folder: Path) -> Path:
    return flip(encode(folder / "a.mp4", container=FRONT, options={"g": "12"}), 0.05, 0.95, 300)


def cut_at_60(folder: Path) -> Path:
    return cut(encode(folder / "a.mp4", container=FRONT), 0.6)


def cut_mkv(folder: Path) -> Path:
    return cut(encode(folder / "a.mkv"), 0.6)


def cut_ts(folder: Path) -> Path:
    return cut(encode(folder / "a.ts"), 0.6)


assert BASE % FPS == 0
