"""Bytes → documents: one room a format."""
