"""Figures, tables and cells of code that readers edit and run in the browser, without a server or any other host.

The site that `make live` builds is the book with an additional folder ``live/``: a Python runtime for
browsers, the packages that the figures need, this package with its data, and the script of the editor.
"""
