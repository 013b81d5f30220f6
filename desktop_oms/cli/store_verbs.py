"""The verbs of what a shop consists of: sellers, suppliers, warehouses, channels."""

from __future__ import annotations

from desktop_oms.cli.verb import Option, Verb
from desktop_oms.domain.catalogue import CHANNEL_KINDS

CODE = Option("code", shown="CODE", word="store_code")
NEW_CODE = Option("code", shown="CODE", word="store_new_code")
NAME = Option("name", shown="NAME", word="store_name")
RENAME = Option("--name", shown="NAME", word="store_name")
PREFIX = Option("--prefix", shown="LETTERS")
SENDER = (
    Option("--sender-name", shown="NAME"),
    Option("--sender-phone", shown="PHONE"),
    Option("--sender-address", shown="TEXT"),
    Option("--return-name", shown="NAME"),
    Option("--return-phone", shown="PHONE"),
    Option("--return-address", shown="TEXT"),
)
PLACE = (
    Option("--priority", "whole", shown="N"),
    Option("--province", shown="TEXT"),
    Option("--city", shown="TEXT"),
    Option("--district", shown="TEXT"),
    Option("--street", shown="TEXT"),
    Option("--contact", shown="NAME"),
    Option("--phone", shown="PHONE", word="warehouse_phone"),
)
PLATFORM = (
    Option("--kind", choices=CHANNEL_KINDS, word="channel_kind"),
    Option("--time-zone", shown="ZONE"),
    Option("--currency", shown="CODE"),
    Option("--ship-within", "whole", shown="HOURS"),
)

STORE_VERBS: tuple[Verb, ...] = (
    Verb("seller list", "stores:list_sellers"),
    Verb("seller show", "stores:show_seller", (CODE,)),
    Verb("seller add", "stores:add_seller", (NEW_CODE, NAME, PREFIX, *SENDER)),
    Verb("seller edit", "stores:edit_seller", (CODE, RENAME, PREFIX, *SENDER)),
    Verb("supplier list", "stores:list_suppliers"),
    Verb("supplier show", "stores:show_supplier", (CODE,)),
    Verb("supplier add", "stores:add_supplier", (NEW_CODE, NAME, *SENDER)),
    Verb("supplier edit", "stores:edit_supplier", (CODE, RENAME, *SENDER)),
    Verb("warehouse list", "stores:list_warehouses"),
    Verb("warehouse show", "stores:show_warehouse", (CODE,)),
    Verb("warehouse add", "stores:add_warehouse", (NEW_CODE, NAME, *PLACE)),
    Verb(
        "warehouse edit",
        "stores:edit_warehouse",
        (CODE, RENAME, *PLACE, Option("--active", choices=("yes", "no"), word="warehouse_active")),
    ),
    Verb("channel list", "stores:list_channels"),
    Verb("channel show", "stores:show_channel", (CODE,)),
    Verb(
        "channel add",
        "stores:add_channel",
        (NEW_CODE, NAME, Option("--of", shown="SELLER"), *PLATFORM),
    ),
    Verb("channel edit", "stores:edit_channel", (CODE, RENAME, *PLATFORM)),
)
