"""Paper: data in, PDF or ZPL out; no database, no Qt.

`render` makes one document, `render_many` a batch, of a `LabelContent`, `SlipContent` or `PickListContent`; `preview`
shows a page of a PDF as a picture; `missing_characters` tells beforehand what no font can print; `register_fonts`
opens the fonts while nobody waits.
"""

from desktop_oms.documents.content import (
    Content,
    LabelContent,
    Party,
    PickLine,
    PickListContent,
    SlipContent,
    SlipLine,
)
from desktop_oms.documents.font import register_fonts
from desktop_oms.documents.layout import Notice
from desktop_oms.documents.printing import Printed, render, render_many, sizes_of
from desktop_oms.documents.raster import preview
from desktop_oms.documents.text import missing_characters

__all__ = [
    "Content",
    "LabelContent",
    "Notice",
    "Party",
    "PickLine",
    "PickListContent",
    "Printed",
    "SlipContent",
    "SlipLine",
    "missing_characters",
    "preview",
    "register_fonts",
    "render",
    "render_many",
    "sizes_of",
]
