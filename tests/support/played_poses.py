"""An estimator that plays saved poses back."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from formcheck.analysis.pose import PoseFrame, PoseSequence


class Played:
    """Stands in for the pose model: what it finds was found before."""

    def __init__(self, poses: PoseSequence) -> None:
        self.poses = poses

    def estimate(self, image: NDArray[np.uint8], time: float, scale: float = 1.0) -> PoseFrame:
        """Return the saved pose nearest in time, with its time set to `time`."""
        if not len(self.poses):
            return PoseFrame.nobody(time)
        f = self.poses[int(np.argmin(np.abs(self.poses.time - time)))]
        return replace(f, time=time)

    def close(self) -> None:
        """Do nothing."""
