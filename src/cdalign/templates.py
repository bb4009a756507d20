"""Pages made from templates: every text in them is escaped, and an undefined name is an error."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


def render_template(package: str, name: str, /, **context: Any) -> str:
    """Return the page that a template in the folder `templates` of a package makes from the given values."""
    return _templates_of(package).get_template(name).render(**context)


@cache
def _templates_of(package: str) -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
