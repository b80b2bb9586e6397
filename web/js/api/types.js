/**
 * A report as the server sends it (formcheck/analysis/report; `display`: its view.py). Times are seconds on
 * the video's own clock.
 *
 * @typedef {"ok" | "fault" | "unsure"} Verdict
 * @typedef {{time: number, draw: "angle" | "line" | "outline" | "separation" | "moment",
 *   landmarks: number[]}} Evidence
 * @typedef {{cue: string, title: string, verdict: Verdict, reason: string | null, value: number | null,
 *   margin: number | null, limit: number | null, low: number | null, high: number | null, unit: string,
 *   phase: string, start: number, end: number, message: string, camera_move: string, rule: string,
 *   evidence: Evidence | null, informative: boolean}} Finding
 * @typedef {{number: number, side: "left" | "right" | "both", start: number, top_start: number,
 *   top_end: number, end: number, hold: number, amplitude: number, amplitude_unit: string,
 *   verdict: Verdict, findings: Finding[]}} Rep
 * @typedef {{cue: string, title: string, message: string, text: string, rep: number, time: number,
 *   count: number}} PrimaryFault
 * @typedef {{formcheck: string, exercise: string, title: string, recognised: boolean, model: string,
 *   source: any, view: any, prescription: any, reps: Rep[], good: number,
 *   primary_fault: PrimaryFault | null, set_findings: Finding[],
 *   not_visible: {cue: string, title: string, reason: string, text: string, camera_move: string}[],
 *   notes: {code: string, text: string, time: number | null,
 *   params: Record<string, string | number>}[], display: ReportView}} Report
 */

/**
 * What is shown of a report, in the order and the words in which it is read.
 *
 * @typedef {{rep: number | null, cue: string, title: string, verdict: Verdict, informative: boolean,
 *   value: string, limits: string, numbers: string, plain: string, label: string[], reason: string,
 *   why: string,
 *   message: string, rule: string, time: number | null, when: string, caption: string,
 *   clip: [number, number] | null}} FindingView
 * @typedef {FindingView & {rep: number}} RepFindingView of a repetition, not of the whole set
 * @typedef {{verdict: Verdict, count: number}} Share
 * @typedef {{cue: string, title: string, verdict: Verdict, shares: Share[], text: string, measure: string,
 *   rep: number | null, time: number | null}} CueSummary
 * @typedef {{rep: number, verdict: Verdict, text: string, title: string}} StripCell
 * @typedef {{rep: number, verdict: Verdict, title: string, when: string, gist: string,
 *   faults: RepFindingView[], lines: RepFindingView[], not_visible: string, moved: string,
 *   shown_by: string | null, time: number}} Card
 * @typedef {{verdict: Verdict, title: string, outcome: string, headline: string, lead: string,
 *   tally: string,
 *   fix_label: string, how_bad: string, then: string, key_facts: {verdict: Verdict, text: string}[],
 *   degree: Share[], checks: CueSummary[], next_steps: string[], moment: RepFindingView | null,
 *   holds: string, strip: {side: string, cells: StripCell[]}[],
 *   legend: {verdict: Verdict, text: string}[], set_findings: FindingView[], faults: RepFindingView[],
 *   cards_title: string, cards: Card[], columns: {title: string, limits: string}[],
 *   rows: {rep: number, cells: ({verdict: Verdict, text: string} | null)[]}[], margin_note: string,
 *   not_visible: {title: string, reason: string, text: string, camera_move: string}[],
 *   notes: {text: string, when: string}[], clip: {name: string, text: string}[]}} ReportView
 */

/**
 * What is drawn over the video and below it (formcheck/output/overlay.py).
 *
 * @typedef {{number: number, verdict: Verdict, start: number, top_start: number, top_end: number,
 *   end: number, judged: [number, number]}} Band
 * @typedef {{title: string, unit: string, decimals: number, suffix: string, short_suffix: string,
 *   description: string, cue: string | null, top?: string, time: number[], values: (number | null)[],
 *   low: number | null, high: number | null, limits: {value: number, text: string}[], margin: number,
 *   bands: Band[], marks: {time: number, value: number, label: string}[]}} Curve
 * @typedef {{time: number, value: number, limit: number | null, start: number, end: number,
 *   text: string}} Bracket
 * @typedef {{width: number, height: number, times: number[], image: ((number | null)[] | null)[],
 *   trunk: ([(number | null)[], (number | null)[]] | null)[]}} Poses
 */

/**
 * What the server says of a live set, after each frame (formcheck/live/protocol.py); `report`, `id` and
 * `message` once it has ended.
 *
 * @typedef {"setup" | "ready" | "countdown" | "set" | "ended"} LivePhase
 * @typedef {"light" | "seen" | "alone" | "posture" | "whole" | "size" | "view"} CheckId
 * @typedef {"left" | "right" | "up" | "down" | "closer" | "further"} Way
 * @typedef {{id: CheckId, ok: boolean | null}} Check
 * @typedef {{report: Report | null, id: string | null, code?: string, message: string}} LiveResult
 * @typedef {{phase: LivePhase, checks?: Check[], arrow: {way: Way, turn: boolean} | null, held: number,
 *   accepted: boolean, filming?: boolean, not_visible: string[], countdown: number, time: number,
 *   hold: number, reps: number,
 *   side: "left" | "right" | null, sides: {left: number, right: number}, lost: boolean, speak: string,
 *   cue: {message: string, landmarks: number[]} | null} & LiveResult} LiveAnswer
 */

/**
 * A place of the camera, with what is seen from there.
 *
 * @typedef {{title: string}[]} Titled
 * @typedef {import("../../types/api.js").PlaceOut & {shows: Titled, roughly?: Titled, with_markers?: Titled,
 *   not_shown?: Titled}} Place
 * @typedef {Omit<import("../../types/api.js").ExerciseOut, "places"> & {places: Place[]}} Exercise
 */

/**
 * A set with its report.
 *
 * @typedef {Omit<import("../../types/api.js").Detail, "report"> & {report: Report | null}} SetDetail
 */

export {};
