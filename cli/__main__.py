"""Run the command line as ``python -m beleidsgraaf``."""

import sys

from beleidsgraaf.app import main

if __name__ == "__main__":
    sys.exit(main())
