"""What to print on: a document in one of its sizes, in a format, for a printer of so many dots per inch."""

from __future__ import annotations

from dataclasses import dataclass

from desktop_oms.documents import SIZES_OF
from desktop_oms.documents.sizes import paper_size, printer_dpi
from desktop_oms.domain.errors import OmsError
from desktop_oms.domain.printing import Printer
from desktop_oms.domain.roles import Actor
from desktop_oms.services.database import Database
from desktop_oms.services.paper_settings import style_of, usual_size
from desktop_oms.storage import printer_rows
from desktop_oms.storage.engine import Connection

FORMATS = ("pdf", "zpl", "raster")  # raster: ZPL in which the codes are dots, too


@dataclass(frozen=True, slots=True)
class Paper:
    """What to print on: the document, a size it comes in, a format of `FORMATS`, the printer's dots per inch."""

    document: str
    size: str
    fmt: str = "pdf"
    dpi: float = 203.2

    @property
    def kept(self) -> str:
        """Size and resolution as a job keeps them."""
        return f"{self.size}@{self.dpi:g}"

    @property
    def places(self) -> int:
        """How many of the document a sheet holds; 1 where each has paper of its own."""
        return paper_size(self.size, SIZES_OF[self.document]).places


def paper_of(document: str, size: str = "", fmt: str = "pdf", dpi: float = 203.2) -> Paper:
    """The paper asked for; an empty size is the usual one.  Raises OmsError for what the document does not come in."""
    offered = SIZES_OF[document]
    if fmt not in FORMATS:
        raise OmsError("paper_format_unknown", format=fmt)
    return Paper(document, paper_size(size or offered[0], offered).name, fmt, printer_dpi(dpi))


def usual_paper(database: Database, document: str, size: str, fmt: str, dpi: float, **of: int | None) -> Paper:
    """The paper asked for; an empty size is the usual one of the seller `of` an order or parcel (by its key)."""
    return paper_of(document, usual_size(database, document, size, **of), fmt, dpi)


def sheet_of(size: str) -> str:
    """The paper that a size is printed on: two or four labels on A4 lie on A4."""
    return size.partition("-")[0]


def paper_for(printer: Printer, document: str, usual: str = "") -> Paper:
    """How a document is made for a printer, in the `usual` size where that lies on the paper loaded.

    Raises `size_mismatch` when it does not come in the paper loaded.
    """
    offered = SIZES_OF[document]
    fitting = [one for one in offered if sheet_of(one) == printer.paper]
    if not fitting:
        wanted = ", ".join(offered)
        raise OmsError("size_mismatch", printer=printer.name, loaded=printer.paper, document=document, wanted=wanted)
    return paper_of(document, usual if usual in fitting else fitting[0], printer.language, printer.dpi)


@dataclass(frozen=True, slots=True)
class Asked:
    """Paper that somebody asks for; what is empty is as usual."""

    size: str = ""
    fmt: str = ""
    dpi: float = 203.2


AS_USUAL = Asked()


def paper_at(conn: Connection, actor: Actor, document: str, seller_id: int, asked: Asked = AS_USUAL) -> Paper:
    """The paper asked for; when nothing is asked, that of the printer a document goes to at the actor's station.

    Without a printer there the size is the seller's usual one.
    """
    printer = printer_rows.assigned(conn, document, actor.station_id) if asked == AS_USUAL else None
    if printer is not None:
        paper = paper_for(printer, document)
        if paper.places == 1:
            return paper
        return paper_for(printer, document, style_of(conn, seller_id).sizes.get(document, ""))
    size = asked.size or style_of(conn, seller_id).sizes.get(document, "")
    return paper_of(document, size, asked.fmt or "pdf", asked.dpi)
