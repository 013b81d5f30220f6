"""The pages of the window, one above the other: made when first shown, reloaded when shown after a change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.shared.jobs import Jobs
from ui.shared.notices import SkeletonRows, Strip
from ui.shared.page import Desk, Page, PageSpec
from ui.shared.page_header import PageHeader


class _Skeleton(QWidget):
    """What stands in the place of the first page until it is there."""

    def __init__(self, spoken: str) -> None:
        super().__init__()
        self.strips = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PageHeader("", ""))
        column.addLayout(self.strips)
        column.addWidget(SkeletonRows(spoken), 1)


class PageStack(QStackedWidget):
    """Keeps the pages and knows which one is open and which ones show old data."""

    grown = Signal()  # the open page has a further part

    def __init__(self, specs: Sequence[PageSpec], jobs: Jobs, starting: str) -> None:
        super().__init__()
        self._specs = {spec.name: spec for spec in specs}
        self._jobs = jobs
        self._made: dict[str, QWidget] = {}
        self._stale: set[str] = set()
        self._open = ""
        self._offline: Callable[[], Strip] | None = None
        self._skeleton = _Skeleton(starting)
        self.addWidget(self._skeleton)

    def spec(self, name: str) -> PageSpec:
        """What is known of a page before it exists."""
        return self._specs[name]

    def open_name(self) -> str:
        """The name of the open page, "" while the window is still starting."""
        return self._open

    def open_page(self) -> QWidget | None:
        """The open page."""
        return self._made.get(self._open)

    def open(self, name: str, desk: Desk) -> QWidget:
        """Show a page; a new one is made, an old one is reloaded if something changed since."""
        page = self._made.get(name)
        if page is None:
            page = self._made[name] = self._specs[name].factory(desk)
            self.addWidget(page)
            if isinstance(page, Page):
                page.grown.connect(self.grown)
        elif name in self._stale and isinstance(page, Page):
            page.reload()
        self._stale.discard(name)
        self._open = name
        self.setCurrentWidget(page)
        self._tell_offline(page)
        return page

    def reload(self) -> None:
        """Something was changed: the open page fetches again, the others do when they are shown."""
        self._stale = set(self._made) - {self._open}
        page = self.open_page()
        if isinstance(page, Page):
            page.reload()

    def forget(self) -> None:
        """These pages are about to go: answers on their way to them are dropped."""
        for page in self._made.values():
            self._jobs.forget(page)

    def tell_starting(self, strip: Strip) -> None:
        """Say on the skeleton why the first page does not come."""
        while (item := self._skeleton.strips.takeAt(0)) is not None:
            if (older := item.widget()) is not None:
                older.deleteLater()
        self._skeleton.strips.addWidget(strip)
        strip.show()

    def set_offline(self, strip: Callable[[], Strip] | None) -> None:
        """Show (or end) the news that the database is out of reach, on the open page and on every page opened next.

        When it is over, everything is fetched again: a page opened meanwhile got nothing, and others have gone on.
        """
        over = strip is None and self._offline is not None
        self._offline = strip
        if over:
            self.reload()
        page = self.open_page()
        if page is not None:
            self._tell_offline(page)

    def _tell_offline(self, page: QWidget) -> None:
        if not isinstance(page, Page):
            return
        if self._offline is None:
            page.untell("offline")
            return
        strip = self._offline()
        if page.news().get("offline") == strip.accessibleName():
            strip.deleteLater()  # it stands there already, perhaps with the keyboard on its button
        else:
            page.tell("offline", strip)
