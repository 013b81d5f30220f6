"""The pages of the window, in the order of the rail.  Each is imported and built only when it is first shown."""

from __future__ import annotations

from ui.orders.queue_names import QUEUES
from ui.shared.page import PageSpec, Place, later

SECTIONS = (
    "screen",
    "stores",
    "people",
    "printers",
    "benches",
    "routing",
    "limits",
    "reasons",
    "papers",
    "profiles",
    "database",
)

PAGES: tuple[PageSpec, ...] = (
    PageSpec(
        "orders",
        "orders",
        "page.orders",
        later("ui.orders.orders_page", "OrdersPage"),
        places=tuple(Place(queue, f"orders.queue.{queue}") for queue in QUEUES),
    ),
    PageSpec("entry", "entry", "page.entry", later("ui.entry.entry_page", "EntryPage")),
    PageSpec("packing", "packing", "page.packing", later("ui.packing.packing_page", "PackingPage")),
    PageSpec("waves", "picking", "page.waves", later("ui.waves.waves_page", "WavesPage")),
    PageSpec("hand_over", "hand_over", "page.hand_over", later("ui.hand_over.hand_over_page", "HandOverPage")),
    PageSpec(
        "after_sales",
        "after_sales",
        "page.after_sales",
        later("ui.after_sales.after_sales_page", "AfterSalesPage"),
    ),
    PageSpec(
        "printing", "printer", "page.printing", later("ui.printing.printing_page", "PrintingPage"), family="trouble"
    ),
    PageSpec("importing", "import", "page.importing", later("ui.importing.importing_page", "ImportingPage")),
    PageSpec("stock", "stock", "page.stock", later("ui.stock.stock_page", "StockPage")),
    PageSpec("tasks", "tasks", "page.tasks", later("ui.tasks.tasks_page", "TasksPage"), family="trouble"),
    PageSpec(
        "settings",
        "settings",
        "page.settings",
        later("ui.settings.settings_page", "SettingsPage"),
        at_foot=True,
        places=tuple(Place(section, f"settings.{section}") for section in SECTIONS),
        group="setting",
    ),
    PageSpec(
        "first_run", "settings", "page.first_run", later("ui.first_run.first_run_page", "FirstRunPage"), in_rail=False
    ),
)
