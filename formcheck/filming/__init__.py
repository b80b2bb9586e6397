"""Where to put the camera: guide, figures and drawings."""
