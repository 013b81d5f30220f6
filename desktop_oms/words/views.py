"""Words of: saved views of the order desk."""

WORDS: dict[str, tuple[str, str]] = {
    "cli.verb.view": ("视图：保存的查找和队列", "views: searches and queues that were saved"),
    "cli.verb.view_list": ("列出视图", "list the views"),
    "cli.verb.view_save": ("保存一个队列或查找", "keep a queue or a search under a name"),
    "cli.verb.view_remove": ("删除自己的视图", "take a view of one's own away"),
    "cli.verb.view_show": ("列出一个视图的订单", "list the orders of a view"),
    "cli.option.view_name": ("视图的名称", "the view's name"),
    "cli.option.shared": ("所有人都能看到", "show it to everybody"),
    "views.group": ("视图", "Views"),
    "views.save": ("保存为视图 Ctrl+S", "Save as a view Ctrl+S"),
    "views.title": ("保存为视图", "Save as a view"),
    "views.note_search": ("以后从左边打开：{search}", "Opens from the left from now on: {search}"),
    "views.note_queue": ("以后从左边打开：{queue}", "Opens from the left from now on: {queue}"),
    "views.name": ("名称", "Name"),
    "views.shared": ("所有人都能看到", "Show it to everybody"),
    "views.replaces": ("会替换自己的同名视图：{what}", "Takes the place of your view of that name: {what}"),
    "views.do": ("保存", "Save"),
    "views.saved": ("视图“{name}”已保存", 'The view "{name}" is saved'),
    "views.remove": ("删除这个视图", "Remove this view"),
    "views.removed": ("视图“{name}”已删除", 'The view "{name}" is gone'),
    "views.none": ("还没有保存的视图。", "No view is saved yet."),
    "views.shared_by": ("{owner} 共享", "shared by {owner}"),
    "views.own": ("自己", "own"),
    "error.view_name_missing": ("请给视图起个名称。", "Give the view a name."),
    "error.view_name_long": ("名称最多 {n} 个字。", "A name has at most {n} characters."),
    "error.view_changed": (
        "视图“{name}”刚刚在另一个窗口保存过，没有覆盖。再按一次就替换它，或换个名称。",
        (
            'The view "{name}" was saved in another window a moment ago and was not overwritten. '
            "Press again to take its place, or give another name."
        ),
    ),
    "error.view_missing": ("没有名为“{name}”的视图。现有：{known}。", 'There is no view "{name}". Known are: {known}.'),
    "error.view_of_other": (
        "“{name}”是 {owner} 共享的视图，只有本人可以删除。",
        '"{name}" is shared by {owner}, who alone can remove it.',
    ),
}
