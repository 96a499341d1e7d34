"""What all layers use: errors, paths, identifiers, atomic writes, safe text, processes; it imports none."""
