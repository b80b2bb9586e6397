/** Keeps the model's chatter out of the console; what went wrong is still said. Import it first. */

const CHATTER = /^(INFO: |[IW]\d{4} |Graph (successfully|finished))/;

for (const level of ["log", "info", "warn", "error", "debug"]) {
  const say = console[level].bind(console);
  console[level] = (...what) => {
    if (!CHATTER.test(String(what[0]))) say(...what);
  };
}
