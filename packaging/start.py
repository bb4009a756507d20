"""Where a bundle begins: the command line, with worker processes that are started from the same file."""

import multiprocessing
import sys

from cdalign.__main__ import main

if __name__ == "__main__":
    multiprocessing.freeze_support()
    sys.exit(main())
