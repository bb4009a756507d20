"""`python -m fuzz`. The work is in `running`: a child process cannot import a module named `__main__`."""

import sys

from fuzz.running import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
