"""`python -m cdalign.cli`."""

import sys

from cdalign.cli import main

sys.exit(main())
