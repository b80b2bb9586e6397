/** Every visible word of the pages, one file an area: another language is another such folder. */

export * as compare from "./words/compare.js";
export * as docs from "./words/docs.js";
export * as exercises from "./words/exercises.js";
export * as home from "./words/home.js";
export * as library from "./words/library.js";
export * as progress from "./words/progress.js";
export * as record from "./words/record.js";
export * as review from "./words/review.js";
export * as shell from "./words/shell.js";
export * as today from "./words/today.js";
export * as upload from "./words/upload.js";
