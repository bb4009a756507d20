"""The memory server that other tools speak to already: amaGama (tmserver), MyMemory, and our own JSON."""

from __future__ import annotations

ROUTES = ()
