/** What is being written about a moment of a set: a comment, or a fault that was missed. */

import { api } from "../../api/http.js";
import { repAt } from "../../lib/report.js";

/**
 * @typedef {{id: string, name: string} | null} Author
 * @typedef {{width: number, height: number, strokes: [number, number][][]}} Drawing
 * @typedef {{id: string, rep: number, cue: string, decision: "accepted" | "rejected", reason: string,
 *   current: boolean, by: Author, mine: boolean, when: string}} Decision
 * @typedef {{id: string, time: number, until: number | null, text: string, drawing: Drawing | null,
 *   voice: {url: string, seconds: number} | null,
 *   by: Author, mine: boolean, when: string, edited: string | null, seen: boolean,
 *   answers: {id: string, text: string, by: Author, mine: boolean, when: string}[]}} Comment
 *
 * @typedef {{id: string | null, time: number, until: number | null, text: string, cue: string,
 *   strokes: any[], drawing: boolean, voice: import("./voice-note.js").Voice | null}} Draft
 */

/** @param {number} time @returns {Draft} */
export const emptyDraft = (time) => ({
  id: null,
  time,
  until: null,
  text: "",
  cue: "",
  strokes: [],
  drawing: false,
  voice: null,
});

/** @param {Comment} comment to be changed @returns {Draft} */
export const draftOf = (comment) => ({
  ...emptyDraft(comment.time),
  id: comment.id,
  until: comment.until,
  text: comment.text,
  strokes: comment.drawing?.strokes ?? [],
  voice: comment.voice,
});

/** @param {Draft | null} draft @returns {boolean} whether something is in it that would be lost */
export const isWritten = (draft) =>
  draft !== null && Boolean(draft.text.trim() || draft.strokes.length || draft.voice || draft.cue);

/**
 * Go to where it is written: below the player, which may cover it on a phone, or in the panel.
 *
 * @param {any} page the result page
 * @param {boolean} inPanel where it is always in view
 */
export async function reveal(page, inPanel) {
  const composer = page.querySelector("fc-composer");
  await composer?.updateComplete;
  composer?.querySelector("textarea").focus({ preventScroll: true });
  if (inPanel) return;
  const under = page.querySelector(".watch-player")?.getBoundingClientRect();
  const box = composer?.getBoundingClientRect();
  if (box && (box.top < under.bottom || box.bottom > innerHeight)) {
    scrollBy(0, box.top - under.bottom - 8);
  }
}

/** The size of the picture that is drawn on, in its pixels. */
const pictureSize = ({ poses, report, analysis }) => ({
  width: poses?.width || report.source.width || analysis.width || 1280,
  height: poses?.height || report.source.height || analysis.height || 720,
});

/**
 * @param {any} page the result page
 * @param {string} path of the review
 * @param {Draft} draft
 */
export function send(page, path, { id, time, until, text, cue, strokes, voice }) {
  if (cue) {
    const rep = repAt(page.report, time)?.number ?? null;
    return api.post(`${path}/added`, { rep, cue, time, text });
  }
  const drawing = strokes.length ? { ...pictureSize(page), strokes } : null;
  const kept = voice && "url" in voice; // then it stays as it is
  const said = { time, until, text, drawing, ...(kept ? {} : { voice }) };
  return id ? api.patch(`${path}/comments/${id}`, said) : api.post(`${path}/comments`, said);
}
