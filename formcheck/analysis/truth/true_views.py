"""Whether a cue is visible from a camera's true place.

Written from the routine's view column, the usable azimuths and heights found on rendered sets,
and the true camera: nothing here is what formcheck itself believes about its view.
"""

from formcheck.analysis.truth.ground_truth import TrueCamera, TrueVisibility

_ORDER: tuple[TrueVisibility, ...] = ("shows", "weak", "cannot")


def worse(*seen: TrueVisibility) -> TrueVisibility:
    """Return the worst of several."""
    return max(seen, key=_ORDER.index)


def anywhere(_: TrueCamera) -> TrueVisibility:
    """Times: they need the joints tracked, from any place."""
    return "shows"


def nowhere(_: TrueCamera) -> TrueVisibility:
    """Not measurable with the pose model alone."""
    return "cannot"


def _bands(value: float, shows: float, weak: float) -> TrueVisibility:
    return "shows" if value <= shows else "weak" if value <= weak else "cannot"


def _from_height(height: float, shows: float, weak: float) -> TrueVisibility:
    return "shows" if height >= shows else "weak" if height >= weak else "cannot"


def landmarks_usable(camera: TrueCamera) -> TrueVisibility:
    """Whether the landmarks mean anything from there."""
    posture = camera.way.posture
    if posture == "upright":
        return "shows"
    if posture in ("left up", "right up"):
        return "weak" if camera.height >= 1.8 else _bands(abs(camera.way.azimuth - 90), 60, 65)
    if camera.off_end >= 45:
        return "shows"
    if camera.off_end >= 25:
        # Beyond the head, 30 degrees off, 0.7 m suffice: nothing hides the hips there.
        return "shows" if camera.height >= 1.3 or camera.way.head > 0 else "weak"
    return _from_height(camera.height, 2.0, 1.5)


def landmarks_usable_aside(camera: TrueCamera) -> TrueVisibility:
    """The same for a knee that is lifted out to the side: from behind it is seen lower too."""
    if camera.way.posture == "prone" and camera.off_end < 25 and camera.way.head < 0:
        return _from_height(camera.height, 1.2, 0.75)
    return landmarks_usable(camera)


def across(camera: TrueCamera) -> TrueVisibility:
    """Across the body: within 30 degrees of the hip-to-hip line, weakly to 45."""
    return _bands(camera.way.off_side, 30, 45)


def oblique(camera: TrueCamera) -> TrueVisibility:
    """Across the body or well off it: within 55 degrees of the hip-to-hip line."""
    return _bands(camera.way.off_side, 55, 65)


def front(camera: TrueCamera) -> TrueVisibility:
    """In front of or behind somebody who stands."""
    if camera.way.elevation > 45:
        return "cannot"
    return _bands(camera.off_end, 30, 45)


def front_of_side_lying(camera: TrueCamera) -> TrueVisibility:
    """In front of somebody who lies on the side."""
    return _bands(abs(camera.way.azimuth - 90), 45, 65)


def over_the_knees(camera: TrueCamera) -> TrueVisibility:
    """Foot end to three-quarter, 1.3 m and more; a raised side camera still shows something."""
    if camera.way.head > 0.2 or camera.height < 1.0:
        return "cannot"
    if camera.height >= 1.3 and camera.way.off_side >= 40:
        return "shows"
    return "weak" if camera.height >= 1.1 else "cannot"


def hip_line(camera: TrueCamera) -> TrueVisibility:
    """Head end or raised foot end of somebody who lies: within 45 degrees of the long axis."""
    if camera.off_end > 60:
        return "cannot"
    if camera.off_end > 45:
        return "weak"
    return "shows" if camera.height >= 1.3 or camera.way.head > 0 else "cannot"


def end_on(camera: TrueCamera) -> TrueVisibility:
    """Along the body of somebody who lies or kneels: within 45 degrees of the long axis."""
    return _bands(camera.off_end, 45, 60)


def feet(camera: TrueCamera) -> TrueVisibility:
    """High beyond the feet of somebody who lies."""
    if camera.way.head > 0 or camera.off_end > 50:
        return "cannot"
    return "shows" if camera.height >= 2.0 else "weak"


def across_or_front(camera: TrueCamera) -> TrueVisibility:
    """Across the body of somebody who stands, or in front of it."""
    return min(across(camera), front(camera), key=_ORDER.index)


def weakly_across(camera: TrueCamera) -> TrueVisibility:
    """Across the body, of what the view shows only when it is large."""
    return worse("weak", across(camera))


def weakly_front(camera: TrueCamera) -> TrueVisibility:
    """In front of somebody who stands, of what the view shows only when it is large."""
    return worse("weak", front(camera))
