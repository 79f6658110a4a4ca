"""Two small pictures, drawn dot by dot: the trust's logo and a signature."""

import math
import struct
import zlib

Colour = tuple[int, int, int]
Canvas = list[list[Colour]]

WHITE: Colour = (255, 255, 255)
NAVY: Colour = (31, 56, 100)
HEATHER: Colour = (142, 92, 150)
INK: Colour = (24, 32, 110)


def logo() -> bytes:
    """A moor under the sky, in a square: PNG bytes."""
    side = 96
    rows = [[_moor(x / side, y / side) for x in range(side)] for y in range(side)]
    return _png(rows)


def _moor(x: float, y: float) -> Colour:
    if math.hypot(x - 0.5, y - 0.5) > 0.48:
        return WHITE
    if math.hypot(x - 0.68, y - 0.3) < 0.1:
        return (240, 196, 80)
    if y > 0.72 + 0.08 * math.sin(7 * x):
        return NAVY
    if y > 0.52 + 0.1 * math.sin(4.2 * x + 0.6):
        return HEATHER
    return (205, 224, 240)


def signature(seed: int) -> bytes:
    """A line of handwriting, four times as wide as high: PNG bytes; another `seed` is another hand."""
    rows: Canvas = [[WHITE] * 280 for _ in range(70)]
    for step in range(2400):
        t = step / 2400
        x = 26 + 220 * t + 15 * math.sin((52 + seed) * t + seed)
        y = 36 + (24 - 18 * t) * math.sin((58 + seed % 7) * t) + 7 * math.cos(seed + 11 * t)
        _dab(rows, round(x), round(y))
    return _png(rows)


def _dab(rows: Canvas, x: int, y: int) -> None:
    for row in rows[y : y + 2]:
        row[x : x + 2] = [INK, INK]


def _png(rows: Canvas) -> bytes:
    raw = b"".join(b"\0" + bytes(part for dot in row for part in dot) for row in rows)
    size = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _chunk(b"IHDR", size)
        + _chunk(b"IDAT", zlib.compress(raw, 9))
        + _chunk(b"IEND", b"")
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
