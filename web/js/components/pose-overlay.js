/** One frame of the overlay: the skeleton, what is judged, its value and its limit. */

/** @import { Curve, Finding, Poses, Rep, Report } from "../api/types.js" */
/** @import { Point, Pose } from "../lib/poses.js" */
/** @typedef {import("./evidence-drawing.js").Drawn} Drawn */
/**
 * @typedef {{width: number, height: number}} Size
 * @typedef {Size & {x: number, y: number}} Frame
 */

import { numberText } from "../lib/formatting.js";
import { extent, poseAt, valueAt } from "../lib/poses.js";
import { nearSide, shownOf } from "../lib/report.js";
import { BONE, COLOURS } from "../pose/skeleton.js";
import { drawLabel, drawMark } from "./canvas-label.js";
import { alongBones, drawSkeleton, headRing, hips } from "./canvas-skeleton.js";
import { drawEvidence } from "./evidence-drawing.js";

/** Seconds round its moment within which a finding's own value is shown, not that of the curve. */
const AT = 0.12;

/**
 * What is drawn at a time: the finding of the watched cue, in the repetition of that time.
 *
 * @param {Report} report
 * @param {string | null} cue
 * @param {number} time
 */
function shownFinding(report, cue, time) {
  if (!cue) return null;
  const [near] = report.reps
    .flatMap((rep) =>
      rep.findings.flatMap((finding) => {
        const { evidence } = finding;
        return finding.cue === cue && evidence ? [{ rep, finding, evidence }] : [];
      }),
    )
    .sort((a, b) => secondsAway(a.rep, time) - secondsAway(b.rep, time));
  if (!near) return null;
  const { finding, evidence } = near;
  const inside = time >= finding.start - AT && time <= finding.end + AT;
  return { ...near, inside, exact: Math.abs(time - evidence.time) <= AT };
}

/** @param {Rep} rep @param {number} time */
const secondsAway = (rep, time) => Math.max(rep.start - time, time - rep.end, 0);

/**
 * @param {NonNullable<ReturnType<typeof shownFinding>>} now what is shown
 * @param {string[]} label its value and its limit, as they are written on a picture
 * @param {string} live the value at this very moment, empty where it is not known
 * @param {Drawn | null} drawn
 * @returns {string[]} what is written beside the joint
 */
function labelLines({ finding, evidence, inside, exact }, label, live, drawn) {
  if (!drawn || evidence.draw === "moment") return inside ? [finding.title, ...label] : [];
  if (exact && finding.value !== null) return label;
  const limits = label.slice(finding.value === null ? 0 : 1);
  return live ? [live, ...(inside ? limits : [])] : [];
}

/**
 * The transform from the poses' pixels to a stage: the whole picture, or round the person where
 * there is no picture.
 *
 * @param {Poses} poses
 * @param {boolean} pictured
 * @returns {Frame}
 */
export function framing(poses, pictured) {
  if (pictured && poses.width && poses.height) {
    return { x: 0, y: 0, width: poses.width, height: poses.height };
  }
  const [left, top, right, bottom] = extent(poses);
  const room = 0.12 * Math.max(right - left, bottom - top, 1);
  let box = {
    x: left - room,
    y: top - room,
    width: right - left + 2 * room,
    height: bottom - top + 2 * room,
  };
  const aspect = 16 / 10;
  if (box.width / box.height < aspect) {
    const width = box.height * aspect;
    box = { ...box, x: box.x - (width - box.width) / 2, width };
  }
  return box;
}

/**
 * @param {Pose} pose
 * @param {Frame} frame
 * @param {Size} size
 * @returns {Pose} a pose in the stage's pixels
 */
function toStage(pose, frame, size) {
  const k = size.width / frame.width;
  const ky = size.height / frame.height;
  /** @type {(p: Point | null) => Point | null} */
  const move = (p) => p && [(p[0] - frame.x) * k, (p[1] - frame.y) * ky];
  return { ...pose, points: pose.points.map(move), back: pose.back.map(move), belly: pose.belly.map(move) };
}

/** Draws frame after frame; remembers only where the label was, so that it does not jump about. */
export class Overlay {
  constructor() {
    /** @type {Point | null} */
    this.last = null;
    /** @type {Finding | null} */
    this.of = null;
  }

  /**
   * @param {CanvasRenderingContext2D} context scaled to CSS pixels, cleared
   * @param {Size} size of the stage
   * @param {{poses: Poses | null, report: Report | null, curves: Curve[], cue: string | null,
   *   frame: Frame}} set
   * @param {number} time source seconds
   */
  draw(context, size, set, time) {
    if (!set.report) return;
    const pose = toStage(poseAt(set.poses, time), set.frame, size);
    if (!pose.seen) return;
    const now = shownFinding(set.report, set.cue, time);
    const rep = set.report.reps.find((r) => r.start <= time && time <= r.end) ?? now?.rep;
    drawSkeleton(context, size, pose.points, nearSide(set.report, rep), now ? 0.85 : 1);
    if (!now) return;
    const { finding, inside, exact } = now;
    const curve = set.curves.find((c) => c.cue === set.cue && c.unit === finding.unit);
    const live = exact && finding.value !== null ? finding.value : curve ? valueAt(curve, time) : null;
    const colour = inside ? COLOURS[finding.verdict] : BONE;
    const drawn = drawEvidence(context, size, pose, finding, live, colour);
    if (drawn?.joint && inside) {
      drawMark(context, drawn.joint, finding.verdict, Math.max(4.5, size.height / 70));
    }
    const label = shownOf(set.report, now.rep.number, finding.cue)?.label ?? [];
    const reading =
      curve && live !== null ? numberText(live, { ...curve, suffix: curve.short_suffix }) : "";
    const lines = labelLines(now, label, reading, drawn);
    if (this.of !== finding) [this.of, this.last] = [finding, null];
    const anchor = drawn?.anchor ?? hips(pose.points);
    if (!lines.length || !anchor) return;
    const busy = [...alongBones(pose.points), ...headRing(pose.points), ...(drawn?.busy ?? [])];
    const verdict = inside ? finding.verdict : null;
    this.last = drawLabel(context, size, lines, { anchor, busy, verdict }, this.last);
  }
}
