"""The version of cdalign, in one place."""

VERSION = "0.1.0"
