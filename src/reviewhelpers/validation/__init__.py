"""The rules of ``reviewhelpers check``: data, bibliography, pages and files of the project."""
