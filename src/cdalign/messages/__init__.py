"""What cdalign says to a person, in English and Chinese: one catalogue for the pages, the reports and the terminal.

A message is written in English where it is made, by `say`, and translated where it is shown, by `translate`. The
catalogue is `zh-Hans.po` in this folder; a wheel has it compiled (gettext's .mo).
"""

from cdalign.messages.catalogue import translate, translate_said
from cdalign.messages.interface import ENGLISH, INTERFACE_LANGUAGES, accepted_language, interface_language
from cdalign.messages.sayings import Message, say, say_either, say_list, say_times

__all__ = [
    "ENGLISH",
    "INTERFACE_LANGUAGES",
    "Message",
    "accepted_language",
    "interface_language",
    "say",
    "say_either",
    "say_list",
    "say_times",
    "translate",
    "translate_said",
]
