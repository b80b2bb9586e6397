"""Team mode: accounts, sign-ins, tokens, passkeys, invitations, consents, looks; retention."""

import sqlalchemy as sa
from alembic import op

from formcheck.storage.models import Moment

revision = "0003"
down_revision = "0002"


def _text(name: str, length: int, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.String(length=length), nullable=nullable)


def _when(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, Moment(timezone=True), nullable=nullable)


def _person(table: str, column: str, on: str = "CASCADE") -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}"
    return sa.ForeignKeyConstraint([column], ["people.id"], name=name, ondelete=on)


def _made(name: str, *parts: sa.schema.SchemaItem, key: str = "id") -> None:
    """Make a table whose rows have an owner."""
    ids = (_text("id", 32),) if key == "id" else ()
    op.create_table(
        name, *ids, _text("owner", 32), *parts, _person(name, "owner"),
        sa.PrimaryKeyConstraint(key, name=f"pk_{name}"),
    )  # fmt: skip


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=f"uq_{table}_{'_'.join(columns)}")


def upgrade() -> None:
    """Make the change."""
    _made(
        "accounts", _text("login", 120), _text("password", 255), _text("role", 10),
        _when("created"), _unique("accounts", "login"), key="owner",
    )  # fmt: skip
    _made(
        "signins", _text("secret", 64), _when("created"), _when("seen"), _text("browser", 120),
        _unique("signins", "secret"),
    )  # fmt: skip
    _made(
        "tokens", _text("name", 120), _text("secret", 64), _text("scopes", 200),
        _when("created"), _when("until", nullable=True), _when("used", nullable=True),
        _unique("tokens", "secret"),
    )  # fmt: skip
    _made(
        "passkeys", _text("name", 120), _text("credential", 1400),
        sa.Column("public", sa.Text(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        _when("created"), _when("used", nullable=True), _unique("passkeys", "credential"),
    )  # fmt: skip
    op.create_table(
        "challenges", _text("id", 64), _text("owner", 32, nullable=True), _when("until"),
        _person("challenges", "owner"), sa.PrimaryKeyConstraint("id", name="pk_challenges"),
    )  # fmt: skip
    _made(
        "invitations", _text("secret", 64), _text("name", 200), _text("role", 10),
        _when("created"), _when("until"), _when("used", nullable=True),
        _unique("invitations", "secret"),
    )  # fmt: skip
    _made(
        "consents", _text("coach", 32), _when("since"), _when("withdrawn", nullable=True),
        _person("consents", "coach"), _unique("consents", "owner", "coach"),
    )  # fmt: skip
    _made(
        "looks", _text("who", 32, nullable=True), _text("name", 200), _text("what", 40),
        _text("set_id", 32, nullable=True), _when("moment"), _person("looks", "who", "SET NULL"),
        sa.ForeignKeyConstraint(
            ["set_id"], ["analyses.id"], name="fk_looks_set_id", ondelete="CASCADE"
        ),
    )  # fmt: skip
    _made("retentions", sa.Column("video_days", sa.Integer(), nullable=False), key="owner")
    for table in ("signins", "tokens", "passkeys", "invitations"):
        op.create_index(f"ix_{table}_owner", table, ["owner"])
    op.create_index("ix_signins_seen", "signins", ["seen"])
    op.create_index("ix_challenges_until", "challenges", ["until"])
    op.create_index("ix_consents_coach", "consents", ["coach", "withdrawn", "owner"])
    op.create_index("ix_looks_set_id", "looks", ["set_id"])
    op.create_index("ix_looks_when", "looks", ["owner", "moment"])
    op.create_index("ix_looks_same", "looks", ["owner", "who", "what", "set_id", "moment"])
    op.add_column("analyses", _when("video_removed", nullable=True))
    # A prescription's hold in seconds, and its sides; none where the routine's hold.
    op.add_column("plans", sa.Column("hold_low", sa.Double(), nullable=True))
    op.add_column("plans", sa.Column("hold_high", sa.Double(), nullable=True))
    op.add_column("plans", sa.Column("sides", sa.String(length=10), nullable=True))
