"""A worker that plays a stick figure's poses in place of the model: quick, and always the same."""

import base64
import json
from collections.abc import Sequence

from playwright.sync_api import Page, Route

from formcheck.live.wire import SIZE, pack
from formcheck.pose import PoseFrame

WORKER = """
const bytes = Uint8Array.from(atob(%(frames)s), (c) => c.charCodeAt(0));
const times = %(times)s;
let begun = null;
self.onmessage = ({ data }) => {
  if (data.do === "open") { postMessage({ said: "open" }); return; }
  data.picture.close();
  begun ??= data.time;
  const at = data.time - begun;
  let k = times.findIndex((t) => t >= at);
  if (k < 0) k = times.length - 1;
  const frame = bytes.slice(k * %(size)d, (k + 1) * %(size)d).buffer;
  const head = new DataView(frame);
  head.setUint32(4, data.seq, true);
  head.setFloat64(8, data.time, true);
  postMessage({ said: "pose", seq: data.seq, frame, seen: true, took: 5 }, [frame]);
};
"""


def play(page: Page, frames: Sequence[PoseFrame]) -> None:
    """Let `page` see `frames`, by their own times from its first picture on."""
    data = b"".join(pack(f, 0) for f in frames)
    body = WORKER % {
        "frames": json.dumps(base64.b64encode(data).decode()),
        "times": json.dumps([round(f.time - frames[0].time, 4) for f in frames]),
        "size": SIZE,
    }

    def answer(route: Route) -> None:
        route.fulfill(body=body, content_type="text/javascript")

    page.route("**/js/pose/worker.js", answer)
