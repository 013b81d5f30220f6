"""Paper that is made and put out at once: to the station's printer, else where files to print go."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, cast

from ui.shared.messages import Words
from ui.shared.page import Desk

if TYPE_CHECKING:
    from desktop_oms.services.print_desk import PutOut
    from desktop_oms.services.printing import Print


def put_out(desk: Desk, document: str, make: Callable[..., Print]) -> PutOut:
    """Put out what `make` makes (told who prints it, and the paper); for a lane, raises what went wrong."""
    actor, folder = desk.actor(), desk.preferences.settings.paper_folder
    return cast("PutOut", desk.app.print_desk.out(actor, document, partial(make, actor), folder))


def out_words(words: Words, out: PutOut, saved: str, **facts: object) -> str:
    """Where it went; `saved` are the words (with its `file`) of one that became a file."""
    if out.file is None:
        return words("printing.now.spooled", printer=out.printer)
    return words(saved, file=out.file.name, **facts)
