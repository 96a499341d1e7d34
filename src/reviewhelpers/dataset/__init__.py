"""The data package and the bibliography: reading them, where values come from, quotes in the sources."""
