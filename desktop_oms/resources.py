"""Where the program finds the files it ships with: fonts, icons, samples.

They lie in the folder `resources` beside the package, in a clone as in an installed program.
"""

from __future__ import annotations

from pathlib import Path

from desktop_oms.domain.errors import OmsError

ROOT = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder, say `resource("fonts", "NotoSansSC-Bold.ttf")`.

    Raises OmsError `resource_missing` when the program was copied without it.
    """
    path = ROOT.joinpath(*parts)
    if not path.exists():
        raise OmsError("resource_missing", name="/".join(parts))
    return path
