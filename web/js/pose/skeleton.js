/** Written by formcheck/output/draw/page_skeleton.py: change it in Python. */

export const COUNT = 33;
export const TRUNK_POINTS = 24;

/** BlazePose's landmarks by number. */
export const AT = {
  nose: 0,
  leftEyeInner: 1,
  leftEye: 2,
  leftEyeOuter: 3,
  rightEyeInner: 4,
  rightEye: 5,
  rightEyeOuter: 6,
  leftEar: 7,
  rightEar: 8,
  mouthLeft: 9,
  mouthRight: 10,
  leftShoulder: 11,
  rightShoulder: 12,
  leftElbow: 13,
  rightElbow: 14,
  leftWrist: 15,
  rightWrist: 16,
  leftPinky: 17,
  rightPinky: 18,
  leftIndex: 19,
  rightIndex: 20,
  leftThumb: 21,
  rightThumb: 22,
  leftHip: 23,
  rightHip: 24,
  leftKnee: 25,
  rightKnee: 26,
  leftAnkle: 27,
  rightAnkle: 28,
  leftHeel: 29,
  rightHeel: 30,
  leftFootIndex: 31,
  rightFootIndex: 32,
};

/** Lines of the drawn skeleton. */
export const LEFT = [
  [11, 13],
  [13, 15],
  [11, 23],
  [23, 25],
  [25, 27],
  [27, 29],
  [29, 31],
  [31, 27],
];
export const RIGHT = [
  [12, 14],
  [14, 16],
  [12, 24],
  [24, 26],
  [26, 28],
  [28, 30],
  [30, 32],
  [32, 28],
];
export const ACROSS = [
  [11, 12],
  [23, 24],
];
export const BONES = [...LEFT, ...RIGHT, ...ACROSS];
export const HEAD_POINTS = [7, 8, 0];

export const BONE = "rgb(250 248 244)";
export const DARK = "rgb(16 19 21)";
export const COLOURS = { ok: "rgb(84 214 206)", fault: "rgb(255 128 72)", unsure: "rgb(206 210 212)" };
