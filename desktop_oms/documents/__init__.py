"""Paper: data in, PDF or ZPL out; no database, no Qt.

`render` makes one document, `render_many` a batch, of any of the contents (label, slip, pick list, logistic label,
return slip, manifest, sheet of codes); `preview` shows a page of a PDF as a picture; `missing_characters` tells
beforehand what no font can print; `register_fonts` opens the fonts while nobody waits.
"""

from desktop_oms.documents.content import (
    CodeCard,
    CodeSection,
    CodeSheetContent,
    Content,
    LabelContent,
    LogisticContent,
    Logo,
    ManifestContent,
    ManifestRow,
    Party,
    PickLine,
    PickListContent,
    ReturnContent,
    ReturnLine,
    SlipContent,
    SlipLine,
)
from desktop_oms.documents.font import register_fonts
from desktop_oms.documents.layout import Notice
from desktop_oms.documents.printing import SIZES_OF, Printed, render, render_many, sizes_of
from desktop_oms.documents.raster import preview
from desktop_oms.documents.text import missing_characters

__all__ = [
    "CodeCard",
    "CodeSection",
    "CodeSheetContent",
    "Content",
    "LabelContent",
    "LogisticContent",
    "Logo",
    "ManifestContent",
    "ManifestRow",
    "Notice",
    "Party",
    "PickLine",
    "PickListContent",
    "Printed",
    "ReturnContent",
    "ReturnLine",
    "SIZES_OF",
    "SlipContent",
    "SlipLine",
    "missing_characters",
    "preview",
    "register_fonts",
    "render",
    "render_many",
    "sizes_of",
]
