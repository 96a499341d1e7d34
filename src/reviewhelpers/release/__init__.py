"""What a release needs beside the book: the site put in place, the wheel, sums to verify it, what changed."""
