/** Keeps the model's chatter out of the console; what went wrong is still said. Import it first. */

const CHATTER = /^(INFO: |[IW]\d{4} |Graph (successfully|finished))/;

/** @type {("log" | "info" | "warn" | "error" | "debug")[]} */
const LEVELS = ["log", "info", "warn", "error", "debug"];

for (const level of LEVELS) {
  const write = console[level].bind(console);
  console[level] = (/** @type {unknown[]} */ ...values) => {
    if (!CHATTER.test(String(values[0]))) write(...values);
  };
}
