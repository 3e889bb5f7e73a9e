"""The `nb2pkg` command."""

import gc
import sys


def main() -> int:
    """Runs the command line and returns its exit code."""
    gc.disable()  # one short run, whose trees live to its end: collecting costs a tenth of its time
    from nb2pkg.surfaces.cli import main as run

    return run()


if __name__ == "__main__":
    sys.exit(main())
