/** How long a recording still fits on this device, as far as its browser says. */

import { BITS } from "./recorder.js";

/** Minutes below which it is spoken of: longer than nearly every set. */
const SHORT = 5;

/** @returns {Promise<number | null>} minutes that still fit where they are few; null where there is room */
export async function minutesLeft() {
  const estimate = await navigator.storage?.estimate?.().catch(() => null);
  if (!estimate?.quota) return null;
  const free = Math.max(estimate.quota - (estimate.usage ?? 0), 0);
  const minutes = (8 * free) / BITS / 60;
  return minutes < SHORT ? Math.floor(minutes) : null;
}
