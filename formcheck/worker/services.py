"""The settings, stores and supervisor of a server, passed explicitly; nothing is global."""

import logging
from dataclasses import dataclass

from formcheck.errors import FormcheckError, OutputError
from formcheck.settings import Settings
from formcheck.storage import Files, Store, installation, open_store
from formcheck.storage.s3_blobs import open_files
from formcheck.worker.data_folder import make_private
from formcheck.worker.supervisor import INCOMING, Supervisor

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Services:
    """Settings, database, file store and supervisor."""

    settings: Settings
    store: Store
    files: Files
    supervisor: Supervisor

    def start(self) -> None:
        """Start the supervisor."""
        self.supervisor.start()

    def stop(self) -> None:
        """Stop all work and close the database."""
        self.supervisor.stop()
        self.close()

    def close(self) -> None:
        """Close the database of services that were never started."""
        self.store.close()


def open_services(settings: Settings) -> Services:
    """Open the database and file store of the data folder; creates what is missing.

    Raises:
        OutputError: the folder cannot be written.
        FormcheckError: the database cannot be opened; `other_files`, the stored files are not those
            of this database; `no_machines`, PostgreSQL needs packages that are not installed.
    """
    make_private(settings.data_dir)
    try:
        (settings.data_dir / INCOMING).mkdir(exist_ok=True)
        files = open_files(settings.data_dir, settings.files_url)
    except OSError as error:
        raise OutputError(
            f"The data folder {settings.data_dir} cannot be written ({error.strerror}): name "
            "another with FORMCHECK_DATA_DIR."
        ) from error
    store = open_store(settings.data_dir, settings.database_url)
    try:
        installation.check(store, files)
    except OutputError as error:  # nothing is swept while it is unavailable: see `sweep_strays`
        log.warning("the stored files could not be compared with the database: %s", error)
    except FormcheckError:
        store.close()
        raise
    return Services(settings, store, files, Supervisor(settings, store, files))
