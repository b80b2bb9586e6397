/** What the comparison asks the server for: the sets to choose from, and those that are played. */

/** @import { Analysis, SetPage } from "../../../types/api.js" */
/** @import { Poses, SetDetail } from "../../api/types.js" */
/** @typedef {SetDetail & {poses: Poses | null, frames: number[] | null}} PlayableSet a set for a player */

import { clientId, withClient } from "../../api/client-scope.js";
import { api, ApiError, optional } from "../../api/http.js";
import { serverState } from "../../api/server-state.js";

/** Most sets of one exercise that can be chosen from. */
const MANY = 200;

/** @param {string} exercise its id; empty: any @returns {Promise<SetPage>} its sets, the newest first */
export function setsOf(exercise) {
  const query = { sort: "created", order: "desc", exercise, limit: String(MANY) };
  return api.get(`/analyses?${new URLSearchParams(withClient(query))}`);
}

/**
 * @param {string} id of a set
 * @returns {Promise<{exercise: string, client: string}>} the id of its exercise, empty where it is not known
 *   or there is no such set; and of the client whose set it is, empty where that is known already
 */
export async function exerciseOf(id) {
  try {
    /** @type {Analysis} */
    const { exercise, owner } = await api.get(`/analyses/${encodeURIComponent(id)}`);
    const isOwn = clientId() || !owner || owner.id === (await serverState()).me?.id;
    return { exercise: exercise?.id ?? "", client: isOwn ? "" : owner.id };
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) return { exercise: "", client: "" };
    throw error;
  }
}

/**
 * @param {string} id
 * @returns {Promise<PlayableSet>}
 * @throws {ApiError} refused
 */
export async function playableSet(id) {
  const path = `/analyses/${encodeURIComponent(id)}`;
  /** @type {SetDetail} */
  const set = await api.get(path);
  if (!set.report) return { ...set, poses: null, frames: null };
  /** @type {[Poses | null, {times: number[]} | null]} */
  const [poses, frames] = await Promise.all([
    optional(api.get(`${path}/poses`)),
    set.video ? optional(api.get(`${path}/frames`)) : null,
  ]);
  return { ...set, poses, frames: frames?.times ?? null };
}
