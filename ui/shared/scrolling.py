"""Areas that scroll: their bar stands in the margin of what scrolls, so nothing gets narrower when it comes."""

from __future__ import annotations

from PySide6.QtWidgets import QLayout, QScrollArea

from ui.shared.tokens import SCROLL_BAR


def bar_in_margin(area: QScrollArea, layout: QLayout) -> None:
    """Give the bar its room out of the right margin of the layout that scrolls, which is wider than the bar.

    Cards then end below what stands above them, head or buttons, whether they scroll or not.
    """
    margins = layout.contentsMargins()

    def settle(_lowest: int, highest: int) -> None:
        right = margins.right() - (SCROLL_BAR if highest else 0)
        layout.setContentsMargins(margins.left(), margins.top(), right, margins.bottom())

    area.verticalScrollBar().rangeChanged.connect(settle)
