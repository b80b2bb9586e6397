/** The camera: opened, chosen, lost and found again. Errors are one of a few kinds. */

/**
 * @typedef {"insecure" | "refused" | "none" | "used" | "cameraFailed"} CameraTrouble as in words.trouble
 */

/** Milliseconds without a picture after which a muted camera is spoken of. */
const MUTED = 1500;

/** What goes wrong when opening: `kind` is a key of words.trouble. */
export class CameraError extends Error {
  /** @param {CameraTrouble} kind @param {unknown} [cause] */
  constructor(kind, cause) {
    super(kind, { cause });
    this.kind = kind;
  }
}

/** @type {Record<string, CameraTrouble>} */
const KINDS = {
  NotAllowedError: "refused",
  SecurityError: "refused",
  NotFoundError: "none",
  OverconstrainedError: "none",
  NotReadableError: "used",
  AbortError: "used",
};

/** `lost` when the camera goes away, `muted` and `back` when it gives no picture for a while. */
export class Camera extends EventTarget {
  /** @type {MediaStream | null} */
  stream = null;
  #timer = 0;

  /**
   * @param {string} [device] id of the camera; any without it
   * @returns {Promise<MediaStream>}
   * @throws {CameraError}
   */
  async open(device) {
    this.close();
    if (!navigator.mediaDevices?.getUserMedia) throw new CameraError("insecure");
    const which = device ? { deviceId: { exact: device } } : { facingMode: "user" };
    const video = { ...which, width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } };
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video, audio: false });
    } catch (error) {
      throw new CameraError(KINDS[error instanceof Error ? error.name : ""] ?? "cameraFailed", error);
    }
    this.stream = stream;
    const [track] = stream.getVideoTracks();
    track.addEventListener("ended", () => {
      if (this.stream === stream) this.#tell("lost");
    });
    track.addEventListener("mute", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        if (this.stream === stream && track.muted) this.#tell("muted");
      }, MUTED);
    });
    track.addEventListener("unmute", () => {
      clearTimeout(this.#timer);
      if (this.stream === stream) this.#tell("back");
    });
    return stream;
  }

  /** Whether the camera looks away from the screen, as a phone's main one does. */
  get facesAway() {
    return this.#settings.facingMode === "environment";
  }

  /** Id of the camera in use. */
  get device() {
    return this.#settings.deviceId ?? "";
  }

  get #settings() {
    return this.stream?.getVideoTracks()[0]?.getSettings() ?? {};
  }

  close() {
    const { stream } = this;
    this.stream = null;
    clearTimeout(this.#timer);
    for (const track of stream?.getTracks() ?? []) track.stop();
  }

  /** @param {"lost" | "muted" | "back"} type */
  #tell(type) {
    this.dispatchEvent(new Event(type));
  }
}

/** @returns {Promise<{id: string, name: string}[]>} the cameras there are */
export async function cameras() {
  const all = await (navigator.mediaDevices?.enumerateDevices?.() ?? []);
  return [...all]
    .filter((d) => d.kind === "videoinput")
    .map((d, i) => ({ id: d.deviceId, name: d.label || `${i + 1}` }));
}
