"""Sees that the addresses that reports and messages name are in the site that was built: check_site.py build/site."""

import sys
from pathlib import Path

from cdalign.checks import RULES
from cdalign.exchange.faults import ExchangeFault
from cdalign.terminology.faults import TermbaseFault
from cdalign.tmx.faults import TmxFault
from cdalign.version import SITE, page_of


def main(site: Path) -> None:
    named = [page_of("checks", rule) for rule in RULES] + [page_of("checks", "rules of your own")]
    named += [page_of(fault.PAGE) for fault in (ExchangeFault, TermbaseFault, TmxFault)]
    missing = [address for address in named if not is_there(site, address.removeprefix(SITE))]
    assert missing == [], missing
    print(f"{len(named)} addresses that reports and messages name are in the site")


def is_there(site: Path, address: str) -> bool:
    page, _, anchor = address.partition("#")
    text = (site / page / "index.html").read_text(encoding="utf-8")
    return not anchor or f'id="{anchor}"' in text


if __name__ == "__main__":
    main(Path(sys.argv[1]))
