"""The merchant of the window's story: what is sold in each language, and what is done over and over."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from desktop_oms.domain.order import Order
from tests.stories.window import StoryWindow, rows
from ui.pages import PAGES

ENTER, SPACE = Qt.Key.Key_Return, Qt.Key.Key_Space
RAIL = [spec.name for spec in PAGES if spec.in_rail]
ORDERS, PACKING, HAND_OVER = (1 + RAIL.index(name) for name in ("orders", "packing", "hand_over"))  # Ctrl and digit
TEE, TEE_L, CUP, NOBODYS = "6901234500011", "6901234500028", "6901234500042", "4006381333931"


@dataclass(frozen=True)
class Tale:
    """What differs between the languages: the shop's platform, its files, and who buys what."""

    language: str
    files: tuple[str, ...]
    encoding: str
    buyer: str  # as the sample has it
    external_no: str
    codes: tuple[str, ...]  # the pieces of the order
    said: str  # the sentence of the import's end


TALES = (
    Tale("en", ("story_shopify.csv",), "utf-8", "林晓雯", "#2001", (TEE, CUP), "13 orders imported"),
    Tale(
        "zh_CN",
        ("story_taobao_orders.csv", "story_taobao_items.csv"),
        "gb18030",
        "张三",
        "4806571234567890001",
        (TEE, CUP, CUP),
        "已导入 10 单",
    ),
)


@dataclass
class Merchant:
    """One merchant at one screen."""

    tale: Tale
    at: StoryWindow
    answers: list[list[Path]] = field(default_factory=list)  # what the next file dialogs are answered with
    asked: list[str] = field(default_factory=list)  # the titles of the file dialogs

    def says(self, key: str, **facts: object) -> str:
        return self.at.words(key, **facts)

    def order(self, number: str) -> Order:
        return self.at.app.orders.load(self.at.app.orders.find(number))

    def sees(self, *sentences: str) -> None:
        """Each sentence stands on the page now."""
        shown = self.at.shown()
        for sentence in sentences:
            assert sentence in shown, f"{sentence!r} is not in {shown!r}"

    def told(self) -> str:
        """The last toast."""
        self.at.settle()
        return self.at.window.toasts.accessibleName()

    def paper(self) -> list[Path]:
        """The files that were saved so far, the newest last."""
        return sorted((self.at.folder / "paper").iterdir(), key=lambda file: file.stat().st_mtime_ns)

    def search(self, text: str) -> None:
        """Look an order up by keys and go to it."""
        self.at.open(ORDERS, "orders")
        self.at.press("/")
        self.at.write(text)
        self.at.key(ENTER)
        self.at.settle()

    def open_queue(self, name: str) -> list[list[str]]:
        """Walk to a queue by the arrow keys; returns its rows."""
        page = self.at.open(ORDERS, "orders")
        self.at.go_to("queues")
        self.at.key(Qt.Key.Key_Home)
        self.at.settle()
        for _ in range(40):
            if page.queues.open_key() == name:  # type: ignore[attr-defined]
                break
            self.at.key(Qt.Key.Key_Down)
            self.at.settle()
        self.sees(self.says(f"orders.queue.{name}"))
        self.at.go_to("orders.table")
        return rows(page.browser.list.table)  # type: ignore[attr-defined]

    def check_all(self) -> None:
        """Check every row of the list by keys."""
        self.at.go_to("orders.table")
        self.at.key(Qt.Key.Key_Home)
        for _ in range(len(rows(self.at.page("orders").browser.list.table))):  # type: ignore[attr-defined]
            self.at.key(SPACE)
            self.at.key(Qt.Key.Key_Down)
        self.at.settle()

    def save(self) -> Path:
        """Accept the save dialog that stands there as it is."""
        dialog = self.at.dialog()
        assert isinstance(dialog, QFileDialog)
        before = set(self.paper())
        self.at.key(ENTER)
        self.at.until(lambda: set(self.paper()) - before)
        self.at.settle()
        (file,) = set(self.paper()) - before
        assert self.told() == self.says("orders.saved", file=str(file))
        return file
