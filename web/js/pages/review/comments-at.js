/** Which comments belong to a frame of the video. */

/** @import { CommentOut } from "../../../types/api.js" */

/** Seconds that the frame may be away from what is commented on. */
const AROUND = 0.08;
/** Seconds that a comment on a moment is shown while the video plays. */
const LINGER = 0.8;

/**
 * @template {Pick<CommentOut, "time" | "until">} Comment
 * @param {Comment[]} comments on a moment, or on the stretch until another
 * @param {number} time of the frame, seconds
 * @param {boolean} playing
 * @returns {Comment[]}
 */
export const commentsAt = (comments, time, playing) =>
  comments.filter(({ time: from, until }) => {
    const end = until === null ? from + (playing ? LINGER : AROUND) : until + AROUND;
    return from - AROUND <= time && time <= end;
  });
