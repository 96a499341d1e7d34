"""How figures are drawn: style, layout, spelling of SVG, dark pages."""
