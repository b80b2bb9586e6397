"""The stock way, to compare with: an OpenCV loop, one landmarker, every frame."""

import sys

import cv2
import mediapipe as mp
from mediapipe.tasks.python import BaseOptions, vision


def main(video: str, bundle: str) -> None:
    """Run a pose landmarker on every frame; print how many inferences that took."""
    options = vision.PoseLandmarkerOptions(
        base_options=BaseOptions(model_asset_path=bundle),
        running_mode=vision.RunningMode.VIDEO,
    )
    count = 0
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        capture = cv2.VideoCapture(video)
        fps = capture.get(cv2.CAP_PROP_FPS)
        while True:
            read, frame = capture.read()
            if not read:
                break
            picture = mp.Image(
                image_format=mp.ImageFormat.SRGB, data=cv2.cvtColor(frame, cv2.COLOR_BGR2RGB)
            )
            landmarker.detect_for_video(picture, int(count / fps * 1000))
            count += 1
    print(count)


if __name__ == "__main__":
    main(*sys.argv[1:3])
