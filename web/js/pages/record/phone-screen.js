/** The connection by which the computer sees what the paired phone films. */

/** Milliseconds between two tries to connect again. */
const PAUSE = 2000;

export class PhoneScreen {
  #closed = false;
  #timer = 0;
  /** @type {WebSocket | null} */
  #socket = null;
  #tell;

  /** @param {{shown: (shown: any) => void, frame: (frame: ArrayBuffer) => void}} tell */
  constructor(tell) {
    this.#tell = tell;
    this.#connect();
  }

  /** Ask the phone's page to do something. @param {"force" | "start" | "end"} what */
  ask(what) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ ask: what }));
  }

  close() {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  #connect() {
    const address = new URL("/api/phone/screen", location.href);
    address.protocol = address.protocol.replace("http", "ws");
    const socket = new WebSocket(address);
    socket.binaryType = "arraybuffer";
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      if (this.#closed) return;
      if (typeof data === "string") this.#tell.shown(JSON.parse(data));
      else this.#tell.frame(data);
    };
    socket.onclose = () => {
      if (!this.#closed) this.#timer = setTimeout(() => this.#connect(), PAUSE);
    };
  }
}
