"""Drawing on pictures: the skeleton, the moment that shows a finding, the strip of a live video.

Pictures are uint8 RGB [H, W, 3]; none is changed in place. Whatever was not seen is not drawn.
"""

from formcheck.output.draw.annotated_frame import draw_live, rep_at
from formcheck.output.draw.evidence import draw_evidence
from formcheck.output.draw.picture import crop, evidence_picture, jpeg
from formcheck.output.draw.skeleton import draw_pose

__all__ = [
    "crop",
    "draw_evidence",
    "draw_live",
    "draw_pose",
    "evidence_picture",
    "jpeg",
    "rep_at",
]
