"""The usual way, to compare with: an OpenCV loop, one landmarker, every frame."""

import sys
import time

import cv2
import mediapipe as mp
from mediapipe.tasks.python import BaseOptions, vision


def main(video: str, bundle: str, most: str) -> None:
    """Run a pose landmarker on the first `most` frames; print how many, and the loop's seconds."""
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=bundle),
        running_mode=vision.RunningMode.VIDEO,
    )
    count = 0
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        capture = cv2.VideoCapture(video)
        fps = capture.get(cv2.CAP_PROP_FPS)
        start = time.perf_counter()
        while count < int(most):
            read, frame = capture.read()
            if not read:
                break
            picture = mp.Image(
                image_format=mp.ImageFormat.SRGB, data=cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)
            )
            landmarker.detect_for_video(picture, int(count / fps * 1000))
            count += 1
        print(count, time.perf_counter() - start)


if __name__ == "__main__":
    main(*sys.argv[1:4])
