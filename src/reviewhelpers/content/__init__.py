"""What the book publishes: artifacts, values of the explorer, lines of its notebooks, skeletons of new parts."""
