"""A clone of the project: one command at a time works in it, and what killed ones left is swept."""
