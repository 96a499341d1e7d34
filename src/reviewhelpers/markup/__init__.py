"""Pages as they are written: MyST, notebooks, formulas."""
