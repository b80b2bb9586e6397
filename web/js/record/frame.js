/** A frame of pose/wire.js read back, for drawing. */

import { COUNT } from "../pose/landmarks.js";

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
