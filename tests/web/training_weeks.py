"""Weeks of training for the browser tests: the day as the browser has it, check-ins, progress."""

import json
import math
import urllib.request
from datetime import date, timedelta
from typing import Any

from playwright.sync_api import Page

from formcheck.analysis.report.formatting import amount, goal, with_margin
from tests.web.browser import Server
from tests.web.made_up_sets import Json

GROWING = "Pain is growing"


def told(server: Server, method: str, path: str, body: Json | None = None) -> Json:
    """Return the JSON answer of the API to a JSON body; empty where there is none."""
    sent = None if body is None else json.dumps(body).encode()
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(f"{server.url}/api{path}", sent, headers, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        found: Json = json.loads(answer.read() or b"{}")
        return found


def day_of(page: Page) -> date:
    """Return the day as this page's browser has it."""
    return date.fromisoformat(
        page.evaluate(
            "() => { const d = new Date(); const two = (n) => String(n).padStart(2, '0');"
            "return `${d.getFullYear()}-${two(d.getMonth() + 1)}-${two(d.getDate())}`; }"
        )
    )


def check_in(server: Server, day: date, **given: float | None) -> None:
    told(server, "PUT", f"/checkins/{day}", dict(given))


def grown(server: Server, day: date) -> None:
    """Tell of pain that has grown by `day`: weeks of little, then days of much."""
    for before in (20, 16, 12, 9):
        check_in(server, day - timedelta(before), back=1)
    for before in (3, 2, 1):
        check_in(server, day - timedelta(before), back=5)


def made_up_progress(last: date) -> Json:
    """Return an answer of /api/progress with two months of glute bridges, as none has in a test."""
    ago = [60, 53, 46, 40, 33, 25, 18, 11, 4, 0]
    days = [str(last - timedelta(n)) for n in ago]

    def line(cue: str, change: str, low: float | None, high: float | None, rise: float) -> Json:
        values = [round(160 + rise * i + math.sin(i), 1) for i in range(len(days))]
        points: list[Any] = [
            {
                "day": day,
                "set_id": f"set-{i}",
                "text": with_margin(value, 4.0, "deg"),
                "value": value,
                "margin": 4.0,
                "reps": 10,
                "faults": max(0, 4 - i),
            }
            for i, (day, value) in enumerate(zip(days, values, strict=True))
        ]
        return {
            "exercise": "glute_bridge",
            "cue": cue,
            "title": cue.capitalize(),
            "name": cue.capitalize(),
            "side": "both",
            "goal": goal(low, high, "deg"),
            "lowest": amount(min(values), "deg"),
            "highest": amount(max(values), "deg"),
            "sign": "°",
            "scale": 1,
            "unit": "deg",
            "low": low,
            "high": high,
            "change": change,
            "points": points,
        }

    monday = last - timedelta(last.weekday())
    weeks = [
        {
            "monday": str(monday - timedelta(7 * (8 - n))),
            "days": n % 8,
            "planned": 7,
            "sets": n,
            "good": 5 * n,
            "reps": 10 * n,
            "hold": 4.5 if n else None,
            "hold_text": "4.5 s" if n else "",
        }
        for n in range(9)
    ]
    checkins = [
        {
            "day": str(last - timedelta(n)),
            "back": n // 10,
            "hip": 3,
            "knee": None,
            "sitting": 7.5,
            "breaks": None,
        }
        for n in range(60, -1, -3)
    ]
    sides = [
        {
            "exercise": "glute_bridge",
            "title": "Glute bridge",
            "left": 20,
            "left_good": 15,
            "left_hold": 5.0,
            "left_hold_text": "5.0 s",
            "right": 18,
            "right_good": 6,
            "right_hold": 3.5,
            "right_hold_text": "3.5 s",
        }
    ]
    return {
        "exercise": "glute_bridge",
        "exercises": [{"id": "glute_bridge", "title": "Glute bridge", "sets": len(days)}],
        "lines": [line("height", "better", 165, None, 2), line("bend", "none", None, 190, 0)],
        "weeks": weeks,
        "sides": sides,
        "loads": [],
        "checkins": checkins,
    }
