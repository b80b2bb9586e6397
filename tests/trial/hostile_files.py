"""Files that must be refused, and with which code."""

import os
import struct
import wave
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

from tests.support.video_files import change_header, corners, cut, disguises, make, sound
from tests.trial.mp4_boxes import FTYP, box, tables

Make = Callable[[Path], Path]


def written(name: str, data: bytes) -> Make:
    def make_it(folder: Path) -> Path:
        (folder / name).write_bytes(data)
        return folder / name

    return make_it


def disguised(kind: str) -> Make:
    def make_it(folder: Path) -> Path:
        (folder / f"{kind}.mp4").write_bytes(disguises(folder)[kind])
        return folder / f"{kind}.mp4"

    return make_it


def in_container(name: str, codec: str, kind: str | None = None, pixels: str = "yuv420p") -> Make:
    def make_it(folder: Path) -> Path:
        return make(folder / name, 20, codec=codec, pixels=pixels, kind=kind, base=25)

    return make_it


def archive(folder: Path) -> Path:
    with zipfile.ZipFile(folder / "a.mp4", "w") as z:
        z.writestr("a.txt", "x" * 1000)
    return folder / "a.mp4"


def sound_only(folder: Path) -> Path:
    with av.open(str(folder / "a.mp4"), "w") as output:
        sound(output)
    return folder / "a.mp4"


def plain_sound(folder: Path) -> Path:
    with (folder / "a.avi").open("wb") as file, wave.open(file, "wb") as sound_file:
        sound_file.setparams((1, 2, 8000, 0, "NONE", ""))
        sound_file.writeframes(bytes(16_000))
    return folder / "a.avi"


def cover_only(folder: Path) -> Path:
    def setup(stream: Any) -> None:
        stream.disposition = av.stream.Disposition.attached_pic

    return make(
        folder / "a.mp4", [corners()], codec="mjpeg", pixels="yuvj420p", setup=setup, also=sound
    )


def half(folder: Path) -> Path:
    return cut(make(folder / "a.mp4", 50))


def header_only(folder: Path) -> Path:
    path = make(folder / "a.mp4", 50, container={"movflags": "+faststart"})
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b"mdat") + 4])
    return path


def no_pictures(folder: Path) -> Path:
    path = make(folder / "a.mp4", 50, container={"movflags": "+faststart"})
    data = path.read_bytes()
    begin = data.index(b"mdat") + 4
    path.write_bytes(data[:begin] + bytes(len(data) - begin))
    return path


def index_beyond_the_end(folder: Path) -> Path:
    """The index says that it is larger than the file, which ends inside it."""
    path = make(folder / "a.mp4", 50, container={"movflags": "+faststart"})
    data = bytearray(path.read_bytes())
    begin = data.index(b"moov") - 4
    struct.pack_into(">I", data, begin, 0x7FFFFFFF)
    path.write_bytes(data[: begin + 300])
    return path


def nested(folder: Path) -> Path:
    """Boxes in boxes, 20,000 deep."""
    inside = b""
    for _ in range(20_000):
        inside = struct.pack(">I4s", len(inside) + 8, b"udta") + inside
    path = folder / "a.mp4"
    path.write_bytes(FTYP + box(b"moov", inside))
    return path


def claims(samples: int, size: int = 1, chunk: int = 1) -> Make:
    """An MP4 of a few hundred bytes whose tables claim any number of frames."""
    return written("a.mp4", FTYP + tables(samples, size, chunk) + box(b"mdat", bytes(5000)))


def huge_picture(folder: Path) -> Path:
    path, side = folder / "a.mp4", 15_360
    with av.open(str(path), "w") as output:
        options = {"preset": "ultrafast", "threads": "1"}
        stream: Any = output.add_stream("libx264", rate=25, options=options)
        stream.width, stream.height, stream.pix_fmt = side, side, "yuv420p"
        frame = av.VideoFrame(side, side, "yuv420p")
        for plane in frame.planes:
            plane.update(bytes(plane.buffer_size))
        frame.pts = 0
        output.mux(stream.encode(frame))
        output.mux(stream.encode(None))
    return path


def claims_size(width: int, height: int) -> Make:
    """A small motion JPEG that says in its pictures that it is huge."""

    def make_it(folder: Path) -> Path:
        path = make(folder / "a.avi", 5, codec="mjpeg", pixels="yuvj420p", base=25)
        data = bytearray(path.read_bytes())
        at = 0
        while (at := data.find(b"\xff\xc0\x00\x11", at + 1)) > 0:
            struct.pack_into(">HH", data, at + 5, height, width)
        path.write_bytes(data)
        return path

    return make_it


def sized(width: int, height: int) -> Make:
    def make_it(folder: Path) -> Path:
        return make(folder / "a.mkv", [corners(width, height)] * 3, codec="ffv1", pixels="gray")

    return make_it


def many(name: str, count: int) -> Make:
    """One tiny picture, again and again, a thousand times a second."""

    def make_it(folder: Path) -> Path:
        path = folder / name
        with av.open(str(path), "w") as output:
            stream: Any = output.add_stream("mjpeg", rate=1000)
            stream.width, stream.height, stream.pix_fmt = 64, 64, "yuvj420p"
            stream.codec_context.time_base = stream.time_base = Fraction(1, 1000)
            frame = av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8), "rgb24")
            frame.pts, frame.time_base = 0, Fraction(1, 1000)
            packets = [*stream.encode(frame), *stream.encode(None)]
            data = bytes(packets[0])
            for i in range(count):
                packet = av.Packet(data)
                packet.stream, packet.time_base = stream, Fraction(1, 1000)
                packet.pts = packet.dts = i
                packet.is_keyframe = True
                output.mux(packet)
        return path

    return make_it


def ten_hours(folder: Path) -> Path:
    return change_header(make(folder / "a.mkv", 50), 36_000)


def too_long(folder: Path) -> Path:
    """Its header says nothing of its 21 minutes: a frame a minute."""
    return make(folder / "a.ts", 22, times=[60 * i for i in range(22)], codec="mpeg2video", base=25)


def frames(count: int, fps: float = 25) -> Make:
    def make_it(folder: Path) -> Path:
        return make(folder / "a.mp4", count, fps=fps)

    return make_it


def nobody(folder: Path) -> Path:
    return make(folder / "a.mp4", [corners(320, 240)] * 50)


def folder_called(folder: Path) -> Path:
    (folder / "a.mp4").mkdir()
    return folder / "a.mp4"


def pipe(folder: Path) -> Path:
    os.mkfifo(folder / "a.mp4")
    return folder / "a.mp4"


def link(target: str) -> Make:
    def make_it(folder: Path) -> Path:
        (folder / "a.mp4").symlink_to(target)
        return folder / "a.mp4"

    return make_it


def called(name: str) -> Make:
    """A name under which there is nothing."""
    return lambda folder: folder / name
