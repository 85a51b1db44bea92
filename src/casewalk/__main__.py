"""`python -m casewalk` is the same program as `casewalk`."""

import sys

from casewalk.cli import main

if __name__ == "__main__":
    sys.exit(main())
