"""The pages where a translator works: review, look-up, findings, upload; and the memory server for other tools.

The pages hold no rule of the field: they show values of the rooms above and call their functions.

rates, access           who may ask, and how often: hosts, origins, tokens; the headers that keep pages safe
value_names             the words of the pages for values, in English and Chinese
refusals    why a file cannot be read, for a person in a browser
pages       templates and what they need
memories, workspace     the project, its reviews, terms and memories, as the pages see them
children, checking      work in a process that has limits and can be killed; the findings of a long text
warming     what such processes would load each time, loaded once
marking, review_rows    a bitext made ready for its template: the outline of its rows, and some of them
projects, intake, builds, proposals    begin a project, drop files into it, build it, take terms from it
review, edits, rewriting, realigning, rowfindings    the review page, and what is done in it
search, terms, findings, uploads, files    the other pages
symbols, discovery, bitexts    a new text and the documents of the memory; links to documents
parameters, fields, openapi     what programs may ask, described by what serves it
matching, tools, api    the memory server: the protocols of others, and our own JSON
metrics, watching       log lines and figures for who runs the server
app         all of them together
connections, serving    where it listens, and how long it waits

Nothing is imported here, so that a module of this package loads only what it needs itself.
"""
