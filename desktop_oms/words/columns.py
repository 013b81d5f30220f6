"""Words of: the columns of the order list, and how it is sorted."""

WORDS: dict[str, tuple[str, str]] = {
    "columns.action": ("列与排序 Ctrl+L", "Columns and sorting Ctrl+L"),
    "columns.title": ("列与排序", "Columns and sorting"),
    "columns.list": ("列", "Columns"),
    "columns.frozen": ("左边固定", "Stay in sight"),
    "columns.stay_none": ("不固定", "None"),
    "columns.stay": ("前 {n} 列", "The first column|The first {n} columns"),
    "columns.density": ("行高", "Rows"),
    "columns.comfortable": ("宽松（两行）", "Comfortable, two lines"),
    "columns.compact": ("紧凑（一行）", "Compact, one line"),
    "columns.sorting": ("排序", "Sorted by"),
    "columns.sort.created_at": ("录入，最新在前", "Entered, newest first"),
    "columns.sort.created_at_turned": ("录入，最早在前", "Entered, oldest first"),
    "columns.sort.placed_at": ("下单，最近在前", "Placed, latest first"),
    "columns.sort.placed_at_turned": ("下单，最早在前", "Placed, earliest first"),
    "columns.sort.ship_by": ("发货截止，最急在前", "Ship by, most urgent first"),
    "columns.sort.ship_by_turned": ("发货截止，最不急在前", "Ship by, least urgent first"),
    "columns.up": ("上移", "Up"),
    "columns.down": ("下移", "Down"),
    "columns.key_show": ("显示或隐藏", "show or hide"),
    "columns.key_move": ("移动", "move"),
    "columns.usual": ("恢复默认", "Usual columns"),
    "columns.do": ("应用", "Apply"),
    "error.sorted_by_likeness": (
        "查找的结果按匹配程度排列，最匹配的在前。",
        "What a search finds is sorted by how well it matches, the best first.",
    ),
    "error.found_not_sorted": (
        "查找的结果不能按“{column}”排列；可以按{known}排列。",
        'What a search finds cannot be sorted by "{column}"; it can be by {known}.',
    ),
    "error.too_many_to_sort": (
        "找到的订单超过 {count} 单，无法排列；把查找条件写得更窄就可以。",
        "More than {count} orders are found, too many to be sorted; narrow the search down.",
    ),
    "error.columns_none": ("至少要显示一列。", "At least one column has to be shown."),
    "error.column_not_sorted": (
        "不能按“{column}”排序：没有这样的索引，几十万单要全部读一遍才行。这个列表可以按{known}排序；其他条件请用查找。",
        (
            'The list cannot be sorted by "{column}": no index holds it in that order, so every order would have to be read. '
            "It can be sorted by {known}; a search narrows it down by anything."
        ),
    ),
}
