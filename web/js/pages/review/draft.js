/** What is being written about a moment of a set: a comment, or a fault that was missed. */

import { api } from "../../api/http.js";
import { repAt } from "../../lib/report.js";

/** @import { CommentOut, Drawing, Review } from "../../../types/api.js" */
/** @typedef {import("./page.js").ReviewPage} ReviewPage */
/**
 * @typedef {object} Draft
 * @property {string | null} id of the comment that is changed; null: a new one
 * @property {number} time seconds
 * @property {number | null} until its end, where it speaks of a stretch
 * @property {string} text
 * @property {string} cue that was missed; empty: it is a comment
 * @property {Drawing["strokes"]} strokes
 * @property {boolean} drawing whether somebody is drawing
 * @property {import("./voice-note.js").Voice | null} voice
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

/** @param {CommentOut} comment to be changed @returns {Draft} */
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
 * @param {ReviewPage} page
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

/** The size of the picture that is drawn on, in its pixels. @param {ReviewPage} page */
const pictureSize = ({ poses, report, analysis }) => ({
  width: poses?.width || report?.source.width || analysis?.width || 1280,
  height: poses?.height || report?.source.height || analysis?.height || 720,
});

/**
 * @param {ReviewPage} page
 * @param {string} path of the review
 * @param {Draft} draft
 * @returns {Promise<Review>}
 */
export function send(page, path, { id, time, until, text, cue, strokes, voice }) {
  if (cue) {
    const rep = (page.report && repAt(page.report, time)?.number) ?? null;
    return api.post(`${path}/added`, { rep, cue, time, text });
  }
  const drawing = strokes.length ? { ...pictureSize(page), strokes } : null;
  const kept = voice && "url" in voice; // then it stays as it is
  const said = { time, until, text, drawing, ...(kept ? {} : { voice }) };
  return id ? api.patch(`${path}/comments/${id}`, said) : api.post(`${path}/comments`, said);
}
