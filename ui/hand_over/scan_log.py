"""What was scanned since the page was opened, the newest first: handed over, or refused with its sentence."""

from __future__ import annotations

from ui.hand_over.parcel_rows import Clock, Scanned, scanned_columns, scanned_row
from ui.shared.jobs import Jobs
from ui.shared.listing import Listing
from ui.shared.messages import Words
from ui.shared.notices import EmptyState

KEPT = 500


class ScanLog(Listing):
    """Keeps the latest 500 scans."""

    def __init__(self, words: Words, jobs: Jobs) -> None:
        empty = EmptyState(words("hand_over.nothing_scanned"), words("hand_over.nothing_scanned_why"))
        spoken, loading = words("hand_over.scanned"), words("hand_over.loading")
        super().__init__("hand_over.scanned", spoken, scanned_columns(words), jobs, empty, loading=loading)
        self._words = words
        self._clock = Clock("UTC", 0)
        self.scans: list[Scanned] = []
        self.show_rows([])

    def note(self, at: int, waybill: str, told: str, *, handed: bool) -> None:
        """One more scan, at `at` (ms UTC)."""
        key = self.scans[0].key + 1 if self.scans else 1
        self.scans.insert(0, Scanned(key, at, waybill, handed, told))
        del self.scans[KEPT:]
        self.show_clock(self._clock)

    def show_clock(self, clock: Clock) -> None:
        """Show the scans by this clock."""
        self._clock = clock
        self.show_rows([scanned_row(scan, clock, self._words) for scan in self.scans])

    def title(self) -> str:
        """The word of its tab: how many were refused stands in it until the page is closed."""
        refused = sum(not scan.handed for scan in self.scans)
        return self._words("hand_over.scanned_refused", n=refused) if refused else self._words("hand_over.scanned")
