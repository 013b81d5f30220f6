"""Words of: errors."""

WORDS: dict[str, tuple[str, str]] = {
    "error.qt_library_missing": (
        "窗口打不开：系统缺少 {library}。请运行：sudo apt-get install -y {packages}",
        "The window cannot open because this system lacks {library}. Please run: sudo apt-get install -y {packages}",
    ),
}
