"""Data, helpers, figures and tables behind the book *Defects at Work*."""
