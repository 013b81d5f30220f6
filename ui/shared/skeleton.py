"""Where the grey bars of a page on its way stand: the same before and after the components are there."""

from __future__ import annotations

from collections.abc import Iterator

COLUMNS = ((0.03, 0.10), (0.18, 0.09), (0.34, 0.22), (0.62, 0.12), (0.84, 0.10))  # left edge and width, in page widths
LINES = ((16, 1.0), (33, 0.6))  # middle below the row's top, and how long the second line is beside the first


def bars(width: float, height: float, row_height: int) -> Iterator[tuple[float, float, float]]:
    """Left edge, middle and width of every bar in an area; a row of less than 40 px has one line."""
    lines = LINES if row_height >= 40 else ((row_height // 2, 1.0),)
    for number in range(int(height) // row_height + 1):
        for column, (left, wide) in enumerate(COLUMNS):
            shorter = 1 - (number * 3 + column * 5) % 4 / 10
            for middle, share in lines:
                yield left * width, number * row_height + middle, wide * width * shorter * share
