"""A clone as a workspace: its environment, one command at a time, temporary files, limits of the shell."""
