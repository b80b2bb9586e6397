"""Reading and writing video.

Times are seconds from the first shown frame and come from each frame's own timestamp, never from
frame / fps; pictures are upright RGB with square pixels. See `reader`, `timestamps`, `writer`.
"""

from formcheck.video.reader import Clip, Frame, Reader, probe, tick
from formcheck.video.writer import VideoWriter

__all__ = ["Clip", "Frame", "Reader", "VideoWriter", "probe", "tick"]
