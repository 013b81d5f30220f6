"""What is done with a manifest: closed when it is signed, opened again by a manager, put on paper."""

from __future__ import annotations

from pathlib import Path

from desktop_oms.services.hand_over import Manifest
from desktop_oms.settings import data_folder
from ui.shared.page import Desk, Page


class ManifestDesk:
    """Deeds on the manifests of one page; what is refused the page says."""

    def __init__(self, desk: Desk, page: Page) -> None:
        self._desk, self._page = desk, page

    def close(self, manifest: Manifest) -> None:
        """Close it for good."""
        desk = self._desk

        def done(closed: Manifest) -> None:
            desk.shell.toast(desk.words("hand_over.closed", manifest=closed.number, n=closed.parcels))

        desk.jobs.change(self._page, lambda: desk.app.hand_over.close(desk.actor(), manifest.id), done)

    def reopen(self, manifest: Manifest, reason: str) -> None:
        """Let a closed one take parcels again."""
        desk = self._desk

        def done(opened: Manifest) -> None:
            desk.shell.toast(desk.words("hand_over.reopened", manifest=opened.number))

        desk.jobs.change(self._page, lambda: desk.app.hand_over.reopen(desk.actor(), manifest.id, reason), done)

    def print(self, manifest: Manifest) -> None:
        """Its paper goes where files to print go."""
        desk = self._desk
        chosen = desk.preferences.settings.print_folder
        folder = Path(chosen) if chosen else data_folder() / "labels"

        def work() -> Path:
            actor, app = desk.actor(), desk.app
            saved: Path = app.printing.save(actor, app.sheets.manifests(actor, [manifest.number]), folder)
            return saved

        def done(saved: Path) -> None:
            desk.shell.toast(desk.words("hand_over.printed", manifest=manifest.number, file=saved.name))

        desk.jobs.change(self._page, work, done)
