"""Whether other frames are predicted from the one in a packet, told without decoding it.

Such a frame has to be decoded in any case. ITU-T H.264, 7.3.1 and 7.4.1, and H.265, 7.3.1.2 and
7.4.2.2, say what the first bytes of a coded slice mean; ISO/IEC 14496-15 says how long the length
before each of them is.
"""

from collections.abc import Callable, Iterator

Told = Callable[[bytes], bool]

_HIGHEST_LEAF = 8
"""Even types of H.265 up to this one are frames from which none of their layer is predicted."""

_SLICES_H264, _SLICES_H265 = {1, 5}, range(32)


def reference_test(codec: str, header: bytes | None) -> Told | None:
    """Return what tells it of a packet's bytes; None where that is not known.

    Args:
        codec: "h264" or "hevc", else None is returned.
        header: the stream's own, as MP4 and Matroska have it; others have none of this form.
    """
    if not header or header[0] != 1:
        return None
    if codec == "h264" and len(header) > 4:
        size = (header[4] & 3) + 1
        return lambda data: any(
            unit[0] & 31 in _SLICES_H264 and unit[0] >> 5 & 3 for unit in _units(data, size)
        )
    if codec == "hevc" and len(header) > 21:
        size = (header[21] & 3) + 1
        return lambda data: any(_builds_h265(unit[0] >> 1 & 63) for unit in _units(data, size))
    return None


def _builds_h265(kind: int) -> bool:
    return kind in _SLICES_H265 and (kind > _HIGHEST_LEAF or kind % 2 == 1)


def _units(data: bytes, size: int) -> Iterator[bytes]:
    """Yield the beginning of each unit of a packet; `size` bytes before it give its length."""
    at = 0
    while at + size < len(data):
        yield data[at + size : at + size + 1]
        at += size + int.from_bytes(data[at : at + size])
