"""The `nb2pkg` command."""

import sys

from nb2pkg.surfaces.cli import main

if __name__ == "__main__":
    sys.exit(main())
