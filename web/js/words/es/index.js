/** Every visible word of the pages in Spanish, one file an area, as in English. */

export * as account from "./account.js";
export * as circuit from "./circuit.js";
export * as client from "./client.js";
export * as compare from "./compare.js";
export * as desk from "./desk.js";
export * as docs from "./docs.js";
export * as exercises from "./exercises.js";
export * as home from "./home.js";
export * as library from "./library.js";
export * as limits from "./limits.js";
export * as load from "./load.js";
export * as missing from "./missing.js";
export * as offline from "./offline.js";
export * as progress from "./progress.js";
export * as record from "./record.js";
export * as recovery from "./recovery.js";
export * as reviewQueue from "./review-queue.js";
export * as review from "./review.js";
export * as shared from "./shared.js";
export * as signIn from "./sign-in.js";
export * as summary from "./summary.js";
export * as today from "./today.js";
export * as upload from "./upload.js";
