/** One frame as it is sent: the bytes that `formcheck.live.protocol` reads. */

import { COUNT, TRUNK_POINTS } from "./skeleton.js";

// --- Writing

const VERSION = 1;
const SEEN = 1;
const SECOND = 2;
const HEAD = 24;
export const SIZE = HEAD + 4 * (6 * COUNT + 2 * TRUNK_POINTS + 2);

/**
 * @typedef {object} Pose
 * @property {number[][]} pixels [33][2] not mirrored
 * @property {number[]} visibility [33]
 * @property {number[][]} world [33][3] metres
 * @property {Float32Array} trunk [2 * 24]
 * @property {number[]} knees [2]
 */

/**
 * @param {object} frame
 * @param {number} frame.seq growing from frame to frame
 * @param {number} frame.time seconds on the camera's clock
 * @param {number} frame.light mean luminance, 0..1
 * @param {number} frame.width of the picture the landmarks are pixels of
 * @param {number} frame.height
 * @param {Pose | null} frame.pose null for nobody
 * @param {boolean} frame.second whether there is a second person
 * @returns {ArrayBuffer}
 */
export function packFrame({ seq, time, light, width, height, pose, second }) {
  const buffer = new ArrayBuffer(SIZE);
  const head = new DataView(buffer);
  head.setUint8(0, VERSION);
  head.setUint8(1, (pose ? SEEN : 0) | (second ? SECOND : 0));
  head.setUint32(4, seq, true);
  head.setFloat64(8, time, true);
  head.setFloat32(16, Math.min(Math.max(light, 0), 1), true);
  head.setUint16(20, width, true);
  head.setUint16(22, height, true);
  if (!pose) return buffer;
  let at = HEAD;
  const put = (/** @type {number} */ value) => {
    head.setFloat32(at, value, true);
    at += 4;
  };
  for (let i = 0; i < COUNT; i += 1) {
    put(pose.pixels[i][0]);
    put(pose.pixels[i][1]);
    put(pose.visibility[i]);
  }
  for (const point of pose.world) point.forEach(put);
  pose.trunk.forEach(put);
  pose.knees.forEach(put);
  return buffer;
}

// --- Reading

/**
 * @param {ArrayBuffer} buffer
 * @returns {{width: number, height: number, points: number[][] | null}}
 */
export function readFrame(buffer) {
  const head = new DataView(buffer);
  const size = { width: head.getUint16(20, true), height: head.getUint16(22, true) };
  if (!(head.getUint8(1) & 1)) return { ...size, points: null };
  const all = new Float32Array(buffer, 24, 3 * COUNT);
  return { ...size, points: Array.from({ length: COUNT }, (_, i) => [all[3 * i], all[3 * i + 1]]) };
}
