/** Mirror, skeleton, voice and camera: remembered on this device. */

const KEY = "formcheck-record";
const USUAL = { mirror: true, skeleton: true, voice: true, device: "" };

export function preferences() {
  try {
    return { ...USUAL, ...JSON.parse(localStorage.getItem(KEY) ?? "{}") };
  } catch {
    return { ...USUAL };
  }
}

export function remember(values) {
  try {
    localStorage.setItem(KEY, JSON.stringify(values));
  } catch {
    // Private windows may refuse; it is only a convenience.
  }
}
