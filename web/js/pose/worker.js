/**
 * Finds one person's pose in one picture after another, away from the page. A module worker.
 *
 * in   {type: "open", delegate: "CPU" | "GPU", model: path}; {type: "frame", picture, seq, time, company}
 * out  {type: "open"}; {type: "pose", seq, frame: ArrayBuffer of frame.js, seen, took};
 *      {type: "failed", text}
 *
 * `picture` is a VideoFrame or an ImageBitmap, closed here. `company` also looks for a second
 * person, which takes a second landmarker: one that looks for two does not smooth.
 */

import "./console-filter.js";
import { PoseLandmarker } from "/vendor/tasks-vision-0.10.35/vision_bundle.mjs";
import ModuleFactory from "/vendor/tasks-vision-0.10.35/vision_wasm_module_internal.js";
import { packFrame } from "./frame.js";
import { AT } from "./skeleton.js";
import { ModelPicture } from "./picture.js";
import { readTrunk } from "./trunk-outline.js";
import { readKnees } from "./knee-outline.js";

const FILES = { wasmBinaryPath: "/vendor/tasks-vision-0.10.35/vision_wasm_module_internal.wasm" };

/** Frames between two looks at the light. */
const LIGHT_EVERY = 5;

/** @typedef {import("/vendor/tasks-vision-0.10.35/vision_bundle.mjs").PoseResult} PoseResult */
/** @typedef {Parameters<typeof PoseLandmarker.createFromOptions>[1]} Options */

/** @type {PoseLandmarker | null} the one that follows a person */
let one = null;
/** @type {PoseLandmarker | null} the one that looks for a second person */
let two = null;
/** @type {Options} */
let options = {};
let last = -1;
let light = 0.5;
let second = false;
let count = 0;
const canvas = new ModelPicture();

/** @type {ArrayBuffer | null} of 11 MB: fetched once for both landmarkers */
let wasmBinary = null;

/** @param {Options} more */
async function createLandmarker(more) {
  wasmBinary ??= await (await fetch(FILES.wasmBinaryPath)).arrayBuffer();
  // Taken away by each landmarker that is made.
  self.ModuleFactory = (/** @type {object} */ module) =>
    ModuleFactory(Object.assign(module, { wasmBinary }));
  return PoseLandmarker.createFromOptions(FILES, { ...options, ...more });
}

/** @param {{delegate: "CPU" | "GPU", model: string}} request */
async function open({ delegate, model }) {
  const bytes = new Uint8Array(await (await fetch(model)).arrayBuffer());
  options = { baseOptions: { modelAssetBuffer: bytes, delegate } };
  one = await createLandmarker({ runningMode: "VIDEO", numPoses: 1, outputSegmentationMasks: true });
  postMessage({ type: "open" });
}

/**
 * @param {{picture: VideoFrame | ImageBitmap, seq: number, time: number, company?: boolean}} request
 */
async function frame({ picture, seq, time, company }) {
  if (!one) throw new Error("not open");
  const begun = performance.now();
  const { width, height } = canvas.take(picture);
  if (count % LIGHT_EVERY === 0) light = canvas.light(picture);
  picture.close();
  count += 1;
  if (company) second = await seesTwoPeople();
  else if (company === false) forgetSecond();
  // The model's clock is whole milliseconds that grow.
  last = Math.max(Math.round(time * 1000), last + 1);
  const pose = readPose(one.detectForVideo(canvas.padded, last), width, height);
  const data = packFrame({ seq, time, light, width, height, pose, second });
  const took = performance.now() - begun;
  postMessage({ type: "pose", seq, frame: data, seen: pose !== null, took }, { transfer: [data] });
}

/**
 * The result's first person in pixels, with the outlines of trunk and knees; the result is let go of.
 *
 * @param {PoseResult} result
 * @param {number} width of the picture within the padded one
 * @param {number} height
 */
function readPose(result, width, height) {
  const [points] = result.landmarks;
  if (!points) {
    result.close?.();
    return null;
  }
  const pixels = points.map((p) => [p.x * canvas.padded.width, p.y * canvas.padded.height]);
  const world = result.worldLandmarks[0].map((p) => [p.x, p.y, p.z]);
  const mask = result.segmentationMasks[0];
  const values = mask.getAsFloat32Array();
  const outline = { values, stride: mask.width, width, height };
  const trunk = readTrunk(outline, pixels, world);
  const knees = readKnees(outline, pixels);
  result.segmentationMasks.forEach((m) => m.close());
  return { pixels, world, visibility: points.map((p) => p.visibility), trunk, knees };
}

/** Whether two people are in the picture, not one found twice. */
async function seesTwoPeople() {
  two ??= await createLandmarker({ runningMode: "IMAGE", numPoses: 2 });
  const people = two.detect(canvas.padded).landmarks;
  if (people.length < 2) return false;
  const [a, b] = people;
  const apart = Math.hypot(a[AT.leftHip].x - b[AT.leftHip].x, a[AT.leftHip].y - b[AT.leftHip].y);
  const trunk = Math.hypot(a[AT.leftShoulder].x - a[AT.leftHip].x, a[AT.leftShoulder].y - a[AT.leftHip].y);
  return apart > trunk / 2;
}

function forgetSecond() {
  two?.close();
  two = null;
  second = false;
}

self.onmessage = async ({ data }) => {
  try {
    if (data.type === "open") await open(data);
    else await frame(data);
  } catch (error) {
    data.picture?.close();
    postMessage({ type: "failed", text: error instanceof Error ? error.message : String(error) });
  }
};
