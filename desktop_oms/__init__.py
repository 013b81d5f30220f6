"""Desktop OMS without its screens: everything here runs headless and never imports Qt."""

__version__ = "0.1.0"
