/** Whether a graphics processor is worth trying: software ones take ten seconds a frame. */

const SOFTWARE = /swiftshader|llvmpipe|softpipe|software|basic render|mesa offscreen/i;

/** @returns {boolean} false where there is none, where it is a program, or where nobody can say */
export function graphicsWorthTrying() {
  try {
    const canvas = new OffscreenCanvas(1, 1);
    const gl = canvas.getContext("webgl2", { failIfMajorPerformanceCaveat: true });
    if (!gl) return false;
    const info = gl.getExtension("WEBGL_debug_renderer_info");
    const name = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
    gl.getExtension("WEBGL_lose_context")?.loseContext();
    return name !== "" && !SOFTWARE.test(name);
  } catch {
    return false;
  }
}
