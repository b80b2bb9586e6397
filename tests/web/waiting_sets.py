"""Sets that wait for a coach: of a body made by hand and judged once, without a video."""

from pathlib import Path

from formcheck.analysis.pose import PoseSequence
from formcheck.estimation.pipeline import judge
from formcheck.estimation.pose_io import Saved
from formcheck.model_size import ModelSize
from formcheck.storage import accounts, credentials, permissions
from formcheck.worker.intake import keep_live
from tests.support import data_folder
from tests.support.filming import camera, film
from tests.support.motions import glute_bridge
from tests.support.reports import mixed
from tests.web.team import PASSWORD

CLIENTS = ("Anna", "Ben", "Carla")


def prepare(data: Path, sets: int) -> list[str]:
    """Make `data` that of a coach, Mira, whose clients did so many sets; return their ids.

    Every set has the same two repetitions, with the hips too low in both.
    """
    services = data_folder.services(data, team=True)
    try:
        password = credentials.hash_password(PASSWORD)
        with services.store.writing() as s:
            coach = accounts.add_account(
                s, name="Mira Coach", login="mira", password=password, role="coach"
            )
            clients = []
            for n in CLIENTS:
                added = accounts.add_account(
                    s, name=n, login=n.lower(), password=password, role="client"
                )
                clients.append(added.owner)
            for client in clients:
                permissions.give_consent(s, client, coach.owner)
        poses = PoseSequence.of(film(glute_bridge(reps=2, top=150.0), camera("side")))
        source = mixed().source
        judged = judge(Saved(poses, source, ModelSize.HEAVY, "glute_bridge", False, ()))
        return [
            keep_live(services, clients[n % len(clients)], judged, f"Bridge {n + 1}")
            for n in range(sets)
        ]
    finally:
        services.store.close()
