/** Strokes on a picture, with a dark rim that reads on any background: as formcheck/output/draw/strokes.py. */

/** @typedef {[number, number]} Point */

export const BONE = "rgb(250 248 244)";
export const DARK = "rgb(16 19 21)";
export const COLOURS = { ok: "rgb(84 214 206)", fault: "rgb(255 128 72)", unsure: "rgb(206 210 212)" };

/** @returns {number} the width of a thin line in a picture of this size, CSS pixels */
export const thin = (width, height) => Math.max(1.1, Math.min(width, height) / 260);

/** Strokes of one colour: gathered first, so that crossing ones do not add up. */
export class Ink {
  /** @param {CanvasRenderingContext2D} context */
  constructor(context) {
    this.context = context;
    /** @type {Map<string, {path: Path2D, width: number, dash: number}>} */
    this.strokes = new Map();
  }

  /**
   * Add a line through points; a missing one interrupts it.
   *
   * @param {(Point | null)[]} points
   * @param {number} width
   * @param {number} [dash] length of a dash and its gap; 0 for none
   */
  line(points, width, dash = 0) {
    const key = `${width} ${dash}`;
    if (!this.strokes.has(key)) this.strokes.set(key, { path: new Path2D(), width, dash });
    const { path } = this.strokes.get(key);
    let down = false;
    for (const p of points) {
      if (!p) down = false;
      else if (down) path.lineTo(...p);
      else {
        path.moveTo(...p);
        down = true;
      }
    }
  }

  /** Put the strokes on the picture. */
  paint(colour, alpha = 1) {
    const c = this.context;
    c.save();
    c.lineCap = c.lineJoin = "round";
    for (const [ink, share, wider] of [[DARK, 0.55, 2], [colour, 1, 0]]) {
      c.strokeStyle = ink;
      c.globalAlpha = share * alpha;
      for (const { path, width, dash } of this.strokes.values()) {
        c.lineWidth = width + wider;
        c.setLineDash(dash ? [0.55 * dash, 0.45 * dash + width] : []);
        c.stroke(path);
      }
    }
    c.restore();
  }
}

/** @returns {Point[]} points along an arc; degrees, clockwise on the screen */
export function arc(centre, start, sweep, radius) {
  return Array.from({ length: 33 }, (_, i) => {
    const turn = ((start + (sweep * i) / 32) * Math.PI) / 180;
    return [centre[0] + radius * Math.cos(turn), centre[1] + radius * Math.sin(turn)];
  });
}

/** @returns {Point[]} nine points evenly from a to b */
export const between = (a, b) =>
  Array.from({ length: 9 }, (_, i) => [a[0] + ((b[0] - a[0]) * i) / 8, a[1] + ((b[1] - a[1]) * i) / 8]);

export const sub = (a, b) => [a[0] - b[0], a[1] - b[1]];
export const mid = (a, b) => (a && b ? [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2] : null);
export const reach = (v) => Math.hypot(v[0], v[1]);
export const along = (a, v, k) => [a[0] + v[0] * k, a[1] + v[1] * k];
