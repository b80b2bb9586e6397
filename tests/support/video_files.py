"""Makes small video files for tests, so that none is kept in the repository."""

import struct
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

Image = NDArray[np.uint8]

RED, GREEN, BLUE, WHITE = (220, 30, 30), (30, 200, 30), (30, 30, 220), (240, 240, 240)
SIZE = 160, 120
_TICKS = 10_000


def corners(width: int = SIZE[0], height: int = SIZE[1]) -> Image:
    """Red, green, blue, white quarters: top left, top right, bottom left, bottom right."""
    image = np.empty((height, width, 3), np.uint8)
    y, x = height // 2, width // 2
    image[:y, :x], image[:y, x:], image[y:, :x], image[y:, x:] = RED, GREEN, BLUE, WHITE
    return image


def counted(index: int, width: int = SIZE[0], height: int = SIZE[1]) -> Image:
    """A number below 4096 as two rows of six bright or dark blocks; `number` reads it."""
    image = np.full((height, width, 3), 40, np.uint8)
    for bit in range(12):
        if index >> bit & 1:
            y, x = divmod(bit, 6)
            image[
                y * height // 2 : (y + 1) * height // 2, x * width // 6 : (x + 1) * width // 6
            ] = 210
    return image


def number(image: Image) -> int:
    """The number drawn by `counted`, whatever the picture's size."""
    height, width = image.shape[:2]
    middle = [
        image[(2 * y + 1) * height // 4, (2 * x + 1) * width // 12].mean() > 125
        for y in range(2)
        for x in range(6)
    ]
    return sum(1 << bit for bit, on in enumerate(middle) if on)


def need(codec: str) -> None:
    """Skip the test if there is no such encoder."""
    try:
        av.codec.Codec(codec, "w")
    except av.codec.codec.UnknownCodecError:
        pytest.skip(f"no {codec} encoder in this build of PyAV")


def make(
    path: Path,
    images: Iterable[Image] | int = 10,
    *,
    times: Sequence[float] | None = None,
    fps: float = 25,
    codec: str = "mpeg4",
    pixels: str = "yuv420p",
    kind: str | None = None,
    options: dict[str, str] | None = None,
    container: dict[str, str] | None = None,
    setup: Callable[[Any], None] = lambda stream: None,
    restamp: Sequence[int] | None = None,
    base: int = _TICKS,
    also: Callable[[Any], None] = lambda output: None,
) -> Path:
    """Write a video, at `times` or `fps`.

    `setup` may change the stream, `also` adds others, `restamp` sets each packet's pts (of an
    intra-only codec) to anything, in 1/1000 s.
    """
    need(codec)
    pictures = [counted(i) for i in range(images)] if isinstance(images, int) else list(images)
    stamps = [i / fps for i in range(len(pictures))] if times is None else list(times)
    height, width = pictures[0].shape[:2]
    with av.open(str(path), "w", format=kind, container_options=container or {}) as output:
        stream: Any = output.add_stream(codec, rate=Fraction(fps), options=options or {})
        stream.width, stream.height, stream.pix_fmt = width, height, pixels
        stream.bit_rate = 4_000_000
        stream.codec_context.time_base = Fraction(1, base)
        setup(stream)
        also(output)
        count = 0

        def mux(packets: list[Any]) -> None:
            nonlocal count
            for packet in packets:
                if restamp is not None:
                    packet.time_base = Fraction(1, 1000)
                    packet.pts, packet.dts = restamp[count], min(restamp) + count - len(restamp)
                count += 1
                output.mux(packet)

        for picture, time in zip(pictures, stamps, strict=True):
            frame = av.VideoFrame.from_ndarray(picture, "rgb24")
            frame.pts, frame.time_base = round(time * base), Fraction(1, base)
            mux(stream.encode(frame))
        mux(stream.encode(None))
    return path


def sound(output: Any, seconds: float = 1.0) -> None:
    """Add a silent sound track."""
    stream = output.add_stream("aac", rate=8000, layout="mono")
    for i in range(int(seconds * 8000) // 1024):
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        frame.sample_rate, frame.pts, frame.time_base = 8000, i * 1024, Fraction(1, 8000)
        output.mux(stream.encode(frame))
    output.mux(stream.encode(None))


def flip(path: Path, begin: float, end: float, count: int, seed: int = 0) -> Path:
    """Flip `count` bits between two fractions of a file."""
    data = bytearray(path.read_bytes())
    rng = np.random.default_rng(seed)
    for place in rng.integers(int(begin * len(data)), int(end * len(data)), count):
        data[place] ^= 1 << int(rng.integers(8))
    path.write_bytes(data)
    return path


def cut(path: Path, part: float = 0.5) -> Path:
    """Keep only the first part of a file."""
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * part)])
    return path


def change_header(path: Path, seconds: float) -> Path:
    """Make an MP4's or MKV's header promise another duration; MP4 can only be made shorter."""
    data = bytearray(path.read_bytes())
    if path.suffix == ".mkv":
        at = data.index(b"\x44\x89\x88") + 3
        struct.pack_into(">d", data, at, seconds * 1000)
    else:
        for box in (b"mvhd", b"mdhd"):
            at = data.index(box) + 4
            (scale,) = struct.unpack_from(">I", data, at + 12)
            struct.pack_into(">I", data, at + 16, int(scale * seconds))
    path.write_bytes(data)
    return path


def disguises(folder: Path) -> dict[str, bytes]:
    """Files that are no video, by kind; some name a video that must not be opened."""
    secret = make(folder / "secret.mp4", 3)
    picture = cv2.imencode(".png", corners())[1].tobytes()
    jpeg = cv2.imencode(".jpg", corners())[1].tobytes()
    gif = make(folder / "a.gif", 3, codec="gif", pixels="rgb8").read_bytes()
    hls = f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nfile://{secret}\n#EXT-X-ENDLIST\n"
    return {
        "text": b"this is not a video\n" * 200,
        "random": np.random.default_rng(1).bytes(50_000),
        "png": picture,
        "jpeg": jpeg,
        "gif": gif,
        "hls": hls.encode(),
        "concat": f"ffconcat version 1.0\nfile '{secret}'\n".encode(),
        "sdp": b"v=0\no=- 0 0 IN IP4 127.0.0.1\nc=IN IP4 127.0.0.1\nm=video 9 RTP/AVP 96\n",
        "dash": b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>',
        "y4m": b"YUV4MPEG2 W64 H64 F25:1 Ip A1:1 C420jpeg\nFRAME\n" + bytes(64 * 96),
    }
