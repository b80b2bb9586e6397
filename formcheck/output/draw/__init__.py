"""Drawing on pictures: the skeleton, the moment that shows a finding, the strip of a live video.

Pictures are uint8 RGB [H, W, 3]; none is changed in place. Whatever was not seen is not drawn.
"""

from formcheck.output.draw.evidence import crop, draw_evidence, evidence_picture, jpeg
from formcheck.output.draw.skeleton import draw_live, draw_pose, rep_at

__all__ = [
    "crop",
    "draw_evidence",
    "draw_live",
    "draw_pose",
    "evidence_picture",
    "jpeg",
    "rep_at",
]
