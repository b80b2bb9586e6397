/** Words of the exercise library. */

/** @satisfies {Words} */
export const words = {
  title: "Exercises",
  lead: "How to do each exercise, what formcheck looks at, and where to put the camera.",
  all: "Exercises",
  start: "Start",
  how: "Movement",
  wear: "What to wear",
  camera: "Camera",
  shows: "Seen from here",
  roughly: "Seen less well",
  stickers: "Seen with bright stickers on the hip bones",
  hidden: "Not seen from here",
  others: (n) => (n === 1 ? "Another camera position" : `${n} other camera positions`),
  record: "Record",
  upload: "Upload",
  recordLabel: (title) => `Record ${title.toLowerCase()}`,
  uploadLabel: (title) => `Upload ${title.toLowerCase()}`,
  loading: "Loading exercises",
};
