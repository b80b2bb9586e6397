/** Words of the page that tells of the exercises. */

export const words = {
  title: "The exercises",
  lead: "How each is done, what is watched, and where the camera sees it best.",
  all: "Exercises",
  reps: (range) => `${range} reps`,
  sets: (range) => `${range} sets`,
  hold: ([low, high], range) => (low > 0 ? `hold ${range} s` : `hold at most ${high} s`),
  start: "Start",
  how: "Do",
  wear: "Wear",
  camera: "Camera",
  shows: "From here it sees",
  roughly: "Less surely",
  stickers: "With bright stickers on the hip bones",
  hidden: "Not from here",
  others: (n) => (n === 1 ? "Another place for the camera" : `${n} other places for the camera`),
  record: "Record",
  upload: "Upload",
  recordLabel: (title) => `Record ${title.toLowerCase()}`,
  uploadLabel: (title) => `Upload ${title.toLowerCase()}`,
  loading: "Fetching the exercises",
};
