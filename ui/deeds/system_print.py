"""Sheets through the system's own print dialog: for the office printer that nobody set up here.

Only A4 and A5 go this way.  A driver that scales by a hair breaks the bars of a label, and nobody hears what became of
it; so labels have their own printers.  The pages are drawn from the very bytes, each as large as on paper.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QObject, QRectF, QSizeF, Signal
from PySide6.QtGui import QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from ui.shared.messages import Words
from ui.shared.naming import named

DPI = 300.0  # of the pictures that are handed over; the printer's own dots may be finer
SHEETS = ("A4", "A5")
MM_PER_INCH = 25.4


def is_sheet(document: str, size: str) -> bool:
    """Whether a PDF of a document may go through the system's dialog: on A4 or A5, and no label."""
    return size.partition("@")[0][:2] in SHEETS and document not in ("label", "logistic")


class SystemPrint(QObject):
    """One print in the system's dialog; `printed` when the system took it, `refused` when it did not, `left` by Esc."""

    printed = Signal()
    refused = Signal()
    left = Signal()

    def __init__(self, parent: QWidget, words: Words, title: str, pages: Sequence[bytes]) -> None:
        """`pages` are pictures of `DPI`, in order."""
        super().__init__(parent)
        self.pages = pages
        self.printer = printer_for(QImage.fromData(pages[0]))
        self.printer.setDocName(title)
        self.printer.setFromTo(1, len(self.pages))
        self.dialog = named(QPrintDialog(self.printer, parent), "printing.system_dialog", words("printing.system"))
        self.dialog.setWindowTitle(words("printing.system"))
        self.dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange, len(self.pages) > 1)
        self.dialog.accepted.connect(self._print)
        self.dialog.rejected.connect(self.left)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.finished.connect(self.deleteLater)

    def open(self) -> None:
        """Ask for the printer."""
        self.dialog.setModal(True)
        self.dialog.show()

    def _print(self) -> None:
        first, last = self.printer.fromPage() or 1, self.printer.toPage() or len(self.pages)
        done = paint(self.printer, self.pages[first - 1 : last])
        (self.printed if done else self.refused).emit()


def printer_for(page: QImage) -> QPrinter:
    """A printer whose paper is as large as the page, without margins of its own."""
    wide, tall = (side / DPI * MM_PER_INCH for side in (page.width(), page.height()))
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    paper = QPageSize(
        QSizeF(min(wide, tall), max(wide, tall)), QPageSize.Unit.Millimeter, "", QPageSize.SizeMatchPolicy.FuzzyMatch
    )
    lies = QPageLayout.Orientation.Landscape if wide > tall else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(paper, lies, QMarginsF()))
    printer.setFullPage(True)
    return printer


def paint(printer: QPrinter, pages: Sequence[bytes]) -> bool:
    """Draw the pages at their true size, one in memory at a time; False when the system took nothing."""
    painter = QPainter()
    if not painter.begin(printer):
        return False
    whole = True
    for number, data in enumerate(pages):
        page = QImage.fromData(data)
        whole = whole and (number == 0 or printer.newPage())
        dots = printer.resolution() / DPI
        painter.drawImage(QRectF(0, 0, page.width() * dots, page.height() * dots), page)
    return painter.end() and whole
