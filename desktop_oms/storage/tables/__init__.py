"""The tables, a module for each room of the shop; `every` knows them all.

Whoever works with some tables imports them from their rooms, so a start makes only those that its first question needs.
"""
