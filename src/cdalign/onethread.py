"""Loaded before everything else in a process whose copies are workers: its libraries use one thread each.

A copy has only the thread that made it, so a library must not have started others before.
"""

import os

from cdalign.workers import ONE_THREAD

os.environ.update(ONE_THREAD)
