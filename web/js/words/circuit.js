/** Words of the activation circuit. */

import { counted } from "./shared.js";

/** @satisfies {Words} */
export const words = {
  title: "Before training",
  about: "A few minutes that wake your glutes: six exercises, one set each, with short rests.",
  start: "Start the circuit",
  loading: "Loading the circuit",
  all: "All exercises of the circuit",
  stepOf: (n, all) => `${n} of ${all}`,
  done: "Done",
  record: "Record it",
  skip: "Skip",
  note: "activation circuit",
  ticked: (title) => `${title} logged.`,
  doneToday: (n) => `${counted(n, "set")} done today.`,
  rest: "Rest",
  seconds: (n) => `${n}\u00a0s`,
  next: (title) => `Next: ${title}`,
  goOn: "Go on now",
  foam: {
    dose: "30 to 60 seconds each side",
    how: "Roll slowly over the outer thigh, the front of the hip and the glutes. Stay a little longer where it is tight, and leave out what hurts.",
  },
  nextInCircuit: "Next in the circuit",
  end: "Circuit done",
  ready: "Your glutes are awake. Train now, or go on with today’s plan.",
  today: "Today’s plan",
  again: "Once more",
};
