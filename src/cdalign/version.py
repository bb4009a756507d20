"""The version of cdalign and where its documentation is, each in one place."""

VERSION = "0.2.0"
SITE = "https://cdalign.readthedocs.io/en/latest/"


def page_of(name: str, heading: str = "") -> str:
    """Return the address of a page of the documentation, at a heading of it: `checks`, `numbers.missing`.

    The site's anchors are headings in small letters without dots, as MkDocs makes them.
    """
    anchor = heading.lower().replace(".", "").replace(" ", "-")
    return f"{SITE}{name}/" + (f"#{anchor}" if anchor else "")
