"""What exercises in the same position share: cues, placements of the camera, words.

An exercise takes a cue with its own limits, words and rank: `replace(KNEE_CAVE, rank=2)`.
"""
