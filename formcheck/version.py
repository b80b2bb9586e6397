"""The version, alone so that the core can tell it."""

__version__ = "0.1.0"
