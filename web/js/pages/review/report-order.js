/** The report in the order in which it is read: the same as formcheck/output/html.py. */

import { limitText, shortValue } from "../../lib/measurements.js";
import { review as words } from "../../words/review.js";

/** @typedef {import("../../api/types.js").Report} Report @typedef {import("../../api/types.js").Rep} Rep */
/** @typedef {import("../../api/types.js").Finding} Finding */

const WORST_FIRST = { fault: 0, unsure: 1, ok: 2 };

/** @param {Finding} f @returns {number} how far beyond its limit, in margins; 0 without a number */
export function excess(f) {
  if (f.value === null || f.limit === null) return 0;
  return Math.abs(f.value - f.limit) / Math.max(f.margin ?? 0, 1e-3 * Math.max(Math.abs(f.limit), 1));
}

/** @param {Rep} rep @returns {Finding[]} of that verdict that count against the rep, clearest first */
export const countedFindings = (rep, verdict) =>
  rep.findings.filter((f) => f.verdict === verdict && !f.informative).sort((a, b) => excess(b) - excess(a));

/** Compare lists of numbers, the first difference decides. */
function byKeys(a, b) {
  const at = a.findIndex((x, i) => x !== b[i]);
  return at < 0 ? 0 : a[at] - b[at];
}

/** @param {Report} report @returns {Rep[]} worst first; the one shown as the moment leads its verdict */
export function worstFirst(report) {
  const shown = report.primary_fault?.rep;
  const key = (r) => {
    const faults = countedFindings(r, "fault");
    const furthest = Math.max(0, ...faults.map(excess));
    return [WORST_FIRST[r.verdict], r.number === shown ? 0 : 1, -faults.length, -furthest, r.number];
  };
  return report.reps.map((rep) => ({ rep, key: key(rep) })).sort((a, b) => byKeys(a.key, b.key)).map((x) => x.rep);
}

/** @param {Report} report @returns {Set<string>} cues judged in no rep: said once, not in each */
export function neverSeen(report) {
  const judged = new Set(report.reps.flatMap((r) => r.findings).filter((f) => f.verdict !== "unsure").map((f) => f.cue));
  return new Set(report.not_visible.map((u) => u.cue).filter((cue) => !judged.has(cue)));
}

/** @returns {any} the most frequent of a list, the earlier one when even */
function commonest(list) {
  const times = (x) => list.filter((y) => y === x).length;
  return list.reduce((best, x) => (times(x) > times(best) ? x : best), list[0]);
}

/**
 * One repetition of the strip: its worst verdict and what is said below the mark.
 *
 * @param {Rep} rep
 * @param {Report} report
 */
export function cell(rep, report) {
  const faults = countedFindings(rep, "fault");
  const unsure = countedFindings(rep, "unsure");
  if (rep.verdict === "fault" && faults.length) {
    const f = faults.find((x) => x.cue === report.primary_fault?.cue) ?? faults[0];
    return { rep, verdict: "fault", said: shortValue(f) || f.title, told: faults.map((x) => x.title).join(", ") };
  }
  if (rep.verdict === "unsure") {
    const common = commonest(unsure.filter((f) => f.reason).map((f) => words.reasons[f.reason]));
    return { rep, verdict: "unsure", said: common ?? words.notSeen, told: words.notJudged };
  }
  const never = neverSeen(report);
  const open = unsure.filter((f) => !never.has(f.cue)).length;
  return { rep, verdict: rep.verdict, said: open ? words.openCues(open) : words.clean, told: words.nothingToFix };
}

/** @param {Report} report @returns {{side: string, reps: Rep[]}[]} in order of time, in runs of one side */
export function runsBySide(report) {
  const out = [];
  for (const rep of report.reps) {
    const last = out.at(-1);
    if (last?.side === rep.side) last.reps.push(rep);
    else out.push({ side: rep.side, reps: [rep] });
  }
  return out;
}

