"""What is done with a manifest: closed when it is signed, opened again by a manager, put on paper."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.hand_over import Manifest
from desktop_oms.services.print_desk import PutOut
from desktop_oms.settings import data_folder
from ui.shared.page import Desk, Page


class ManifestDesk:
    """Deeds on the manifests of one page, one at a time: what is under way is not done twice.

    What is refused the page says.
    """

    def __init__(self, desk: Desk, page: Page) -> None:
        self._desk, self._page = desk, page
        self._under_way = False

    def _change(self, work: Callable[[], Any], done: Callable[[Any], None]) -> None:
        if self._under_way:
            return
        self._under_way = True

        def went(answer: Any) -> None:
            self._under_way = False
            done(answer)

        def failed(error: OmsError) -> None:
            self._under_way = False
            self._page.tell_error(error)

        self._desk.jobs.change(self._page, work, went, failed)

    def close(self, manifest: Manifest) -> None:
        """Close it for good."""
        desk = self._desk

        def done(closed: Manifest) -> None:
            desk.shell.toast(desk.words("hand_over.closed", manifest=closed.number, n=closed.parcels))

        self._change(lambda: desk.app.hand_over.close(desk.actor(), manifest.id), done)

    def reopen(self, manifest: Manifest, reason: str) -> None:
        """Let a closed one take parcels again."""
        desk = self._desk

        def done(opened: Manifest) -> None:
            desk.shell.toast(desk.words("hand_over.reopened", manifest=opened.number))

        self._change(lambda: desk.app.hand_over.reopen(desk.actor(), manifest.id, reason), done)

    def print(self, manifest: Manifest) -> None:
        """Its paper goes to the station's printer, else where files to print go."""
        desk = self._desk
        chosen = desk.preferences.settings.print_folder
        folder = Path(chosen) if chosen else data_folder() / "labels"

        def work() -> PutOut:
            actor, app = desk.actor(), desk.app
            make = partial(app.sheets.manifests, actor, [manifest.number])
            out: PutOut = app.print_desk.out(actor, "manifest", make, folder)
            return out

        def done(out: PutOut) -> None:
            if out.file is None:
                desk.shell.toast(desk.words("printing.now.spooled", printer=out.printer))
            else:
                desk.shell.toast(desk.words("hand_over.printed", manifest=manifest.number, file=out.file.name))

        self._change(work, done)
