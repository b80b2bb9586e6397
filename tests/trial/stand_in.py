"""formcheck with a stand-in for the analyser: `python -m tests.trial.stand_in serve ...`.

It is started, confined and listened to like the real one. `TRIAL_ANALYSER` is its Python source
(see `tests.support.data_folder.PRELUDE`); `TRIAL_LIMITS`, JSON, what it may take (see
`sandbox.ResourceLimits`).
"""

import dataclasses
import json
import os
import sys
from typing import Any

SLOWLY = """
import random
_tell = tell
def tell(event, **more):
    time.sleep(random.random() * {pause})
    _tell(event, **more)
"""


def finishing(pause: float) -> str:
    """Return a stand-in that delivers a report, up to `pause` seconds before each word."""
    from formcheck.analysis.report.json_format import to_json
    from tests.support import data_folder
    from tests.support.reports import mixed

    slow = SLOWLY.format(pause=pause) if pause else ""
    return data_folder.PRELUDE + slow + data_folder.reporting(to_json(mixed()))


HELD = 'while not os.path.exists(os.path.join(task["folder"], "go")): time.sleep(0.02)\n'


def held(code: str) -> str:
    """Return a stand-in that goes no further than its task until a file `go` lies in its folder."""
    from tests.support import data_folder

    return code.replace(data_folder.PRELUDE, data_folder.PRELUDE + HELD, 1)


def ending(code: str) -> str:
    """Return a stand-in that begins well, and then does as `code` says."""
    from tests.support import data_folder

    return f'{data_folder.PRELUDE}\ntell("progress", stage="analysing", share=0.2)\n{code}\n'


def main() -> None:
    """Put the stand-in in its place, before anything takes the real one, and become formcheck."""
    from formcheck.worker import process, sandbox

    command: Any = (sys.executable, "-c", os.environ["TRIAL_ANALYSER"])
    process.ANALYSER = command
    if changed := json.loads(os.environ.get("TRIAL_LIMITS", "{}")):
        usual = sandbox.ResourceLimits.for_analysis

        def limited(settings: Any, seconds: float) -> sandbox.ResourceLimits:
            return dataclasses.replace(usual(settings, seconds), **changed)

        sandbox.ResourceLimits.for_analysis = limited  # type: ignore[method-assign]
    from formcheck.cli import main as formcheck

    formcheck()


if __name__ == "__main__":
    main()
