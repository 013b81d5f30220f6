"""Order files in: tables read safely, marketplaces' layouts as data, every row used or refused with its reason.

`read_table` opens a file, `parse` turns files into orders, `write_refused` gives the refused rows back to be mended.
The way of a file: encodings -> delimited | workbook -> tables -> layouts (with profiles) -> grouping -> orders.
"""

from __future__ import annotations

from desktop_oms.gateways.files.profiles import (
    FIELDS,
    NAMES,
    PROFILES,
    detect_profile,
    mapping_from_json,
    mapping_to_json,
    suggest_mapping,
)
from desktop_oms.gateways.files.reading import parse
from desktop_oms.gateways.files.refused import reason, write_refused
from desktop_oms.gateways.files.tables import Table, read_table

__all__ = [
    "FIELDS",
    "NAMES",
    "PROFILES",
    "Table",
    "detect_profile",
    "mapping_from_json",
    "mapping_to_json",
    "parse",
    "read_table",
    "reason",
    "suggest_mapping",
    "write_refused",
]
