"""`cdalign tm import-review MEMORY REVIEWED -o OUT`: what a person changed in a table or an XLIFF comes home."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from cdalign.cli.amounts import say_units
from cdalign.cli.arguments import Commands, add_command, add_json, add_languages, add_output, print_renamed
from cdalign.cli.exit_codes import DONE
from cdalign.cli.printing import print_json, print_next, print_result, print_talk
from cdalign.cli.tm.inputs import NAME_LANGUAGES, chosen_files, fault_talk, refuse_standard_output
from cdalign.errors import ConflictError, UsageError
from cdalign.messages import say, say_list

_EARLIER = "bring-back"


def add_parser(tools: Commands) -> None:
    """Add the tool to the command line."""
    parser = add_command(
        tools,
        "import-review",
        "take over a reviewed table or XLIFF",
        "cdalign tm import-review memory.tmx reviewed.xlsx -o new.tmx",
        "Compare a reviewed XLSX, TSV, CSV or XLIFF with the memory it was made from (cdalign tm "
        "convert), list what was edited, confirmed, split, merged, re-paired, excluded, and write the result.",
        earlier_names=(_EARLIER,),
    )
    parser.add_argument("memory", metavar="MEMORY", help="the memory that went out for review")
    parser.add_argument("reviewed", metavar="REVIEWED", help="the table or XLIFF that came back")
    add_output(parser, "where to write; its suffix says how", is_required=True)
    add_languages(parser, source="zh-Hans", target="en")
    add_json(parser, "the changes")
    parser.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from cdalign.atomic import digest_file
    from cdalign.exchange.formats import Writing, read_all, read_rows, write_any
    from cdalign.exchange.returned import bring_back, with_stable_ids
    from cdalign.locks import hold_file

    if options.tool == _EARLIER:
        print_renamed(_EARLIER, "import-review")
    refuse_standard_output(options.output)
    compared = [path for path in (Path(options.memory), Path(options.reviewed)) if path.is_file()]
    with hold_file(options.output):
        seen = [digest_file(path) for path in compared]
        with fault_talk() as talk, chosen_files([options.memory]) as paths:
            originals = list(with_stable_ids(read_all(paths, options.source_lang, options.target_lang, on_fault=talk)))
        if not originals:
            raise UsageError("has no unit in these languages", path=options.memory, advice=NAME_LANGUAGES)
        reviewed = bring_back(originals, read_rows(options.reviewed))
        for path, digest in zip(compared, seen, strict=True):
            if digest_file(path) != digest:
                raise ConflictError("was changed while it was read", path=path, advice="run the same command again")
        written = write_any(options.output, reviewed.units, Writing())
    if options.json:
        print_json([change._asdict() for change in reviewed.changes])
    else:
        for change in reviewed.changes:
            print_result(f"{change.revision} {change.unit}: {change.before} → {change.after}")
    counts = Counter(str(change.revision) for change in reviewed.changes)
    changed = ", ".join(f"{n:,} {kind}" for kind, n in counts.items())
    print_talk(say_list([say_units(written.units), changed or say("nothing changed")], "; "))
    print_next(f"cdalign tm diff {options.memory} {options.output}")
    return DONE
