/** The picture as the model gets it, and how bright it is. */

/** The mask's picture must be a multiple of this on both sides, as on the server. */
const BLOCK = 32;

/** The longer side of the picture, pixels: the model looks at 256 of the person's own square. */
const LONG_SIDE = 640;

/** @param {OffscreenCanvas} canvas @returns {OffscreenCanvasRenderingContext2D} for reading pixels */
function readable(canvas) {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new Error("no 2d context");
  return context;
}

export class ModelPicture {
  constructor() {
    this.padded = new OffscreenCanvas(BLOCK, BLOCK);
    this.#draw = readable(this.padded);
    this.#tiny = readable(new OffscreenCanvas(16, 9));
  }

  #draw;
  #tiny;

  /**
   * Draw a picture, made smaller, into the corner of a canvas of whole blocks.
   *
   * @param {VideoFrame | ImageBitmap} picture
   * @returns {{width: number, height: number}} of the picture as drawn
   */
  take(picture) {
    const full =
      picture instanceof ImageBitmap
        ? picture
        : { width: picture.displayWidth, height: picture.displayHeight };
    const scale = Math.min(1, LONG_SIDE / Math.max(full.width, full.height));
    const width = Math.max(Math.round(full.width * scale), 2);
    const height = Math.max(Math.round(full.height * scale), 2);
    const whole = (/** @type {number} */ n) => Math.ceil(n / BLOCK) * BLOCK;
    if (this.padded.width !== whole(width) || this.padded.height !== whole(height)) {
      this.padded.width = whole(width);
      this.padded.height = whole(height);
    }
    this.#draw.drawImage(picture, 0, 0, width, height);
    return { width, height };
  }

  /** @param {VideoFrame | ImageBitmap} picture @returns {number} mean luminance, 0..1 */
  light(picture) {
    const { width, height } = this.#tiny.canvas;
    this.#tiny.drawImage(picture, 0, 0, width, height);
    const { data } = this.#tiny.getImageData(0, 0, width, height);
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) {
      sum += 0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2];
    }
    return sum / (255 * width * height);
  }
}
