"""Who sees what: the one filter that every read goes through."""

from sqlalchemy import ColumnElement

from formcheck.store.tables import (
    Analysis,
    CheckIn,
    Entry,
    FileRow,
    LimitRow,
    Plan,
    Programme,
    ReportRow,
    Upload,
    Video,
)

Owned = (
    type[Analysis]
    | type[CheckIn]
    | type[Entry]
    | type[FileRow]
    | type[LimitRow]
    | type[Plan]
    | type[Programme]
    | type[ReportRow]
    | type[Upload]
    | type[Video]
)


def visible_to(person: str, table: Owned) -> ColumnElement[bool]:
    """Return the filter for rows of `table` that a person may see: their own."""
    return table.owner == person
