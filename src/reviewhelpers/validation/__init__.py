"""What ``check`` knows: rules for data, bibliography and pages."""
