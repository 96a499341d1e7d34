"""Parts of a release besides the book: wheel, checksums and their verification, version, list of changes."""
