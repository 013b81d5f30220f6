"""The commands of a bench: each a code on the bench's card, a word and a function key.

The keys are function keys: a slow scanner types letters and digits, and none of them may set off a command.
"""

from __future__ import annotations

from ui.shared.command_card import Command

TYPE = Command("type", "packing.type_code", "F2", icon="entry")
SET_UP = Command("set_up", "packing.set_up", "F3", icon="settings")
UNDO = Command("undo", "packing.undo", "F4", "CMD:UNDO")
NEXT_PARCEL = Command("next_parcel", "packing.next_parcel", "F5", "CMD:NEXTPARCEL")
SHORT = Command("short", "packing.short", "F6", "CMD:SHORT")
PHOTO = Command("photo", "packing.photo", "F10", icon="image")
RETRY = Command("retry", "packing.retry", "F5", "CMD:RETRY")
REPRINT = Command("reprint", "packing.reprint", "F6", "CMD:REPRINT")
PRINTER2 = Command("printer2", "packing.printer2", "F8", "CMD:PRINTER2")
OPEN_LABEL = Command("open_label", "packing.open_label", "F7", icon="file")
ASIDE = Command("aside", "packing.put_aside", "F9", "CMD:ASIDE")
APART = Command("apart", "packing.apart", "F10", "CMD:APART")
LINK = Command("link", "packing.link", "F9", "CMD:LINK")
GO_BACK = Command("go_back", "packing.back", "F9", "CMD:UNDO")
REASONS = (
    Command("jam", "packing.reason_jam", "F9", "CMD:JAM"),
    Command("damaged", "packing.reason_damaged", "F10", "CMD:DAMAGED"),
    Command("lost", "packing.reason_lost", "F11", "CMD:LOST"),
    Command("back", "packing.back", "F12", "CMD:BACK"),
)
WEIGHT_REASONS = (
    Command("wrapping", "packing.reason_wrapping", "F9", "CMD:WRAPPING"),
    Command("scale_wrong", "packing.reason_scale", "F10", "CMD:SCALE"),
    Command("goods_other", "packing.reason_goods", "F11", "CMD:GOODS"),
)
