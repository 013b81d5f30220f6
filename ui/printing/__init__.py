"""Printing: how far prints are, and what to do about those that did not come out."""
