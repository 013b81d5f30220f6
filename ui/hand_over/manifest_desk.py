"""What is done with a manifest: closed when it is signed, opened again by a manager, put on paper."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from desktop_oms.domain.errors import OmsError
from desktop_oms.services.hand_over import Manifest
from desktop_oms.services.print_desk import PutOut
from ui.deeds.paper_out import out_words, put_out
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
        desk, manifests = self._desk, self._desk.app.sheets.manifests

        def work() -> PutOut:
            return put_out(desk, "manifest", lambda actor, **told: manifests(actor, [manifest.number], **told))

        def done(out: PutOut) -> None:
            desk.shell.toast(out_words(desk.words, out, "hand_over.printed", manifest=manifest.number))

        self._change(work, done)
