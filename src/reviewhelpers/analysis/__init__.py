"""What is computed across rows: comparability, the summary table, the audit, the lab sheets."""
