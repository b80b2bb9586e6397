/** The connection to the server: at most two frames unanswered, none queued, taken up again. */

/** Milliseconds between two tries to connect again. */
const PAUSES = [300, 600, 1200, 2500, 5000];

/** Milliseconds after which a lost connection is given up: as long as the server waits. */
const PATIENCE = 60_000;

/** Frames that may be unanswered. */
const MOST = 2;

/** Milliseconds without an answer after which what is unanswered counts as lost on its way. */
const LOST = 5000;

/**
 * What the person says about a set: the camera mirrors its picture, the set is only filmed, and how many
 * seconds are counted down before it.
 *
 * @typedef {{mirrored?: boolean, film?: boolean, countdown?: number}} Options
 */

/**
 * `answer` carries what the server says; `lost` and `back` when the connection goes and comes;
 * `gone` when it stays away; `refused` {code, message}; `asked` what the computer asks of its phone;
 * `helped` whether the computer finds the poses in what its phone films.
 */
export class Connection extends EventTarget {
  #hello;
  /** The options that were sent last, in JSON. */
  #sentOptions = "";
  /** @type {WebSocket | null} */
  #socket = null;
  /** @type {string | null} by which the server knows the set again */
  #token = null;
  #ready = false;
  #unanswered = 0;
  #answeredAt = 0;
  #tries = 0;
  #lostAt = 0;
  #timer = 0;
  #closed = false;

  /** @param {{exercise: string, model: string, place?: string | null} & Options} hello */
  constructor(hello) {
    super();
    this.#hello = hello;
    this.#connect();
  }

  /** Send one frame if it may be sent now. @param {ArrayBuffer} frame @returns {boolean} */
  send(frame) {
    const now = performance.now();
    if (now - this.#answeredAt > LOST) this.#unanswered = 0;
    if (!this.#ready || this.#unanswered >= MOST) return false;
    if (!this.#unanswered) this.#answeredAt = now;
    this.#unanswered += 1;
    this.#socket?.send(frame);
    return true;
  }

  /** @param {"force" | "start" | "end" | "help"} what @returns {boolean} whether it could be said */
  ask(what) {
    if (!this.#ready) return false;
    this.#socket?.send(JSON.stringify({ [what]: true }));
    return true;
  }

  /** Change options, for now and for later connections. @param {Partial<Options>} options */
  change(options) {
    this.#hello = { ...this.#hello, ...options };
    if (this.#ready) this.#sendOptions();
  }

  get #options() {
    const { mirrored, film, countdown } = this.#hello;
    return JSON.stringify({ mirrored, film, countdown });
  }

  #sendOptions() {
    this.#sentOptions = this.#options;
    this.#socket?.send(this.#sentOptions);
  }

  close() {
    this.#closed = true;
    this.#ready = false;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  /** @param {string} type @param {unknown} [detail] */
  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  #connect() {
    const address = new URL("/api/live", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    this.#socket = socket;
    this.#unanswered = 0;
    socket.onopen = () => {
      this.#sentOptions = this.#options;
      socket.send(JSON.stringify({ ...this.#hello, token: this.#token }));
    };
    socket.onmessage = ({ data }) => {
      if (socket === this.#socket) this.#receive(JSON.parse(data));
    };
    socket.onclose = () => {
      if (socket === this.#socket && !this.#closed) this.#lost();
    };
  }

  /** @param {any} answer LiveAnswer, or what else the server says */
  #receive(answer) {
    if (answer.error) {
      this.close();
      this.#tell("refused", answer.error);
      return;
    }
    if (answer.ask) {
      this.#tell("asked", answer.ask);
      return;
    }
    if ("helped" in answer) {
      this.#unanswered = 0; // what was sent to another helper, or by another way, is not answered
      this.#tell("helped", answer.helped);
      return;
    }
    if (answer.token) {
      const came = this.#lostAt > 0;
      this.#token = answer.token;
      this.#ready = true;
      // They may have been changed between the greeting and its answer.
      if (this.#options !== this.#sentOptions) this.#sendOptions();
      this.#tries = this.#lostAt = 0;
      if (came) this.#tell("back", { resumed: answer.resumed === true });
    } else if ("seq" in answer) {
      this.#unanswered = Math.max(0, this.#unanswered - 1);
      this.#answeredAt = performance.now();
    }
    this.#tell("answer", answer);
  }

  #lost() {
    const now = performance.now();
    this.#ready = false;
    if (!this.#lostAt) {
      this.#lostAt = now;
      this.#tell("lost");
    }
    if (now - this.#lostAt > PATIENCE) {
      this.close();
      this.#tell("gone");
      return;
    }
    const pause = PAUSES[Math.min(this.#tries, PAUSES.length - 1)];
    this.#tries += 1;
    this.#timer = setTimeout(() => this.#connect(), pause);
  }
}
