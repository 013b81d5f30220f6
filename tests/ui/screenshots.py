"""The pictures of the documentation: `python -m tests.ui.screenshots docs/images`, every page in both languages and
themes, packed as small as they go without changing a pixel.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PIL import Image

from ui.pictures import draw_all


def pack(file: Path) -> None:
    """Write the picture again without what nobody sees: no transparency, the best compression."""
    with Image.open(file) as picture:
        picture.convert("RGB").save(file, optimize=True)


def main(folder: Path) -> None:
    """Draw all pictures into the folder."""
    for file in draw_all(folder):
        pack(file)


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    main(Path(sys.argv[1] if sys.argv[1:] else "docs/images"))
