"""Figures and tables that a reader changes and runs again in the browser, with no server and no other host.

The site that `make live` builds is the book with a folder ``live/`` more: a Python that browsers run, the
packages that the figures need, this package with its data, and the script of the editor.
"""
