"""What the pages share.

Look: `tokens` colours and sizes, `theme` the one now on, `style_sheet`, `fonts`, `icons`, `painting`.
Parts: `buttons` `chips` `cards` `forms` `dialogs` `notices` (strips, empty state, skeleton rows) `toast` `stepper`
`action_bar` `search_box` `queues` `page_header` `rail` `status_bar` `help_overlay`.
Tables: `cells` what a table shows, `table_model` and `row_pages` where rows come from, `row_table` the table itself.
Work: `jobs` slow work, `scanner` and `shortcuts` keys, `messages` words, `page` what a page is and is handed,
`page_stack`, `shop_line` the line to the opened shop, `safety_net` and `garbage` what keeps the window standing.
"""
