"""Boxes of MP4 files, written by hand: what no honest program would write."""

import struct


def box(name: bytes, *inside: bytes) -> bytes:
    """Return a box with its true size."""
    content = b"".join(inside)
    return struct.pack(">I4s", len(content) + 8, name) + content


def full(name: bytes, *inside: bytes, version: int = 0, flags: int = 0) -> bytes:
    """Return a box that begins with version and flags."""
    return box(name, struct.pack(">I", version << 24 | flags), *inside)


FTYP = box(b"ftyp", b"isom", struct.pack(">I", 512), b"isomiso2mp41")


def tables(
    samples: int, size: int, chunk: int = 1, seconds: int = 10, width: int = 640, height: int = 480
) -> bytes:
    """Return a moov whose tables claim `samples` frames of `size` bytes each, in one chunk.

    One size for all needs no table, so a few hundred bytes can claim any number.
    """
    u = struct.Struct(">I").pack
    matrix = struct.pack(">9I", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)
    entry = box(
        b"mp4v",
        bytes(6),
        struct.pack(">H", 1),
        bytes(16),
        struct.pack(">HH", width, height),
        u(0x480000),
        u(0x480000),
        bytes(4),
        struct.pack(">H", 1),
        bytes(32),
        struct.pack(">Hh", 24, -1),
    )
    return box(
        b"moov",
        full(
            b"mvhd",
            bytes(8),
            u(1000),
            u(seconds * 1000),
            u(0x10000),
            bytes(12),
            matrix,
            bytes(24),
            u(2),
        ),
        box(
            b"trak",
            full(
                b"tkhd",
                bytes(8),
                u(1),
                bytes(4),
                u(seconds * 1000),
                bytes(16),
                matrix,
                u(width << 16),
                u(height << 16),
                flags=3,
            ),
            box(
                b"mdia",
                full(b"mdhd", bytes(8), u(1000), u(seconds * 1000), bytes(4)),
                full(b"hdlr", bytes(4), b"vide", bytes(13)),
                box(
                    b"minf",
                    full(b"vmhd", bytes(8), flags=1),
                    box(
                        b"stbl",
                        full(b"stsd", u(1), entry),
                        full(b"stts", u(1), u(samples), u(1)),
                        full(b"stsc", u(1), u(1), u(samples // chunk), u(1)),
                        full(b"stsz", u(size), u(samples)),
                        full(b"stco", u(chunk), u(1000) * chunk),
                    ),
                ),
            ),
        ),
    )
