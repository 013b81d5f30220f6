"""Words of: trouble with the database and its copies."""

WORDS: dict[str, tuple[str, str]] = {
    "error.database_address": (
        "“{scheme}”不是可用的数据库地址。请给出文件路径，或 postgresql://用户@主机/库名。",
        '"{scheme}" is not a database address we know. Give the path of a file, or postgresql://user@host/name.',
    ),
    "error.database_folder_missing": ("文件夹 {folder} 不存在。", "There is no folder {folder}."),
    "error.database_number_too_large": (
        "有个数字太大，存不下；什么都没有保存。",
        "A number is too large to be kept; nothing was saved.",
    ),
    "error.database_missing": ("找不到数据库 {database}。", "There is no database {database}."),
    "error.database_unreachable": (
        "无法连接数据库 {database}。请检查地址、网络和服务器。",
        "The database {database} cannot be reached. Check the address, the network and the server.",
    ),
    "error.database_login_refused": (
        "服务器拒绝登录 {database}。请检查用户名和密码。",
        "The server refused the login to {database}. Check the user name and the password.",
    ),
    "error.database_host_refused": (
        "服务器 {database} 不让这台电脑登录。请管理员检查服务器的 pg_hba.conf。",
        "The server of {database} does not let this computer in. Its administrator should look at pg_hba.conf.",
    ),
    "error.database_not_safe": (
        "与 {database} 的连接不安全：服务器没有证书，或者证书不可信。没有传送任何数据。",
        "The connection to {database} is not safe: the server has no certificate, or not one that is trusted. Nothing was sent.",
    ),
    "error.database_crowded": (
        "数据库 {database} 的连接已用完。请在别的电脑上关闭窗口，或请管理员调高 max_connections。",
        "The database {database} has no connection left. Close windows elsewhere, or have max_connections raised.",
    ),
    "error.database_not_allowed": (
        "当前用户在数据库 {database} 上没有所需的权限。",
        "Your user lacks a right on the database {database} that this needs.",
    ),
    "error.database_upgrade_not_allowed": (
        "数据库 {database} 的表要先建立或升级，当前用户无权这样做。请用数据库的所有者登录打开一次。",
        "The tables of {database} have to be made or brought up first, which your login may not. Open it once as the owner of the database.",
    ),
    "error.database_busy": (
        "数据库 {database} 正忙，没有写入任何内容。请重试。",
        "The database {database} is busy and nothing was written. Please try again.",
    ),
    "error.database_in_use": (
        "数据库 {database} 已被另一个程序打开。请先关闭那个程序。",
        "Another program has the database {database} open. Close that program first.",
    ),
    "error.database_foreign": (
        "{database} 不是本程序的数据库，因此未作任何改动。",
        "{database} is not a database of this program, so it was left untouched.",
    ),
    "error.database_corrupt": (
        "数据库 {database} 已损坏。请从备份恢复。",
        "The database {database} is damaged. Restore it from a backup.",
    ),
    "error.database_newer": (
        "数据库 {database} 来自更新的程序版本（{version}，本程序只认识到 {known}）。请更新本程序。",
        "The database {database} is of a newer version of this program ({version}; this one knows {known}). Update the program.",
    ),
    "error.database_full": (
        "磁盘已满，数据库 {database} 没有写入任何内容。请先腾出空间。",
        "The disk is full and nothing was written to the database {database}. Make room first.",
    ),
    "error.database_read_only": (
        "数据库 {database} 是只读的，没有写入任何内容。",
        "The database {database} is read-only; nothing was written.",
    ),
    "error.database_network_share": (
        "{folder} 在网络共享上，那里无法安全地保存数据库文件。请使用本机磁盘，或使用 PostgreSQL 服务器。",
        "{folder} is on a network share, where a database file is not safe. Use a disk of this computer, or a PostgreSQL server.",
    ),
    "error.database_sqlite_unfit": (
        "这台电脑的 SQLite {version} 太旧或缺少全文检索（FTS5）。请安装 pysqlite3 或更新 Python。",
        "This computer's SQLite {version} is too old or lacks text search (FTS5). Install pysqlite3 or a newer Python.",
    ),
    "error.database_no_number": (
        "已有 {n} 个程序在使用这个数据库，无法再加入。请关闭一些。",
        "{n} program is at work on this database, no more can join. Close it.|{n} programs are at work on this database, no more can join. Close some.",
    ),
    "error.database_migration_lost_rows": (
        "数据库升级会丢失表 {table} 中的行（之前 {before} 行，之后 {after} 行），因此已撤销，一切保持原样。",
        "Updating the database would have lost rows of {table} ({before} before, {after} after), so it was undone; everything is as it was.",
    ),
    "error.database_migration_broke_links": (
        "数据库升级会使表 {table} 中的行失去所指的 {other}，因此已撤销，一切保持原样。",
        "Updating the database would have left rows of {table} pointing at no {other}, so it was undone; everything is as it was.",
    ),
    "error.backup_exists": (
        "文件 {file} 已存在，备份不会覆盖它。",
        "The file {file} exists; a backup never overwrites.",
    ),
    "error.backup_missing": ("找不到备份文件 {file}。", "There is no backup {file}."),
    "error.backup_folder_missing": (
        "文件夹 {folder} 不存在，未作备份。",
        "There is no folder {folder}; nothing was copied.",
    ),
    "error.backup_foreign": (
        "{file} 不是本程序的备份，没有恢复任何内容。",
        "{file} is not a backup of this program; nothing was restored.",
    ),
    "error.backup_broken": (
        "{file} 的内容有损坏，因此没有使用这份副本。",
        "What {file} holds is damaged, so the copy was not used.",
    ),
    "error.backup_tool_missing": (
        "备份 PostgreSQL 需要程序 {tool}。请安装 PostgreSQL 的客户端工具。",
        "Copying PostgreSQL needs the program {tool}. Install PostgreSQL's client tools.",
    ),
    "error.backup_tool_old": (
        "服务器是 PostgreSQL {version}，这台电脑上的 {tool} 只到 {found}。请安装 PostgreSQL {version} 的客户端工具。",
        "The server is PostgreSQL {version}, but {tool} on this computer is {found} at most. Install the client tools of PostgreSQL {version}.",
    ),
    "error.backup_not_allowed": (
        "用户 {user} 无权这样做（{said}）。请用数据库的所有者登录；只作备份时，也可以执行 GRANT pg_read_all_data TO {user}。",
        "The login {user} may not do this ({said}). Log in as the owner of the database; to make copies only, GRANT pg_read_all_data TO {user} is enough.",
    ),
    "error.backup_tool_failed": (
        "{tool} 没有成功：{said}",
        "{tool} did not succeed: {said}",
    ),
    "error.move_not_empty": (
        "数据库 {database} 里已经有数据，没有搬入任何内容。请先建一个空的数据库。",
        "The database {database} holds something already, so nothing was brought there. Make an empty one first.",
    ),
    "error.move_lost_rows": (
        "搬家会丢失表 {table} 中的行（之前 {before} 行，之后 {after} 行），因此已撤销，新的数据库仍然是空的。",
        "The move would have lost rows of {table} ({before} before, {after} after), so it was undone; the new database is empty.",
    ),
    "error.database_at_work": (
        "数据库 {database} 上还有 {n} 个连接在使用，没有改动任何内容。请先在所有电脑上关闭本程序。",
        (
            "{n} connection of this program is still at work on {database}, so nothing was changed. Close the program on every computer first."
            "|{n} connections of this program are still at work on {database}, so nothing was changed. Close the program on every computer first."
        ),
    ),
}
