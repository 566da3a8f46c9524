"""The ledger beside each ``source.toml``: append-only lines of what was retrieved, from where and when."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from flows.jsonlines import append_json_line
from schemas.catalog import Source
from schemas.codes import MediaType
from schemas.snapshot import LEDGER_FILE, Snapshot


class SnapshotError(Exception):
    """A snapshot or its ledger can't be read or written; the message names file, cause and what to do."""


class _Line(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Retrieved(_Line):
    """New bytes came in."""

    event: Literal["retrieved"] = "retrieved"
    source_id: str
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    media_type: MediaType
    size: Annotated[int, Field(gt=0)]
    url: str
    retrieved_at: AwareDatetime
    redirects: tuple[str, ...] = ()
    etag: str | None = None
    last_modified: str | None = None
    added_by_hand: bool = False

    def snapshot(self, folder: Path) -> Snapshot:
        """Return the snapshot that this line tells of."""
        fields = self.model_dump(exclude={"event"})
        return Snapshot(**fields | {"folder": folder, "retrieved_at": self.retrieved_at.astimezone(UTC)})


class Unchanged(_Line):
    """The publisher was reached and still has the same bytes."""

    event: Literal["unchanged"] = "unchanged"
    source_id: str
    sha256: str
    url: str
    retrieved_at: AwareDatetime


class Torn(_Line):
    """The line before was cut off by a crash; written by the next one who appended."""

    event: Literal["torn"] = "torn"


Line = Retrieved | Unchanged | Torn
_LINE: TypeAdapter[Line] = TypeAdapter(Annotated[Line, Field(discriminator="event")])


def retrieved(snapshot: Snapshot) -> Retrieved:
    """Return the ledger line of a snapshot."""
    return Retrieved(**{name: getattr(snapshot, name) for name in Retrieved.model_fields if name != "event"})


def read_lines(source: Source) -> list[Retrieved | Unchanged]:
    """Return a source's ledger in the order it was written; empty when there is none.

    A last line that a crash cut off is left out. Raises SnapshotError for any other broken line.
    """
    path = source.folder / LEDGER_FILE
    raw_lines = _read(path).split(b"\n")
    lines: list[Retrieved | Unchanged] = []
    for number, raw in enumerate(raw_lines, start=1):
        if not raw.strip() or _is_torn(raw_lines, number):
            continue
        line = _parse(raw, f"{path}, line {number}", source.id)
        if not isinstance(line, Torn):
            lines.append(line)
    return lines


def append_line(source: Source, line: Line) -> None:
    """Append one line, and wait until it is on disk; raises SnapshotError when that fails."""
    path = source.folder / LEDGER_FILE
    try:
        append_json_line(path, line.model_dump(mode="json"))
    except OSError as error:
        hint = "make room, or allow writing"
        raise SnapshotError(f"{path}: can't be written ({error.strerror}); {hint}") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise SnapshotError(f"{path}: the ledger can't be read ({error.strerror})") from error


def _is_torn(raw_lines: list[bytes], number: int) -> bool:
    """Say whether this line is broken, and is either the last one or marked as torn by the next."""
    following = raw_lines[number : number + 1]
    if following and b'"torn"' not in following[0]:
        return False
    try:
        _LINE.validate_json(raw_lines[number - 1])
    except ValidationError:
        return True
    return False


def _parse(raw: bytes, place: str, source_id: str) -> Line:
    try:
        line = _LINE.validate_json(raw)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in fault["loc"][1:])
        where = f"key “{key}”: " if key else ""
        raise SnapshotError(f"{place}: broken ledger line: {where}{fault['msg']}") from error
    if not isinstance(line, Torn) and line.source_id != source_id:
        raise SnapshotError(
            f"{place}: the line belongs to the source “{line.source_id}”, but source.toml beside it says "
            f"“{source_id}”; an id is stable, and a ledger stays with its source"
        )
    return line
