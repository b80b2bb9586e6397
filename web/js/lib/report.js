/** Finding one's way in a report: what is shown of it stands in `display`, put together by the server. */

/** @typedef {import("../api/types.js").Report} Report @typedef {import("../api/types.js").Rep} Rep */
/** @typedef {import("../api/types.js").FindingView} FindingView */

/** @type {WeakMap<Report, Map<string, FindingView>>} */
const known = new WeakMap();

/**
 * @param {Report} report
 * @param {number} rep
 * @param {string} cue
 * @returns {FindingView | undefined} what is shown of one cue in one repetition
 */
export function shownOf(report, rep, cue) {
  if (!known.has(report)) {
    const all = report.display.cards.flatMap((card) => [...card.faults, ...card.lines]);
    known.set(report, new Map(all.map((f) => [`${f.rep}-${f.cue}`, f])));
  }
  return known.get(report)?.get(`${rep}-${cue}`);
}

/**
 * @param {Report} report
 * @param {number} time
 * @returns {Rep | undefined} the repetition under way
 */
export const repAt = (report, time) => report.reps.find((r) => r.start <= time && time <= r.end);

/**
 * @param {Report | null} report
 * @param {Rep} [rep]
 * @returns {"left" | "right" | "both" | null} the side that is drawn strong: the one that works, else the
 *   one that is nearer to the camera
 */
export const nearSide = (report, rep) =>
  rep && rep.side !== "both" ? rep.side : (report?.view?.near ?? null);

/**
 * What the chart of a fault brackets: its value and its goal, or how long it took.
 *
 * @param {Report} report
 * @param {FindingView | null} moment
 * @param {import("../api/types.js").Curve | undefined} curve that is shown
 * @returns {import("../api/types.js").Bracket | null}
 */
export function bracketOf(report, moment, curve) {
  if (!moment || moment.time === null || !curve) return null;
  const rep = report.reps.find((r) => r.number === moment.rep);
  const f = rep?.findings.find((x) => x.cue === moment.cue);
  if (!f || f.value === null) return null;
  const { value, start, end } = f;
  const found = { time: moment.time, value, start, end, text: moment.label[0] };
  if (curve.cue === f.cue && curve.unit === f.unit && f.limit !== null) return { ...found, limit: f.limit };
  return f.unit === "s" ? { ...found, limit: null } : null;
}
