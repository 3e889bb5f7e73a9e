"""The `nb2pkg` command."""

import gc
import os
import sys


def main() -> int:
    """Runs the command line and ends the process with its exit code."""
    gc.disable()  # one short run, whose trees live to its end: collecting costs a tenth of its time
    from nb2pkg.surfaces.cli import main as run

    code = run()
    sys.stdout.flush()
    sys.stderr.flush()
    # Taking all those trees apart one by one would cost another tenth. Nothing is open, no thread or process is left.
    os._exit(code)


if __name__ == "__main__":
    main()
