"""The ways to a printer: into a folder, through CUPS, straight to port 9100, through Windows, and a practice printer.

All of them keep to one small Protocol (`device.Backend`); `open_backend` makes the one a printer names.  What goes
wrong is one family of OmsError: before the first byte left it is `printer_offline`, `printer_refused`,
`printer_paper`, `printer_jam` or `printer_paused`, and the print may be sent again without harm; afterwards it is
`printer_unsure`, and a person has to look.
"""

from desktop_oms.gateways.printers.device import Backend, Device, Seen
from desktop_oms.gateways.printers.file import write_new
from desktop_oms.gateways.printers.opening import open_backend

__all__ = ["Backend", "Device", "Seen", "open_backend", "write_new"]
