"""The commands of ``skl audit``: from a number to its place in the source."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.cli_options import RawOption, WarehouseOption, group, told
from flows.console import note, say
from flows.settings import RAW, WAREHOUSE

WorklistsOption = Annotated[
    list[Path] | None,
    typer.Option("--worklist", help="A sampling worklist to show; those in samples/ beside the warehouse are, too."),
]
#: Always the same, for a browser remembers by it who signs, and what it could not send.
PORT = 8750

audit = group("From a number to its place in the source.")


@audit.command("show")
@told
def audit_show(
    id: Annotated[str, typer.Argument(metavar="ID", help="A claim_id or an observation_id.")],
    raw: RawOption = RAW,
    warehouse: WarehouseOption = WAREHOUSE,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the picture; beside the warehouse.")] = None,
) -> int:
    """Show a number: value, quote, source, page, and a picture of the page with the place marked."""
    from flows.isolation import Isolation

    with Isolation(needed=()) as isolation:  # what draws the picture gets ready while the rest is read
        from flows.audit import find, show
        from flows.inline_picture import inline

        found = find(id, warehouse)
        for line in show(found, raw, out or warehouse.parent / "evidence", isolation):
            say(line)
    if found.png is not None:
        sys.stdout.write(inline(found.png, sys.stdout, os.environ))
    return 0


@audit.command("page")
@told
def audit_page(
    source: Annotated[str, typer.Argument(metavar="SOURCE_ID", help="A source that has pages.")],
    page: Annotated[int, typer.Argument(metavar="PAGE", help="Page in the file, from 1.")],
    raw: RawOption = RAW,
    warehouse: WarehouseOption = WAREHOUSE,
    out: Annotated[Path | None, typer.Option("--out", help="The PNG file; beside the warehouse.")] = None,
) -> int:
    """Draw a page with every number on it marked as used, explained or unexplained."""
    from flows.audit import marked_page
    from warehouse.pages import page_numbers

    numbers = page_numbers(warehouse, source, page)
    print(marked_page(numbers, raw, out or warehouse.parent / "evidence" / f"{source}-page-{page}.png"))
    return 0


@audit.command("html")
@told
def audit_html(
    out: Annotated[Path, typer.Option("--out", help="Folder for the site; open its index.html.")],
    raw: RawOption = RAW,
    warehouse: WarehouseOption = WAREHOUSE,
    worklist: WorklistsOption = None,
) -> int:
    """Write the auditor's page: each page as printed beside its numbers; works from disk, without a network."""
    from flows.site import write_site
    from flows.site_samples import find_draws
    from warehouse.outbox import outbox
    from warehouse.site import read_site

    site = read_site(warehouse)
    draws = find_draws(site, warehouse, worklist or ())
    with outbox(out, "site") as folder:
        write_site(site, raw, folder, draws)
    print(out / "index.html")
    return 0


@audit.command("serve")
@told
def audit_serve(
    raw: RawOption = RAW,
    warehouse: WarehouseOption = WAREHOUSE,
    port: Annotated[
        int,
        typer.Option(
            "--port", min=0, max=65_535, help="A fixed one lets the browser remember who signs; a free one when 0."
        ),
    ] = PORT,
    worklist: WorklistsOption = None,
) -> int:
    """Serve the auditor's page with sign-off to this machine's browser, until stopped."""
    from flows.site_serving import serving

    with serving(raw, warehouse, port, worklist or ()) as server:
        note(f"Serving {server.url} (only on this machine; reviews go to {raw}); stop with Ctrl-C.")
        server.serve_forever()
    return 0
