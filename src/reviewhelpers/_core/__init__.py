"""What all layers use: errors, paths, ids, atomic writes, safe text, processes. It imports no other layer."""
