"""Run by Alembic; the connection comes from `formcheck.storage.database.migrate`."""

from alembic import context

from formcheck.storage.models import Base

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the transaction is already begun, and ends outside
)
context.run_migrations()
