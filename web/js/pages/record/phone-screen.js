/** The connection by which the computer sees what the paired phone films, and finds poses for it. */

import { isPicture } from "./pictures.js";
import { PoseHelper } from "./pose-helper.js";

/** Milliseconds between two tries to connect again. */
const PAUSE = 2000;

/** @import { LiveAnswer } from "../../api/types.js" */
/** @typedef {{exercise: string, answer: LiveAnswer | null}} Filmed what the phone films */

export class PhoneScreen {
  #closed = false;
  #timer = 0;
  /** @type {WebSocket | null} */
  #socket = null;
  /** @type {PoseHelper | null} where the phone is too slow */
  #helper = null;
  #tell;

  /** @param {{shown: (filmed: Filmed | null) => void, frame: (frame: ArrayBuffer) => void}} tell */
  constructor(tell) {
    this.#tell = tell;
    this.#connect();
  }

  /** Ask the phone's page to do something. @param {"force" | "start" | "end"} what */
  ask(what) {
    this.#send(JSON.stringify({ ask: what }));
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#help(false);
    this.#socket?.close();
  }

  /** @param {string | ArrayBuffer} message */
  #send(message) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(message);
  }

  /** Be ready to find poses, or no longer. @param {boolean} wanted */
  #help(wanted) {
    if (wanted === Boolean(this.#helper)) return;
    this.#helper?.close();
    this.#helper = wanted
      ? new PoseHelper(
          () => this.#send(JSON.stringify({ helps: true })),
          (frame) => this.#send(frame),
        )
      : null;
  }

  /** @param {string} text */
  #shown(text) {
    const shown = JSON.parse(text);
    this.#help(shown.help);
    const phase = shown.answer?.phase;
    if (this.#helper) this.#helper.setup = phase !== "countdown" && phase !== "set";
    this.#tell.shown(shown);
  }

  #connect() {
    const address = new URL("/api/phone/screen", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      if (this.#closed) return;
      if (typeof data === "string") this.#shown(data);
      else if (isPicture(data)) this.#helper?.find(data);
      else this.#tell.frame(data);
    };
    socket.onclose = () => {
      this.#help(false);
      if (!this.#closed) this.#timer = setTimeout(() => this.#connect(), PAUSE);
    };
  }
}
