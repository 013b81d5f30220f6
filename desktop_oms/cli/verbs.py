"""The table of verbs: what each is called, what it takes, and the function that carries it out.

The parser, the help texts and `docs/cli.md` follow this table.  The words of a verb are `cli.verb.<name>`, those of an
option `cli.option.<name>`.
"""

from __future__ import annotations

from desktop_oms.cli.bench_verbs import BENCH_VERBS
from desktop_oms.cli.case_verbs import CASE_VERBS
from desktop_oms.cli.goods_verbs import GOODS_VERBS
from desktop_oms.cli.house_verbs import HOUSE_VERBS
from desktop_oms.cli.store_verbs import STORE_VERBS
from desktop_oms.cli.verb import (
    BACKENDS,
    CARRIER,
    COMMON,
    FILE,
    JOB,
    LIMIT,
    LOGIN,
    NUMBER,
    ORDERS,
    OUT,
    PRINTER,
    PRINTER_FACTS,
    REASON,
    ROLES,
    WAVE_VERBS,
    Option,
    Verb,
)

VIEW = Option("view", shown="NAME", word="view_name")
PROFILES = ("shopify", "taobao", "tmall", "pdd", "douyin", "jd", "woocommerce", "amazon", "generic")

BULK = ("confirm", "hold", "release", "cancel", "route", "split", "join", "tag", "untag", "assign")
PAPERS = (
    *("slip", "label", "picklist", "manifest", "return", "inspection", "logistic"),
    *("commands", "badges", "locations", "products"),
)

__all__ = ["COMMON", "PAPERS", "PROFILES", "VERBS", "Option", "Verb"]

