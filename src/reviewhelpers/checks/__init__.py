"""What the check looks for beyond the form of a file and its schema, one module for each kind of fault."""
