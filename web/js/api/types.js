/**
 * What the server tells, as formcheck/report.py has it. Times are seconds on the video's own clock.
 *
 * @typedef {"ok" | "fault" | "unsure"} Verdict
 * @typedef {{time: number, draw: "angle" | "line" | "outline" | "separation" | "moment", landmarks: number[]}} Evidence
 * @typedef {{cue: string, title: string, verdict: Verdict, reason: string | null, value: number | null,
 *   margin: number | null, limit: number | null, low: number | null, high: number | null, unit: string,
 *   phase: string, start: number, end: number, message: string, camera_move: string, rule: string,
 *   evidence: Evidence | null, informative: boolean}} Finding
 * @typedef {{number: number, side: "left" | "right" | "both", start: number, top_start: number,
 *   top_end: number, end: number, hold: number, amplitude: number, amplitude_unit: string,
 *   verdict: Verdict, findings: Finding[]}} Rep
 * @typedef {{cue: string, title: string, message: string, text: string, rep: number, time: number, count: number}} FixFirst
 * @typedef {{formcheck: string, exercise: string, title: string, recognised: boolean, model: string, source: any, view: any,
 *   prescription: any, reps: Rep[], good: number, primary_fault: FixFirst | null, set_findings: Finding[],
 *   not_visible: {cue: string, title: string, reason: string, text: string, camera_move: string}[],
 *   notes: {code: string, text: string, time: number | null}[]}} Report
 * @typedef {{number: number, verdict: Verdict, start: number, top_start: number, top_end: number,
 *   end: number, judged: [number, number]}} Band
 * @typedef {{title: string, unit: string, cue: string | null, time: number[], values: (number | null)[],
 *   low: number | null, high: number | null, margin: number, bands: Band[],
 *   marks: {time: number, value: number, label: string}[]}} Curve
 * @typedef {{width: number, height: number, times: number[], image: ((number | null)[] | null)[],
 *   trunk: ([(number | null)[], (number | null)[]] | null)[]}} Poses
 */

export {};
