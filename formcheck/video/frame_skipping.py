"""Packets that need not be decoded: no other picture builds on theirs, and nobody wants theirs.

H.264 and HEVC mark the pictures that others are predicted from. Every second frame, or three of
four, of what many phones record is not one of them: leaving it out changes no other picture.
"""

from collections.abc import Callable, Iterator

from av.packet import Packet
from av.stream import Stream

_AVC, _HEVC = "h264", "hevc"
_AVC_SLICES, _AVC_TALK = range(1, 6), (6, 9, 12)  # SEI, delimiter, filler
_HEVC_SLICES, _HEVC_TALK = range(32), (35, 38, 39, 40)
_HEVC_UNUSED = range(0, 15, 2)  # sub-layer non-reference pictures
_LENGTHS = {_AVC: (7, 4), _HEVC: (23, 21)}  # shortest header; the byte that has the length's size


class FrameSkipper:
    """Tells which packets of a stream can be passed over, at so many frames a second.

    Args:
        stream: the stream; only H.264 and HEVC as MP4 and Matroska keep them are looked into.
        tick: the number of a time: of the frames with one number only the first is wanted.
    """

    def __init__(self, stream: Stream, tick: Callable[[float], int]) -> None:
        self._tick = tick
        self._first: dict[int, int] = {}
        self._codec = stream.codec_context.name
        self._layers, self._highest = 0, 0
        self._length = 0
        header = stream.codec_context.extradata or b""
        shortest, at = _LENGTHS.get(self._codec, (0, 0))
        if shortest and len(header) >= shortest and header[0] == 1:
            self._length = (header[at] & 3) + 1
            self._layers = header[at] >> 3 & 7 if self._codec == _HEVC else 0

    def passes(self, packet: "Packet[Stream]", time: float) -> bool:
        """Whether a packet, shown at `time` seconds, need not be decoded.

        To be asked of every packet, in the file's order.
        """
        if not self._length or packet.pts is None or packet.is_discard:
            return False
        unused = self.unused(memoryview(packet))  # in any case: it learns of the layers
        number = self._tick(time)
        first = self._first.get(number)
        if first is None or packet.pts <= first:
            self._first[number] = packet.pts
            return False
        return unused

    def unused(self, data: memoryview) -> bool:
        """Whether no other picture is predicted from a packet's."""
        slices = 0
        for unit in _units(data, self._length):
            if self._codec == _AVC:
                kind, unused = unit[0] & 31, not unit[0] & 0x60
                slice_, talk = kind in _AVC_SLICES, kind in _AVC_TALK
            else:
                kind, layer = unit[0] >> 1 & 63, (unit[1] & 7) - 1
                self._highest = max(self._highest, layer)
                slice_, talk = kind in _HEVC_SLICES, kind in _HEVC_TALK
                # a picture of a higher layer may build on those of a lower one
                unused = kind in _HEVC_UNUSED and layer >= max(self._layers - 1, self._highest)
            if not (talk or (slice_ and unused)):
                return False
            slices += slice_
        return slices > 0


def _units(data: memoryview, length: int) -> Iterator[memoryview]:
    """Yield the units of a packet, each behind its length; an empty one where they do not fit."""
    at = 0
    while at < len(data):
        size = int.from_bytes(data[at : at + length])
        unit = data[at + length : at + length + size]
        if size < 2 or len(unit) < size:
            yield memoryview(b"\xff\xff")  # of no kind: the packet is not passed over
            return
        yield unit
        at += length + size
