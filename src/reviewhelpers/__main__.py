"""``python -m reviewhelpers``: the command line."""

import sys

from reviewhelpers.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
