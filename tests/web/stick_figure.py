"""A worker that plays a stick figure's poses in place of the model: quick, and always the same.

How quickly the machine is at work changes nothing: a pose follows when the server has answered the
one before, several times as quickly as it was filmed. Poses still come from the camera's pictures
alone: each lets `EACH` of them pass. The playing stops when as many repetitions are counted as the
test waits for, see `counted`.
"""

import base64
import json
from collections.abc import Sequence

from playwright.sync_api import Page, Route

from formcheck.analysis.pose import PoseFrame
from formcheck.live.protocol import SIZE, pack

EACH = 12
"""Poses that one picture of the camera lets pass."""

UNANSWERED = 500
"""Milliseconds after which a pose that nobody answered is followed by the next: none is connected
then."""

PAGE = """
if (!window.playUntil) {
  const channel = new BroadcastChannel("playing");
  let reps = 0, until = 1;
  window.playUntil = (n) => { until = n; channel.postMessage({ reps, until }); };
  window.WebSocket = class extends window.WebSocket {
    constructor(...given) {
      super(...given);
      reps = 0;
      this.addEventListener("message", ({ data }) => {
        if (typeof data !== "string") return;
        const told = JSON.parse(data);
        const answer = told.answer ?? told;  // of the phone, as its computer is told
        if ("reps" in answer) reps = answer.reps;
        channel.postMessage({ answered: true, reps, until });
      });
    }
  };
}
"""

WORKER = """
const bytes = Uint8Array.from(atob(%(frames)s), (c) => c.charCodeAt(0));
const times = %(times)s;
const channel = new BroadcastChannel("playing");
let k = 0, begun = null, passing = 0, out = true, timer = 0, told = { reps: 0, until: 1 };

function step() {
  if (out || !passing || told.reps >= told.until) return;
  const at = Math.min(k, times.length - 1);
  const frame = bytes.slice(at * %(size)d, (at + 1) * %(size)d).buffer;
  const head = new DataView(frame);
  head.setUint32(4, k, true);
  head.setFloat64(8, begun + times[at] + (k - at) / 15, true);
  out = true;
  passing -= 1;
  postMessage({ type: "pose", seq: k, frame, seen: true, took: 5 }, [frame]);
  k += 1;
}

channel.onmessage = ({ data }) => {
  told = data;
  if (data.answered) out = false;
  step();
};

self.onmessage = ({ data }) => {
  if (data.type === "open") { postMessage({ type: "open" }); return; }
  data.picture.close();
  begun ??= data.time;
  passing = %(each)d;
  step();
  clearTimeout(timer);
  if (out) timer = setTimeout(() => { out = false; step(); }, %(unanswered)d);
};
"""


def play(page: Page, frames: Sequence[PoseFrame]) -> None:
    """Let `page` see `frames`, from its next worker on; the first ones before it is opened."""
    data = b"".join(pack(f, 0) for f in frames)
    body = WORKER % {
        "frames": json.dumps(base64.b64encode(data).decode()),
        "times": json.dumps([round(f.time - frames[0].time, 4) for f in frames]),
        "size": SIZE,
        "each": EACH,
        "unanswered": UNANSWERED,
    }

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="text/javascript")

    page.add_init_script(PAGE)
    page.route("**/js/pose/worker.js", answer)


def counted(page: Page, reps: int) -> None:
    """Let the set be played until `reps` repetitions are counted, and see the page show them."""
    page.evaluate("n => window.playUntil(n)", reps)
    # Both at once: a hold shows its seconds in the same place.
    page.wait_for_function(
        """([big, what]) => {
          const frame = document.querySelector('.frame[data-step="set"]');
          const read = (part) => frame?.querySelector(part)?.textContent.trim();
          return read(".huge") === big && read(".what") === what;
        }""",
        arg=[str(reps), "rep" if reps == 1 else "reps"],
        timeout=60_000,
    )
