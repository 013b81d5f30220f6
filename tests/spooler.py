"""A CUPS of our own on a free port of this computer: started, killed and started again, with folders of its own."""

from __future__ import annotations

import grp
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from pathlib import Path

CUPSD = shutil.which("cupsd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
LPADMIN = shutil.which("lpadmin", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
INSTALLED = bool(CUPSD and LPADMIN)

CONF = """
Listen 127.0.0.1:{port}
LogLevel warn
WebInterface No
Browsing No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
    Allow all
  </Limit>
</Policy>
"""
FILES = """
ServerRoot {folder}/etc
RequestRoot {folder}/spool
TempDir {folder}/spool/tmp
CacheDir {folder}/cache
StateDir {folder}/run
AccessLog {folder}/log/access
ErrorLog {folder}/log/error
PageLog {folder}/log/page
User {user}
Group {group}
SystemGroup {admins}
"""


class Spooler:
    """One cupsd; `queue` adds a raw queue to a device."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="desktop-oms-cups-"))
        self.folder.chmod(0o755)  # cupsd works as another user
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        for name in ("etc", "spool/tmp", "cache", "run", "log"):
            (self.folder / name).mkdir(parents=True)
        user = "lp" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        group = "lp" if os.getuid() == 0 else grp.getgrgid(os.getgid()).gr_name
        admins = next(
            one.gr_name for one in grp.getgrall() if one.gr_name in ("root", "lpadmin", "sys") and one.gr_name != group
        )
        facts = {"folder": self.folder, "port": self.port, "user": user, "group": group, "admins": admins}
        (self.folder / "etc/cupsd.conf").write_text(CONF.format(**facts), encoding="utf-8")
        (self.folder / "etc/cups-files.conf").write_text(FILES.format(**facts), encoding="utf-8")
        if os.getuid() == 0:
            for path in (self.folder, *self.folder.rglob("*")):
                shutil.chown(path, user, group)
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Start it and wait until it answers."""
        conf, files = self.folder / "etc/cupsd.conf", self.folder / "etc/cups-files.conf"
        self._process = subprocess.Popen(
            [str(CUPSD), "-f", "-c", str(conf), "-s", str(files)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(400):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
            except OSError:
                assert self._process.poll() is None, (self.folder / "log/error").read_text(encoding="utf-8")
                signal.sigtimedwait([], 0.05)
            else:
                return
        raise AssertionError("cupsd does not answer")

    def kill(self) -> None:
        """The power cut: no chance to write anything down."""
        assert self._process is not None
        self._process.kill()
        self._process.wait(20)

    def queue(self, name: str, device: str) -> str:
        """A raw queue to a device; gives its address for a printer."""
        self._admin("lpadmin", "-p", name, "-E", "-v", device, "-m", "raw")
        return f"127.0.0.1:{self.port}/{name}"

    def pause(self, name: str) -> None:
        """The queue takes jobs and prints none."""
        self._admin("cupsdisable", name)

    def _admin(self, program: str, *arguments: str) -> None:
        path = str(Path(str(LPADMIN)).with_name(program))
        environment = {**os.environ, "CUPS_SERVER": f"127.0.0.1:{self.port}"}
        subprocess.run([path, *arguments], check=True, env=environment, timeout=120, capture_output=True)

    def close(self) -> None:
        """End it and take its folders away."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            self._process.wait(20)
        shutil.rmtree(self.folder)
