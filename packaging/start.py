"""Where a bundle begins: the command line, or the pages where the program's name begins with `cdalign-pages`.

Worker processes are started from the same file.
"""

import multiprocessing
import sys
from pathlib import Path

if __name__ == "__main__":
    multiprocessing.freeze_support()
    if Path(sys.executable).name.startswith("cdalign-pages"):
        from cdalign.desktop import main
    else:
        from cdalign.__main__ import main
    sys.exit(main())
