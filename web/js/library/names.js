/** What a set is called, and what it came to, in words. */

import { clean } from "../shell/formatting.js";
import { words } from "../words/library.js";

/** @param {object} set @returns {string} "Glute bridge"; its own name while that is not known */
export const called = (set) => set.exercise?.title ?? set.title;

/** @param {object} set @returns {string} for messages: "Glute bridge: 3 of 10 clean." */
export const outcome = (set) => words.done(called(set), clean(set)?.text);

/** @param {{code: string, message: string}} error @returns {string} what happened and what to do */
export const failure = ({ code, message }) => words.failures[code]?.(message) ?? message;
