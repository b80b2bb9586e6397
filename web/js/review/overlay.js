/** One frame of the overlay: skeleton, what is judged, its value and limit. */

import { drawEvidence } from "./evidence.js";
import { BONE, COLOURS } from "./ink.js";
import { drawLabel, drawMark } from "./label.js";
import { allowed, amount, measured, suffix } from "./numbers.js";
import { timeOf } from "./order.js";
import { extent, poseAt, valueAt } from "./poses.js";
import { alongBones, drawSkeleton, headRing, hips } from "./skeleton.js";

const AT = 0.12;
/** Seconds round its moment within which a finding's own value is told, not that of the curve. */

/**
 * What is drawn at a time: the finding of the watched cue, in the repetition of that time.
 *
 * @param {import("./types.js").Report} report
 * @param {string | null} cue
 * @param {number} time
 */
export function watched(report, cue, time) {
  if (!cue) return null;
  const near = report.reps
    .map((rep) => ({ rep, finding: rep.findings.find((f) => f.cue === cue && f.evidence) }))
    .filter((x) => x.finding)
    .sort((a, b) => away(a.rep, time) - away(b.rep, time))[0];
  if (!near) return null;
  const { finding } = near;
  const inside = time >= finding.start - AT && time <= finding.end + AT;
  return { ...near, inside, exact: Math.abs(time - timeOf(finding)) <= AT };
}

const away = (rep, time) => Math.max(rep.start - time, time - rep.end, 0);

/** A finding as it is written on a picture: a unit in words is left to the text around it. */
const terse = (f) => ({ ...f, unit: f.unit.startsWith("%") ? "%" : suffix(f.unit).length <= 2 ? f.unit : "" });

/** @returns {string[]} what is written beside the joint */
function said({ finding: f, inside, exact }, live, drawn) {
  const finding = terse(f);
  const asked = allowed(finding.low, finding.high, finding.unit);
  if (!drawn || finding.evidence.draw === "moment") {
    return inside ? [finding.title, measured(finding), asked].filter(Boolean) : [];
  }
  if (exact && finding.value !== null) return [measured(finding), asked].filter(Boolean);
  if (live === null) return [];
  return [amount(live, finding.unit), inside ? asked : ""].filter(Boolean);
}

/**
 * The transform from the poses' pixels to a stage: the whole picture, or round the person where
 * there is no picture.
 *
 * @param {import("./types.js").Poses} poses
 * @param {boolean} pictured
 */
export function framing(poses, pictured) {
  if (pictured && poses.width && poses.height) return { x: 0, y: 0, width: poses.width, height: poses.height };
  const [left, top, right, bottom] = extent(poses);
  const room = 0.12 * Math.max(right - left, bottom - top, 1);
  let box = { x: left - room, y: top - room, width: right - left + 2 * room, height: bottom - top + 2 * room };
  const aspect = 16 / 10;
  if (box.width / box.height < aspect) {
    const width = box.height * aspect;
    box = { ...box, x: box.x - (width - box.width) / 2, width };
  }
  return box;
}

/** @returns {import("./poses.js").Pose} a pose in the stage's pixels */
function onto(pose, frame, size) {
  const k = size.width / frame.width;
  const ky = size.height / frame.height;
  const move = (p) => p && [(p[0] - frame.x) * k, (p[1] - frame.y) * ky];
  return { ...pose, points: pose.points.map(move), back: pose.back.map(move), belly: pose.belly.map(move) };
}

/** Draws frame after frame; remembers only where the label was, so that it does not jump about. */
export class Overlay {
  constructor() {
    this.last = null;
    this.of = null;
  }

  /**
   * @param {CanvasRenderingContext2D} context scaled to CSS pixels, cleared
   * @param {{width: number, height: number}} size of the stage
   * @param {{poses: any, report: any, curves: any[], cue: string | null, frame: any}} set
   * @param {number} time source seconds
   */
  draw(context, size, set, time) {
    const pose = onto(poseAt(set.poses, time), set.frame, size);
    if (!pose.seen) return;
    const now = watched(set.report, set.cue, time);
    const rep = set.report.reps.find((r) => r.start <= time && time <= r.end) ?? now?.rep;
    const side = rep && rep.side !== "both" ? rep.side : (set.report.view?.near ?? "both");
    drawSkeleton(context, size, pose.points, side, now ? 0.85 : 1);
    if (!now) return;
    const { finding, inside, exact } = now;
    const curve = set.curves.find((c) => c.cue === set.cue && c.unit === finding.unit);
    const live = exact && finding.value !== null ? finding.value : curve ? valueAt(curve, time) : null;
    const colour = inside ? COLOURS[finding.verdict] : BONE;
    const drawn = drawEvidence(context, size, pose, finding, live, colour);
    if (drawn?.joint && inside) drawMark(context, drawn.joint, finding.verdict, Math.max(4.5, size.height / 70));
    const lines = said(now, live, drawn);
    if (this.of !== finding) [this.of, this.last] = [finding, null];
    const anchor = drawn?.anchor ?? hips(pose.points);
    if (!lines.length || !anchor) return;
    const busy = [...alongBones(pose.points), ...headRing(pose.points), ...(drawn?.busy ?? [])];
    const verdict = inside ? finding.verdict : null;
    this.last = drawLabel(context, size, lines, { anchor, busy, verdict }, this.last);
  }
}
