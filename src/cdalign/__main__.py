"""`python -m cdalign`."""

import sys

from cdalign.cli import main

sys.exit(main())
