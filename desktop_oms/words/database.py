"""Words of: where the database is, and its copies, in the settings and while no shop is open."""

WORDS: dict[str, tuple[str, str]] = {
    "settings.where": ("这家店在哪里", "Where this shop is"),
    "settings.where_facts": (
        "{size}，{n:,} 个订单，结构版本 {schema}",
        "{size}, {n:,} order, tables of version {schema}|{size}, {n:,} orders, tables of version {schema}",
    ),
    "settings.open_file": ("打开另一个文件", "Open another file"),
    "settings.open_server": ("连接服务器", "Connect to a server"),
    "settings.address_of_server": ("PostgreSQL 地址", "Address of the PostgreSQL server"),
    "settings.address_or_file": ("PostgreSQL 地址，或一个文件", "Address of a PostgreSQL server, or a file"),
    "settings.address_hint": ("postgresql://用户@主机/库名", "postgresql://user@host/name"),
    "settings.password": ("密码", "Password"),
    "settings.password_hint": (
        "保存在本人的设置文件里，别人读不到。电脑上有密码文件时可以留空。",
        "Kept in your own settings, which nobody else may read. Leave it empty where a password file stands on this computer.",
    ),
    "settings.opening": ("正在打开另一个数据库", "Opening the other database"),
    "settings.copies": ("备份", "Copies"),
    "settings.copies_note": (
        "每天第一次打开时自动备份，保留七份。备份里有所有买家的资料，请妥善保管。",
        "One is made by itself each day, seven are kept. A copy holds every buyer's data: keep it safe.",
    ),
    "settings.copies_not_kept": (
        "这台电脑没能留下今天的备份：“立即备份”会说明原因。",
        "No copy could be kept on this computer today: Copy now says why.",
    ),
    "settings.no_copies": ("还没有备份。", "There is no copy yet."),
    "settings.copy_file": ("文件", "File"),
    "settings.copy_made": ("时间", "Made"),
    "settings.copy_size": ("大小", "Size"),
    "settings.copy_word": ("备份", "copy"),
    "settings.copying": ("正在备份", "Copying"),
    "settings.backup": ("立即备份", "Copy now"),
    "settings.backed_up": ("备份在 {file}", "The copy is {file}"),
    "settings.restore": ("恢复备份", "Put a copy back"),
    "settings.restore_question": (
        "用备份 {file} 换掉现在的数据？",
        "Put the copy {file} in the place of what is here?",
    ),
    "settings.restore_consequence": (
        "备份（{made}）里有 {n:,} 个订单，现在有 {now:,} 个。备份之后的所有变动都不再显示。现在的数据会先保存到 {folder}。其他电脑请先关闭程序。",
        (
            "The copy of {made} holds {n:,} order, the database now {now:,}. All that was done since the copy is gone from sight. What is here now is kept in {folder} first. Close the program on other computers."
            "|The copy of {made} holds {n:,} orders, the database now {now:,}. All that was done since the copy is gone from sight. What is here now is kept in {folder} first. Close the program on other computers."
        ),
    ),
    "settings.restore_dump": (
        "备份时间 {made}；现在有 {now:,} 个订单。备份之后的所有变动都不再显示。现在的数据会先备份（每日备份在 {folder}）。其他电脑请先关闭程序。",
        "The copy was made {made}; the database now holds {now:,} orders. All that was done since the copy is gone from sight. What is here now is copied first (daily copies are in {folder}). Close the program on other computers.",
    ),
    "settings.restore_deed": ("恢复备份", "Put the copy back"),
    "settings.restored": ("已恢复备份", "The copy was put back"),
}
