"""Figures on how the book is read."""
