/** The two sets beside each other, laid over each other, and the buttons below: what `<fc-pair>` draws. */

import { html, nothing, ref } from "/vendor/lit-3.3.3.js";
import { icons } from "../../components/icons.js";
import { setDate } from "../../lib/formatting.js";
import { words as all } from "../../words/compare.js";
import { phaseAt } from "./stepper.js";

const words = all.pair;

/**
 * One of both sets.
 *
 * @param {any} pair @param {"before" | "after"} which @param {unknown} place @param {(e: any) => void} moved
 */
export function stage(pair, which, place, moved) {
  const set = pair[which];
  const rep = pair.pair?.[which === "before" ? 0 : 1];
  return html`<figure class="seen">
    <figcaption>
      <strong>${words[which]}</strong>
      <a class="small" href="/review/${set.id}"
        >${setDate(set)}<span class="unseen-text">: ${words.open}</span></a
      >
    </figcaption>
    <fc-seen
      ${ref(place)}
      .video=${set.video}
      .frames=${set.frames}
      .poses=${set.poses}
      .report=${set.report}
      .overlaid=${pair.overlaid}
      .label=${rep ? words.figure(words[which], rep.number) : words[which]}
      @moved=${moved}
      @pressed=${() => pair.toggle()}></fc-seen>
  </figure>`;
}

/** Both skeletons in one picture. @param {any} pair */
export function laidOver(pair) {
  if (!pair.both) return html`<p class="quiet laid-note">${words.noPoses}</p>`;
  const { box } = pair.both;
  return html`<figure class="laid">
    <div
      class="stage bare"
      ${ref((e) =>
        e?.style.setProperty("--shape", String(Math.min(Math.max(box.width / box.height, 1.2), 2.4))),
      )}
      @click=${() => pair.toggle()}>
      <canvas ${ref(pair.canvas)} role="img" aria-label=${words.laid}></canvas>
    </div>
    <figcaption class="small">
      <ul class="plain strokes">
        <li>
          <svg viewBox="0 0 32 8" aria-hidden="true"><path class="dashed" d="M0 4H32" /></svg
          >${words.before}
        </li>
        <li>
          <svg viewBox="0 0 32 8" aria-hidden="true"><path class="whole" d="M0 4H32" /></svg>${words.after}
        </li>
      </ul>
      <p class="quiet">${words.laidAbout} ${pair.both.mirrored ? words.mirrored : nothing}</p>
    </figcaption>
  </figure>`;
}

/** Which phase of the exercise a phase of the pair is; it names these in its own words. */
const OWN = { up: "lift", top: "top", down: "lower" };

/** What moves both. @param {any} pair */
export function controls(pair) {
  const [a, b] = pair.pair;
  const button = (name, icon, act, key, { pressed = nothing, off = false } = {}) =>
    html`<button
      class="button icon bare"
      type="button"
      aria-label=${name}
      title="${name} (${key})"
      aria-pressed=${pressed}
      ?disabled=${off}
      @click=${act}>
      ${icon}
    </button>`;
  const phase = phaseAt(pair.time, a);
  const said = words.at(a.number, b.number, pair.phases?.[OWN[phase]] ?? words.phases[phase]);
  return html`<input
      class="place"
      type="range"
      aria-label=${words.slider}
      min=${a.start.toFixed(3)}
      max=${a.end.toFixed(3)}
      step="0.01"
      aria-valuetext=${said}
      .value=${String(Math.min(Math.max(pair.time, a.start), a.end))}
      @input=${(e) => {
        pair.pause();
        pair.seek(e.target.valueAsNumber);
      }} />
    <div class="controls" role="group" aria-label=${words.controls}>
      ${button(
        pair.playing ? words.pause : words.play,
        pair.playing ? icons.pause : icons.play,
        () => pair.toggle(),
        "space",
      )}
      ${button(words.back, icons.back, () => pair.step(-1), "←")}
      ${button(words.forth, icons.forth, () => pair.step(1), "→")}
      <span class="time">${said}</span>
      ${pair.list.length > 1
        ? html`<span class="pair-of">
            <button
              class="button bare small"
              type="button"
              title="${words.previous} (k)"
              aria-label=${words.previous}
              ?disabled=${!pair.at}
              @click=${() => pair.go(pair.at - 1)}>
              ${icons.left}
            </button>
            <button
              class="button bare small next"
              type="button"
              title="${words.next} (j)"
              aria-label=${words.next}
              ?disabled=${pair.at === pair.list.length - 1}
              @click=${() => pair.go(pair.at + 1)}>
              ${icons.left}
            </button></span
          >`
        : nothing}
      <button
        class="button bare speed"
        type="button"
        title="${words.speed} (s)"
        @click=${() => pair.slower()}>
        <span class="unseen-text">${words.speed}</span> ${words.rates[pair.rate]}
      </button>
      ${pair.fixed
        ? nothing
        : button(words.loop, icons.loop, () => pair.loop(), "l", { pressed: String(pair.looping) })}
      ${button(
        words.overlay,
        icons.figure,
        () => {
          pair.overlaid = !pair.overlaid;
        },
        "o",
        { pressed: String(pair.overlaid) },
      )}
      <button
        class="button small lay"
        type="button"
        aria-pressed=${String(pair.lying)}
        title="${words.lay} (y)"
        @click=${() => {
          pair.lying = !pair.lying;
        }}>
        ${words.lay}
      </button>
    </div>`;
}
