"""Words of: the list of all commands on Ctrl+K."""

WORDS: dict[str, tuple[str, str]] = {
    "palette.title": ("命令", "Commands"),
    "palette.prompt": (
        "输入命令、页面、队列或订单号的开头，中英文都行",
        "Type the start of a command, a page, a queue or an order number, in either language",
    ),
    "palette.none": ("没有这样的命令", "There is no such command"),
    "palette.key_move": ("移动", "move"),
    "palette.key_run": ("执行", "run"),
    "palette.key_close": ("关闭", "close"),
    "palette.group.deed": ("操作", "Do"),
    "palette.group.page": ("页面", "Page"),
    "palette.group.queue": ("队列", "Queue"),
    "palette.group.view": ("视图", "View"),
    "palette.group.setting": ("设置", "Setting"),
    "palette.group.order": ("订单", "Order"),
    "palette.group.window": ("窗口", "Window"),
    "palette.search": ("查找订单“{text}”", 'Search orders for "{text}"'),
    "palette.of": ("{menu}：{command}", "{menu}: {command}"),
    "palette.light": ("浅色界面", "Light theme"),
    "palette.dark": ("深色界面", "Dark theme"),
    "palette.chinese": ("界面改用中文", "Interface in Chinese"),
    "palette.english": ("界面改用英文", "Interface in English"),
    "palette.not_now": ("现在不能用。", "This cannot be used now."),
    "palette.told": ("{group}：{command}", "{group}: {command}"),
    "shell.key_commands": ("所有命令", "All commands"),
}