/** @param {Report} report @returns one card a rep, worst first; the fault to fix first leads it */
export function orderedCards(report) {
  const first = report.primary_fault?.cue;
  const never = neverSeen(report);
  return worstFirst(report).map((rep) => {
    const told = (verdict) => rep.findings.filter((f) => f.informative && f.verdict === verdict);
    const unsure = [...countedFindings(rep, "unsure"), ...told("unsure")];
    return {
      rep,
      faults: countedFindings(rep, "fault").sort((a, b) => Number(a.cue !== first) - Number(b.cue !== first)),
      told: told("fault"),
      ok: [...countedFindings(rep, "ok"), ...told("ok")],
      unsure: unsure.filter((f) => !never.has(f.cue)),
      unseen: unsure.filter((f) => never.has(f.cue)),
    };
  });
}

/** @param {Report} report @returns one column a cue, with one finding (or none) a rep */
export function cueColumns(report) {
  const cues = [...new Set(report.reps.flatMap((r) => r.findings.map((f) => f.cue)))];
  return cues.map((cue) => {
    const cells = report.reps.map((r) => r.findings.find((f) => f.cue === cue) ?? null);
    const shown = cells.find((f) => f);
    return { title: shown.title, asked: limitText(shown.low, shown.high, shown.unit), cells };
  });
}

/** @param {Report} report @returns {string} how many reps are clean, without blame */
export function tally(report) {
  const n = report.reps.length;
  const faulty = report.reps.filter((r) => r.verdict === "fault");
  const open = report.reps.filter((r) => r.verdict === "unsure").length;
  const first = report.primary_fault;
  const shared = first && faulty.length > 1 &&
    faulty.every((r) => countedFindings(r, "fault").some((f) => f.cue === first.cue));
  const parts = [];
  if (report.good) parts.push(words.clean_of(report.good, n));
  if (shared) parts.push(words.share(faulty.length + report.good === n && report.good ? null : faulty.length, n));
  if (open && open < n) parts.push(words.open_reps(open));
  return parts.length ? `${parts.join("; ")}.` : "";
}

/** @param {Report} report @returns {{rep: Rep, finding: Finding} | null} what the one sentence speaks of */
export function shownMoment(report) {
  const first = report.primary_fault;
  const rep = report.reps.find((r) => r.number === first?.rep);
  const finding = rep?.findings.find((f) => f.cue === first.cue);
  return finding ? { rep, finding } : null;
}

/** @param {Finding} f @returns {number} the second that shows it */
export const timeOf = (f) => f.evidence?.time ?? (f.start + f.end) / 2;

/** @param {Report} report @returns {{rep: Rep, finding: Finding, time: number}[]} faults in order of time */
export const allFaults = (report) =>
  report.reps
    .flatMap((rep) => countedFindings(rep, "fault").map((finding) => ({ rep, finding, time: timeOf(finding) })))
    .sort((a, b) => a.time - b.time || a.rep.number - b.rep.number);

/** @param {Report} report @returns {Rep | undefined} the repetition under way at a time */
export const repAt = (report, time) => report.reps.find((r) => r.start <= time && time <= r.end);

/**
 * What a repetition is shown by: the cue to fix first where it has that fault, else its clearest
 * fault, else the first finding with a picture.
 *
 * @param {Rep} rep
 * @param {Report} report
 * @returns {Finding | null}
 */
export function shownBy(rep, report) {
  const found = countedFindings(rep, "fault");
  const first = report.primary_fault?.cue;
  return found.find((f) => f.cue === first) ?? found[0] ??
    rep.findings.find((f) => f.cue === first && f.evidence) ??
    rep.findings.find((f) => f.evidence && f.value !== null) ?? null;
}

/** @param {Report} report @returns {{title: string, lead: string, unseen: boolean}} the one sentence */
export function sentence(report) {
  const { reps, good, primary_fault: fix } = report;
  if (fix) return { title: fix.message, lead: fix.text === fix.message ? "" : whole(fix.text), unseen: false };
  if (!reps.length) return { ...words.noReps, unseen: false };
  if (reps.every((r) => r.verdict === "unsure")) return { ...words.nothingJudged, unseen: report.not_visible.length > 0 };
  if (good === reps.length) return { ...words.allClean(good), unseen: report.not_visible.length > 0 };
  return { title: words.someClean(good, reps.length), lead: "", unseen: false };
}

/** @returns {string} a number and its margin kept on one line */
export const whole = (text) => text.replaceAll(" ± ", "\u00a0±\u00a0");
