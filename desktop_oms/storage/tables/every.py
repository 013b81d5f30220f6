"""Every table there is, in one `metadata`: for whoever makes, copies or compares a whole database."""

from desktop_oms.storage.tables import (
    aftercare,
    catalogue,
    desk,
    house,
    log,
    order,
    picking,
    printing,
    search,
    sending,
    stock,
    views,
)
from desktop_oms.storage.tables.columns import metadata

ROOMS = (aftercare, catalogue, desk, house, log, order, picking, printing, search, sending, stock, views)

__all__ = ["ROOMS", "metadata"]
