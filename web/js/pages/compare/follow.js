/** Keeping one player where another one is. */

/** @typedef {import("../../components/player.js").Player} Player */

/** Seconds that it may be away from its place while both play. */
const DRIFT = 0.15;
/** Seconds that it may be away from its place while it stands and the other one plays. */
const STILL = 0.04;
/** Browsers do not play slower than 1/16, nor well faster than 8. */
const SLOWEST = 0.07;
const FASTEST = 8;

/**
 * @param {Player} player
 * @param {{time: number, rate: number, playing: boolean, switched: boolean}} leader `time` and `rate`: where
 *   the follower is to be and how fast; `playing`: whether the leader plays; `switched`: it began or
 *   stopped just now
 */
export function follow(player, { time, rate, playing, switched }) {
  const { transport } = player;
  if (!transport) return;
  if (!playing) {
    if (switched) transport.pause();
    player.seek(time);
    return;
  }
  const away = Math.abs(transport.time - time);
  if (rate < SLOWEST) {
    if (transport.playing) transport.pause();
    if (away > STILL) player.seek(time);
    return;
  }
  if (Math.abs(transport.rate - rate) > 0.01) transport.setRate(Math.min(rate, FASTEST));
  if (!transport.playing) transport.play();
  if (away > DRIFT && transport.aim === null) player.seek(time);
}
