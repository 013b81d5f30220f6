"""A real window that is killed in the middle of a box, again and again, and what the next window shows."""

from __future__ import annotations

import os
import random
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

from desktop_oms.app import build
from tests.services.conftest import make_shop
from tests.services.shop_orders import CUP_CODE, open_shop
from tests.walks.kills import PATIENCE, context

PIECES = 90  # of a hundred on the shelf: on a busy machine a window scans on for a while before it is killed


def pack_in_window(place: str, folder: str, number: str, told: Pipe) -> None:
    """A window on the bench: takes the order up, tells what it shows, scans piece after piece until it is killed."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import Qt  # noqa: PLC0415  # the process that forks knows no window
    from PySide6.QtTest import QTest  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    from tests.ui.shop_window import window_over  # noqa: PLC0415

    app = QApplication([])
    window = window_over(build(place, create=False), Path(folder), "en")
    window.scanner.hold_ms = 400
    app.installEventFilter(window.scanner)
    window.show()
    window.open_page("packing")
    while window.page() is None or not window.isActiveWindow():
        window.activateWindow()
        app.processEvents()

    def scan(code: str) -> None:
        handle = window.windowHandle()
        for sign in code:
            shift = Qt.KeyboardModifier.ShiftModifier if sign.isupper() else Qt.KeyboardModifier.NoModifier
            QTest.keyClick(handle, sign, shift)
        QTest.keyClick(handle, Qt.Key.Key_Return)
        app.processEvents()

    scan(number)
    while True:
        box = window.page().bench.box  # type: ignore[union-attr]
        told.send((box.session.pieces[0], window.page().band.accessibleName()))  # type: ignore[union-attr]
        scan(CUP_CODE)


class WindowKiller:
    """Packs one large box in one window after the other, each killed."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder, self.place, self.rng = folder, str(folder / "shop.sqlite"), random.Random(seed)
        make_shop(self.place)
        app = build(self.place)
        shop = open_shop(app)
        self.number = shop.order(CUP=PIECES)
        app.close()
        self.shown: list[int] = []

    def life(self) -> int:
        """One window's life: what it restored is what is stored; gives the pieces stored when it was killed."""
        stored = self.stored()
        told, teller = context.Pipe(duplex=False)
        child = context.Process(target=pack_in_window, args=(self.place, str(self.folder), self.number, teller))
        child.start()
        teller.close()
        assert told.poll(PATIENCE), "the window did not come up"
        pieces, band = told.recv()
        assert pieces == stored, f"{pieces} shown instead of {stored}"
        assert f"{stored} / {PIECES}" in band, band
        self.shown.append(pieces)
        heard = pieces
        for _ in range(self.rng.randrange(1, 4)):
            if told.poll(PATIENCE):
                heard = told.recv()[0]
        child.kill()
        child.join(PATIENCE)
        while told.poll(0):
            try:
                heard = told.recv()[0]
            except EOFError:
                break
        told.close()
        after = self.stored()
        assert heard <= after <= heard + 1, f"{after} stored, {heard} shown as counted"
        return after

    def stored(self) -> int:
        """The pieces that the database says are in the box."""
        app = build(self.place, create=False)
        order = app.orders.load(app.orders.find(self.number))
        app.close()
        return sum(row.scanned for parcel in order.parcels for row in parcel.lines)
