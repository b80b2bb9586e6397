/** Words of the API's page. */

/** @satisfies {Words} */
export const words = {
  title: "API",
  lead: "Everything the pages do, as JSON. Times are seconds of the video, dates are UTC, and a missing value is null.",
  failures: "Every error has the same form, with a code for programs and a message for people:",
  machine: "OpenAPI description:",
  tryIt: "Try it",
  groups: {
    sets: "Sets",
    uploads: "Uploads in pieces",
    programme: "Programme, check-ins and training log",
    progress: "Progress and comparison",
    limits: "Limits",
    me: "Export and erase",
    files: "Videos and files",
    exercises: "Exercises",
    server: "The server",
  },
  parameters: "Parameters",
  body: "Body",
  rawBody: "the file's bytes, as they are",
  answers: "Answers",
  anyJson: "JSON",
  bytes: "the file",
  nothing: "nothing",
  columns: ["Name", "Kind", "Needed"],
  needed: "yes",
  optional: "",
  failed: "The description could not be read; it is at /openapi.json.",
};
