/** The coach's review queue and saved replies, as the server keeps them. */

import { dayOf, utcOffset } from "../lib/dates.js";
import { api } from "./http.js";

/** @import { Reply, ReviewQueue } from "../../types/api.js" */

/** @param {string} [client] only their sets @returns {Promise<ReviewQueue>} the most urgent first */
export const reviewQueue = (client = "") => {
  const query = new URLSearchParams({ day: dayOf(), tz: String(utcOffset()) });
  if (client) query.set("client", client);
  return api.get(`/desk/queue?${query}`);
};

/** @param {string} set @param {boolean} dismissed */
export const dismiss = (set, dismissed) => api.put(`/desk/queue/${encodeURIComponent(set)}`, { dismissed });

/** @param {string} set @param {boolean} reviewed */
export const markReviewed = (set, reviewed) =>
  api.put(`/analyses/${encodeURIComponent(set)}/review`, { reviewed });

export const savedReplies = {
  /** @returns {Promise<Reply[]>} oldest first */
  list: async () => (await api.get("/desk/replies")).replies,
  /** @param {string} text @returns {Promise<Reply>} */
  add: (text) => api.post("/desk/replies", { text }),
  /** @param {string} id */
  remove: (id) => api.delete(`/desk/replies/${encodeURIComponent(id)}`),
};
