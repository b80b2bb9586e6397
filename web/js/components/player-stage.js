/** The stage of a player: the video, the skeleton over it, and what people draw. */

import { html, nothing, ref } from "/vendor/lit-3.3.3.js";
import { player as words } from "../words/review.js";
import { clearCanvas } from "./canvas-drawing.js";
import "./sketch.js";

/** Most by which the skeleton is drawn finer when the picture is enlarged. */
const FINER = 2;

/** @typedef {import("./player.js").Player} Player */

/** @param {Player} player draw its skeleton for the frame that is on screen */
export function paint(player) {
  const canvas = player.canvas.value;
  const { frame, poses, report, curves, cue } = player;
  if (!canvas || !frame) return;
  const context = clearCanvas(canvas, Math.min(player.zoom.scale, FINER));
  if (!player.overlaid && player.pictured) return;
  const size = { width: canvas.clientWidth, height: canvas.clientHeight };
  const shown = { frame, poses, report, curves, cue };
  player.overlay.draw(context, size, shown, player.transport?.time ?? player.wanted ?? 0);
}

/** @param {Player} player lay its picture as the zoom has it */
export function lay(player) {
  const { scale, offset } = player.zoom;
  const moved = scale === 1 ? "" : `translate(${offset.x}px, ${offset.y}px) scale(${scale})`;
  if (player.picture.value) player.picture.value.style.transform = moved;
  player.stage.value?.classList.toggle("zoomed", scale > 1);
  paint(player);
}

/** @param {Player} player */
export function stage(player) {
  return html`<div
    class="stage ${player.pictured ? "" : "bare"}"
    ${ref(player.stage)}
    ${ref((e) => e?.style.setProperty("--shape", String(player.shape)))}
    @click=${() => player.toggle()}>
    <div class="picture" ${ref(player.picture)}>
      ${player.video && player.pictured
        ? html`<video
            ${ref(player.tape)}
            src=${player.video.url}
            playsinline
            .muted=${true}
            preload="auto"
            disablepictureinpicture
            aria-label=${words.video}
            tabindex="-1"
            @error=${() => {
              player.broken = true;
            }}
            @loadeddata=${() => {
              player.waiting = false;
            }}></video>`
        : nothing}
      <canvas ${ref(player.canvas)} role="img" aria-label=${player.label || words.figure}></canvas>
      ${player.drawings.length || player.sketch ? strokes(player) : nothing}
    </div>
    ${player.pictured && player.waiting ? html`<p class="loading small">${words.loading}</p>` : nothing}
  </div>`;
}

/** What people drew, and what somebody draws just now. @param {Player} player */
function strokes(player) {
  const { width, height } = player.report?.source ?? {};
  return html`<fc-sketch
    .frame=${player.frame ?? { x: 0, y: 0, width, height }}
    .drawings=${player.drawings}
    .strokes=${player.sketch?.strokes ?? []}
    .active=${Boolean(player.sketch?.drawing)}
    @drawn=${(/** @type {CustomEvent} */ e) =>
      player.dispatchEvent(new CustomEvent("drawn", { detail: e.detail }))}></fc-sketch>`;
}
