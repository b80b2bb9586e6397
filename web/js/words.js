/** Every visible word of the pages, one file an area: another language is another such folder. */

export * as account from "./words/account.js";
export * as client from "./words/client.js";
export * as compare from "./words/compare.js";
export * as desk from "./words/desk.js";
export * as docs from "./words/docs.js";
export * as exercises from "./words/exercises.js";
export * as home from "./words/home.js";
export * as joining from "./words/joining.js";
export * as library from "./words/library.js";
export * as limits from "./words/limits.js";
export * as progress from "./words/progress.js";
export * as record from "./words/record.js";
export * as review from "./words/review.js";
export * as reviewing from "./words/reviewing.js";
export * as shell from "./words/shell.js";
export * as summary from "./words/summary.js";
export * as today from "./words/today.js";
export * as upload from "./words/upload.js";
