"""A clone as a workspace: its environment, the lock of its commands, temporary files, resource limits."""
