"""Spotting: which words of a translation render a query (translation spotting, Véronis and Langlais 2000)."""

from cdalign.spotting.queries import spot_translation, spotter_of
from cdalign.spotting.spotter import Spotted, Spotter
from cdalign.spotting.tally import QueryPlace, Rendering, RenderingTally, tally_renderings

__all__ = [
    "QueryPlace",
    "Rendering",
    "RenderingTally",
    "Spotted",
    "Spotter",
    "spot_translation",
    "spotter_of",
    "tally_renderings",
]
