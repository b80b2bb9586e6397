"""From poses to a report, with numpy alone and without input or output.

* `exercise`: what an exercise declares; `figures`, `timing`, `visibility`, `thresholds` help it.
* `shared_cues`, `standing_cues`, `cue_landmarks`, `working_side`: what exercises share.
* `pose`, `smoothing`, `geometry`, `kinematics`, `measurements`, `pelvis`, `camera_view`: numbers.
* `recording`: what is wrong with a recording, and which sets are in it.
* `recognition`: which exercise a set shows; `counting`: its repetitions.
* `judge`: one repetition against its cues; `set_analysis`, `session`: all of them.
* `report`: the result, in numbers and in sentences; `truth`: what it is compared with.
"""
