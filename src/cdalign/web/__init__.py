"""The pages where a translator works: review, look-up, findings, upload; and the memory server for other tools.

The pages hold no rule of the field: they show values of the rooms above and call their functions.

access      who may ask: hosts, origins, tokens; the headers that keep pages safe
words       the words of the interface, in English and Chinese
pages       templates and what they need
workspace   the project, its reviews and its terms, as the pages see them
children    work in a process that has limits and can be killed
marking, rows           a bitext made ready for its template
review, search, terms, findings, uploads, files    the pages
app         all of them together
"""

from cdalign.web.app import make_app
from cdalign.web.serving import Listening, serve

__all__ = ["Listening", "make_app", "serve"]