VERBS: tuple[Verb, ...] = (
    Verb("demo", "house:demo", (ORDERS, Option("--seed", "whole", shown="N")), True),
    Verb(
        "setup",
        "setting_up:setup",
        (
            Option("--seller", shown="NAME"),
            Option("--prefix", shown="LETTERS"),
            Option("--supplier", shown="NAME"),
            Option("--warehouse", shown="NAME", word="setup_warehouse"),
            Option("--channel", shown="NAME", word="setup_channel"),
            Option("--kind", choices=PROFILES, word="channel_kind"),
            Option("--time-zone", shown="ZONE"),
            Option("--currency", shown="CODE"),
            Option("--user", shown="NAME"),
            Option("--login", shown="LOGIN"),
            Option("--roles", shown="LETTERS"),
            Option("--code", shown="CODE"),
            Option("--of", shown="SELLER"),
            Option("--phone", shown="PHONE"),
            Option("--address", shown="TEXT"),
            Option("--single-operator", "switch"),
        ),
        True,
    ),
    Verb("settings show", "settings:show"),
    Verb(
        "settings set",
        "settings:put",
        (Option("name", shown="NAME", word="setting_name"), Option("value", shown="VALUE", word="setting_value")),
    ),
    Verb("user list", "settings:list_users"),
    Verb("user add", "settings:add_user", (LOGIN, Option("--user", shown="NAME"), ROLES)),
    Verb(
        "user change",
        "settings:change_user",
        (LOGIN, Option("--user", shown="NAME"), ROLES, Option("--active", choices=("yes", "no"))),
    ),
    *STORE_VERBS,
    *HOUSE_VERBS,
    *GOODS_VERBS,
    Verb(
        "import",
        "importing:import_orders",
        (
            Option("files", many="+", shown="FILE"),
            Option("--profile", shown="PROFILE"),
            Option("--channel", shown="CODE"),
            Option("--map", shown="FILE"),
            Option("--encoding", shown="NAME"),
            Option("--dry-run", "switch"),
            Option("--refused", shown="FILE"),
        ),
    ),
    Verb(
        "orders",
        "orders:list_orders",
        (
            Option("--queue", shown="QUEUE"),
            Option("--search", shown="TEXT"),
            Option("--sort", shown="COLUMN", word="orders_sort"),
            LIMIT,
        ),
    ),
    Verb(
        "entry",
        "entry:enter",
        (
            Option("order_file", many="?", shown="FILE"),
            Option("--channel", shown="CODE", word="entry_channel"),
            Option("--receiver", shown="TEXT"),
            Option("--address", many="+", shown="PART=VALUE", word="entry_address"),
            Option("--goods", many="+", shown="SKU:N:PRICE"),
            Option("--new", many="+", shown="SKU=NAME", word="entry_new"),
            Option("--buyer", shown="NAME"),
            Option("--shipping", shown="AMOUNT", word="entry_shipping"),
            Option("--discount", shown="AMOUNT", word="entry_discount"),
            Option("--note", shown="TEXT", word="buyer_note"),
            Option("--packing-note", shown="TEXT"),
            Option("--pay", choices=("later", "cash", "transfer", "delivery")),
            Option("--txn", shown="NUMBER"),
            Option("--draft", "switch"),
            Option("--command", shown="ID"),
        ),
    ),
    Verb(
        "bulk",
        "desk:many",
        (
            Option("deed", choices=BULK),
            Option("numbers", many="+", shown="NUMBER"),
            REASON,
            Option("--until", shown="TIME"),
            Option("--to", shown="NAME", word="bulk_to"),
            Option("--command", shown="ID"),
        ),
    ),
    Verb(
        "split",
        "apart:split",
        (
            NUMBER,
            Option("--lines", many="+", shown="SKU=N", word="split_lines"),
            Option("--part", "whole", shown="N", word="split_part"),
            Option("--warehouse", shown="CODE", word="split_warehouse"),
            Option("--stock", "switch", word="split_stock"),
            Option("--undo", "switch", word="split_undo"),
            Option("--dry-run", "switch"),
            Option("--command", shown="ID"),
        ),
    ),
    Verb("tag list", "desk:list_tags"),
    Verb(
        "tag paint",
        "desk:paint_tag",
        (Option("name", shown="TAG", word="tag_name"), Option("family", shown="COLOUR", word="tag_family")),
    ),
    Verb("together list", "desk:list_together"),
    Verb("together make", "desk:make_together", (Option("numbers", many="+", shown="NUMBER"),)),
    Verb("together undo", "desk:undo_together", (NUMBER,)),
    Verb("together leave", "desk:leave_together", (NUMBER,)),
    Verb("reason list", "desk:list_reasons"),
    Verb(
        "reason add",
        "desk:add_reason",
        (Option("zh", shown="TEXT", word="reason_zh"), Option("en", shown="TEXT", word="reason_en")),
    ),
    Verb(
        "reason rename",
        "desk:rename_reason",
        (
            Option("reason", shown="TEXT", word="reason_word"),
            Option("zh", shown="TEXT", word="reason_zh"),
            Option("en", shown="TEXT", word="reason_en"),
        ),
    ),
    Verb("reason remove", "desk:remove_reason", (Option("reason", shown="TEXT", word="reason_word"),)),
    Verb("buyer list", "desk:list_blocked"),
    Verb("buyer block", "desk:block", (Option("buyer", shown="PHONE|NAME", word="blocked_buyer"), REASON)),
    Verb("buyer unblock", "desk:unblock", (Option("buyer", shown="PHONE|NAME", word="blocked_buyer"),)),
    Verb("address parse", "entry:parse", (Option("text", shown="TEXT", word="pasted"),)),
    Verb(
        "export",
        "exporting:export",
        (
            FILE,
            Option("--queue", shown="QUEUE"),
            Option("--search", shown="TEXT"),
            Option("--view", shown="NAME", word="view_name"),
            Option("--columns", shown="NAMES", word="export_columns"),
        ),
    ),
    Verb("view list", "views:list_views"),
    Verb(
        "view save",
        "views:save",
        (VIEW, Option("--queue", shown="QUEUE"), Option("--search", shown="TEXT"), Option("--shared", "switch")),
    ),
    Verb("view remove", "views:remove", (VIEW,)),
    Verb("view show", "views:show", (VIEW, LIMIT)),
    Verb("order", "order:show", (NUMBER, Option("--reveal", shown="REASON"))),
    Verb(
        "history",
        "history:history",
        (
            NUMBER,
            Option("--kind", shown="KIND", word="trail_kind"),
            Option("--person", shown="LOGIN", word="trail_person"),
            Option("--search", shown="TEXT", word="trail_search"),
            Option("--reveal", shown="REASON", word="trail_reveal"),
            Option("--csv", "switch", word="trail_csv"),
            Option("--output", short="-o", shown="FILE", word="trail_output"),
        ),
    ),
    Verb(
        "do",
        "doing:do",
        (
            NUMBER,
            Option("event", shown="EVENT"),
            REASON,
            Option("--subject", shown="SEQ|KEY"),
            Option("--set", many="repeat", shown="NAME=VALUE"),
            Option("--lines", many="+", shown="SKU=N"),
            Option("--fact", "switch"),
            Option("--dry-run", "switch"),
            Option("--seen", "whole", shown="VERSION"),
            Option("--command", shown="ID"),
        ),
    ),
    Verb("to-pack", "bench_work:to_pack", (LIMIT,)),
    Verb("pack", "bench_work:pack", (NUMBER, Option("--scan", many="+", shown="CODE"))),
    Verb(
        "task list",
        "tasks:list_tasks",
        (Option("--kind", shown="KIND", word="task_kind"), Option("--order", shown="NUMBER"), LIMIT),
    ),
    Verb("task resolve", "tasks:resolve", (Option("task", shown="TASK"), REASON)),
    Verb("task reveal", "tasks:reveal", (Option("task", shown="TASK"), REASON)),
    Verb("task take", "tasks:take", (Option("task", shown="TASK"),)),
    Verb(
        "task give", "tasks:give", (Option("task", shown="TASK"), Option("to", many="?", shown="LOGIN", word="owner"))
    ),
    Verb("task link", "tasks:link", (Option("task", shown="TASK"), Option("sku", shown="SKU"))),
    Verb(
        "print",
        "paper:print_paper",
        (
            Option("document", choices=PAPERS),
            Option("numbers", many="*", shown="NUMBER"),
            Option("--output", short="-o", shown="PLACE"),
            Option("--start", "whole", shown="N"),
            Option("--size", shown="SIZE"),
            Option("--dpi", "number", shown="DPI"),
            Option("--format", choices=("pdf", "zpl", "raster")),
            Option("--printer", shown="PRINTER", word="printer_name"),
            Option("--reason", shown="TEXT", word="copy_reason"),
        ),
    ),
    Verb("label attach", "labels:attach", (NUMBER, FILE)),
    Verb("paper show", "paper_styles:show", (Option("--of", shown="SELLER"),)),
    Verb(
        "paper set",
        "paper_styles:change",
        (Option("settings", many="+", shown="NAME=VALUE"), Option("--of", shown="SELLER")),
    ),
    Verb("printer list", "printers:list_printers"),
    Verb(
        "printer add",
        "printers:add",
        (
            PRINTER,
            Option("--backend", choices=BACKENDS, needed=True),
            Option("--address", shown="ADDRESS", word="printer_address"),
            *PRINTER_FACTS,
        ),
    ),
    Verb(
        "printer change",
        "printers:change",
        (
            PRINTER,
            Option("--rename", shown="NAME"),
            Option("--backend", choices=BACKENDS),
            Option("--address", shown="ADDRESS", word="printer_address"),
            *PRINTER_FACTS,
        ),
    ),
    Verb("printer remove", "printers:remove", (PRINTER,)),
    Verb("printer test", "printers:test", (PRINTER, Option("--calibration", "switch"))),
    Verb(
        "printer assign",
        "printers:assign",
        (
            PRINTER,
            Option("--document", shown="DOCUMENT", word="printer_document", needed=True),
            Option("--at", shown="STATION"),
            Option("--off", "switch"),
        ),
    ),
    Verb(
        "printer queue",
        "printers:queue",
        (Option("--filter", choices=("open", "waiting", "stuck", "today")), LIMIT),
    ),
    Verb("printer again", "printers:again", (JOB, REASON, Option("--printer", shown="PRINTER", word="printer_name"))),
    Verb("printer send", "printers:send", (JOB,)),
    Verb("printer settle", "printers:settle", (JOB,)),
    Verb("printer void", "printers:void", (JOB, REASON)),
    Verb("printer resume", "printers:resume", (JOB, Option("code", shown="CODE", word="label_code"))),
    *WAVE_VERBS,
    Verb("hand-over scan", "handing_over:scan", (Option("codes", many="+", shown="WAYBILL"), CARRIER)),
    Verb("hand-over list", "handing_over:list_parcels", (Option("--day", shown="DAY"),)),
    Verb("hand-over close", "handing_over:close", (Option("manifest", shown="MANIFEST"),)),
    Verb("hand-over reopen", "handing_over:reopen", (Option("manifest", shown="MANIFEST"), REASON)),
    *BENCH_VERBS,
    Verb("reconcile", "house:reconcile", (Option("--full", "switch"),)),
    Verb("backup", "house:backup", (Option("file", many="?", shown="FILE", word="backup_file"),)),
    Verb("restore", "house:restore", (Option("file", shown="FILE", word="restore_file"),), True),
    Verb("migrate", "house:migrate"),
    Verb("move", "house:move", (Option("to", shown="PLACE", word="move_to"),)),
    *CASE_VERBS,
    Verb("worker", "working:worker", (Option("--stay", "switch"),)),
    Verb(
        "bench",
        "bench:bench",
        (
            Option("name", many="?", shown="NAME", word="bench_name"),
            ORDERS,
            Option("--on", choices=("sqlite", "postgresql", "both")),
            Option("--output", short="-o", shown="FILE", word="bench_output"),
        ),
    ),
    Verb("story", "story:story", (OUT, Option("--no-pictures", "switch")), True),
)
