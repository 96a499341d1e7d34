"""How figures are drawn: style, layout, labels, canonical SVG, dark mode."""
