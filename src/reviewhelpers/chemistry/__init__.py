"""Units, electrochemistry, reactions, energies, clusters and transport."""
