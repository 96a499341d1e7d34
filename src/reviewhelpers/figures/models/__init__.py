"""What the small models give, drawn."""
