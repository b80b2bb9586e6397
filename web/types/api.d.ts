// Written by `python -m tests.web.api_types` from the API's own schemas: do not edit.

/** A page of the access log, newest first; `total` counts all entries. */
export interface AccessLog {
  looks: AccessOut[];
  total: number;
}

/** One entry of the access log; the id is null once that person has erased their account. */
export interface AccessOut {
  when: string;
  who: Viewer;
  what: string;
  set: AccountSetNamed | null;
}

/** A finding that the machine missed. */
export interface AddedOut {
  id: string;
  rep: number | null;
  cue: string | null;
  time: number;
  text: string;
  by: Author | null;
  mine: boolean;
  when: string;
}

/** Days trained, of those planned in the last two weeks. */
export interface Adherence {
  done: number;
  planned: number;
}

/** One set: its video or live recording, its job, and what the report says in short. A report may be ready while the state is still `running`, in the stage `rendering`. `filmed_on`: the day it counts on; null where that is the day of `created`. `mirrored`: a selfie camera's picture, whose left and right are put right. */
export interface Analysis {
  load_kg: number | null;
  band: string | null;
  effort: number | null;
  id: string;
  title: string;
  origin: "upload" | "live" | "sample";
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  created: string;
  filmed_on: string | null;
  requested: string | null;
  exercise: ExerciseNamed | null;
  model: string;
  mirrored: boolean;
  good: number | null;
  total: number | null;
  fault: Fault | null;
  seconds: number | null;
  width: number | null;
  height: number | null;
  stage: "waiting" | "analysing" | "rendering" | null;
  progress: number | null;
  left: number | null;
  error: Problem | null;
  tries: number;
  thumbnail: string | null;
  has_video: boolean;
  report_ready: boolean;
  video_removed: string | null;
  owner: Somebody | null;
  reviewed: string | null;
  comments: number;
}

/** An answer to a comment. */
export interface AnswerOut {
  id: string;
  text: string;
  by: Author | null;
  mine: boolean;
  when: string;
}

/** Who wrote something. */
export interface Author {
  id: string;
  name: string;
}

/** The repetitions that were compared. */
export interface BothReps {
  before: RepTimes[];
  after: RepTimes[];
}

/** A new title, the day the set was filmed, its load and effort; what is left out stays. Null takes load, band or effort away. */
export interface Changes {
  load_kg?: number | null;
  band?: string | null;
  effort?: number | null;
  title?: string | null;
  filmed_on?: string | null;
}

/** One day's check-in: pain 0-10, hours of sitting, how often sitting was interrupted. */
export interface CheckInOut {
  day: string;
  back: number | null;
  hip: number | null;
  knee: number | null;
  sitting: number | null;
  breaks: number | null;
}

/** Check-ins in order of their days. */
export interface CheckIns {
  checkins: CheckInOut[];
}

/** An exercise that lists can be filtered by. */
export interface Choice {
  id: string;
  title: string;
  count: number;
}

/** The activation circuit before training, in order. */
export interface Circuit {
  steps: CircuitStep[];
}

/** One exercise of the activation circuit: one set, then `rest` seconds; `done`: sets today. */
export interface CircuitStep {
  exercise: string;
  title: string;
  filmed: boolean;
  reps: [number, number];
  sets: [number, number];
  days: number[];
  hold: [number, number] | null;
  sides: "both" | "each" | "left" | "right";
  load_kg: number | null;
  band: string | null;
  progression: string;
  changed?: boolean;
  rest: number;
  done: number;
}

/** What a coach keeps about a client for themselves: a note, and the groups they are in. */
export interface ClientNote {
  note: string;
  tags: string[];
}

/** A coach's clients, by name. */
export interface Clients {
  clients: PeopleClient[];
}

/** What is to change in a comment; what is left out stays. */
export interface CommentChange {
  time?: number | null;
  until?: number | null;
  text?: string | null;
  drawing?: Drawing | null;
  voice?: NewVoice | null;
}

/** Something said at a moment, or until another; `seen`: by the set's owner. */
export interface CommentOut {
  id: string;
  time: number;
  until: number | null;
  text: string;
  drawing: Drawing | null;
  voice: VoiceOut | null;
  by: Author | null;
  mine: boolean;
  when: string;
  edited: string | null;
  answers: AnswerOut[];
  seen: boolean;
}

/** Two sets, what differs (what got worse first), and the repetitions. */
export interface Comparison {
  before: Analysis;
  after: Analysis;
  headline: string;
  lead: string;
  differences: DifferenceOut[];
  reps: BothReps;
}

/** The words that confirm erasing everything. */
export interface Confirmation {
  confirm: "erase everything";
}

/** A coach's consent: since when it stands, and when it was withdrawn, if it was. */
export interface ConsentOut {
  coach: Somebody;
  since: string;
  withdrawn: string | null;
}

/** The person's coaches, present and past. */
export interface Consents {
  consents: ConsentOut[];
}

/** What a device answered, as `PublicKeyCredential.toJSON()` has it. */
export interface Credential {
  credential: Record<string, unknown>;
}

/** One thing that is watched, and how: what a person reads who asks what its name means. `limit_text` is the goal and `source` where it comes from; `known_confounders` what can mislead. */
export interface CueOut {
  id: string;
  title: string;
  message: string;
  limit_text: string;
  rule: string;
  method: string;
  source: string;
  known_confounders: string;
}

/** One cue of one side over time; `change`: the newest point against the first. `name`, `goal`, `lowest` and `highest` (of the means) are as they are read, in a unit that everybody knows, of which `scale` are one `unit`; `sign` is what stands behind a number on the axis. */
export interface CueTrend {
  exercise: string;
  cue: string;
  title: string;
  name: string;
  side: "left" | "right" | "both";
  goal: string;
  lowest: string;
  highest: string;
  sign: string;
  unit: string;
  scale: number;
  low: number | null;
  high: number | null;
  change: "better" | "worse" | "other" | "none" | "unknown";
  points: Point[];
}

/** Whether somebody agrees with one finding. `verdict` and `value` are those of the finding as it was told then, by the version `formcheck`; `current`: the report still says the same. */
export interface DecisionOut {
  id: string;
  rep: number;
  cue: string;
  decision: "accepted" | "rejected";
  objection: "not_this_fault" | "missed_something" | "cue_unclear" | null;
  reason: string;
  verdict: string;
  value: number | null;
  formcheck: string;
  current: boolean;
  by: Author | null;
  mine: boolean;
  when: string;
}

/** Until when it can be brought back. */
export interface Deleted {
  undo_until: string;
}

/** A message and how its last try went; `next_try` is null once it is over. */
export interface DeliveryOut {
  id: string;
  event: "set.judged" | "set.reviewed" | "test";
  created: string;
  tries: number;
  tried: string | null;
  next_try: string | null;
  outcome: "waiting" | "delivered" | "refused" | "no_answer" | "unreachable" | "bad_certificate" | "unknown_host" | "outside" | "needs_https" | "bad_address";
  status: number | null;
}

/** A page of a coach's clients; exercises, faults and tags are counted over all clients. */
export interface Desk {
  clients: DeskClient[];
  total: number;
  everybody: number;
  exercises: Choice[];
  faults: FaultChoice[];
  tags: Choice[];
  attention: Record<string, number>;
}

/** One set with all that is known of it; `report` as `report.json` has it. `as_sent`: its video is kept with sound and metadata; copied without, it would have changed. */
export interface Detail {
  load_kg: number | null;
  band: string | null;
  effort: number | null;
  id: string;
  title: string;
  origin: "upload" | "live" | "sample";
  state: "queued" | "running" | "done" | "failed" | "cancelled";
  created: string;
  filmed_on: string | null;
  requested: string | null;
  exercise: ExerciseNamed | null;
  model: string;
  mirrored: boolean;
  good: number | null;
  total: number | null;
  fault: Fault | null;
  seconds: number | null;
  width: number | null;
  height: number | null;
  stage: "waiting" | "analysing" | "rendering" | null;
  progress: number | null;
  left: number | null;
  error: Problem | null;
  tries: number;
  thumbnail: string | null;
  has_video: boolean;
  report_ready: boolean;
  video_removed: string | null;
  owner: Somebody | null;
  reviewed: string | null;
  comments: number;
  report: Record<string, unknown> | null;
  video: Playable | null;
  files: FileOut[];
  log: string[] | null;
  as_sent: boolean;
}

/** One cue of one side; `difference`: after - before, which counts beyond its margin only. `name`, `text`, `before_text` and `after_text` are what is shown of it. */
export interface DifferenceOut {
  cue: string;
  title: string;
  name: string;
  side: "left" | "right" | "both";
  unit: string;
  before: Value | null;
  after: Value | null;
  difference: number | null;
  margin: number | null;
  change: "better" | "worse" | "other" | "none" | "unknown";
  text: string;
  before_text: string;
  after_text: string;
}

/** Whether a set is off the queue without a review. */
export interface DismissalChange {
  dismissed: boolean;
}

/** Strokes on a frame, in its pixels: lists of [x, y]. */
export interface Drawing {
  width: number;
  height: number;
  strokes: [number, number][][];
}

/** A recording that has ended, all of it sent. `bytes`: how much that is. `analysis`: the live set whose recording it is. `mirrored`: it is a selfie camera's picture. */
export interface EndedRecording {
  bytes: number;
  analysis?: string | null;
  mirrored?: boolean;
}

/** The phase that somebody enters. */
export interface Entered {
  phase: 1 | 2 | 3;
}

/** Sets that were logged by hand. */
export interface Entry {
  load_kg: number | null;
  band: string | null;
  effort: number | null;
  id: string;
  day: string;
  exercise: string;
  title: string;
  reps: number;
  sets: number;
  note: string;
}

/** How many sets were erased. */
export interface ErasedSets {
  analyses: number;
}

/** An exercise that was filmed, and how many sets of it. One of which only a load was noted has none: it is logged by hand. */
export interface Exercise {
  id: string;
  title: string;
  sets: number;
}

/** How one exercise of the plan went in the last 14 days. `good` of `reps` were clean, of the `sets` that were filmed. */
export interface ExerciseFactsOut {
  exercise: string;
  title: string;
  sets: number;
  good: number;
  reps: number;
}

/** An exercise by name. */
export interface ExerciseNamed {
  id: string;
  title: string;
}

/** One exercise, as the page shows it. */
export interface ExerciseOut {
  id: string;
  title: string;
  start: string;
  wear: string;
  steps: string;
  prescription: PrescriptionOut;
  phases: Record<string, string>;
  cues: CueOut[];
  places: PlaceOut[];
}

/** All exercises, in the order of the programme; others after them, in alphabetical order. */
export interface Exercises {
  exercises: ExerciseOut[];
}

/** What speaks for and against moving on, of the last 14 days; `clean`: shares. */
export interface FactsOut {
  days_planned: number;
  days_done: number;
  clean: number | null;
  clean_before: number | null;
  pains: PainOut[];
  stop: string | null;
  exercises: ExerciseFactsOut[];
}

/** The one shape of every failure. */
export interface Failure {
  error: ProblemWithParams;
}

/** What to fix first, and in how many repetitions it was seen. */
export interface Fault {
  cue: string;
  title: string;
  message: string;
  count: number;
}

/** A fault that lists can be filtered by. */
export interface FaultChoice {
  cue: string;
  title: string;
  count: number;
}

/** A file that can be downloaded; `bytes` is null if it is made when it is first asked for. */
export interface FileOut {
  name: string;
  title: string;
  bytes: number | null;
  type: string;
  url: string;
}

/** The server answers. */
export interface Health {
  ok?: true;
  version?: string;
}

/** What holds recovery back: `pace` is what is left of the pace by it, 0-1. `value`: the share of planned days trained, hours of sitting, or the share of clean repetitions. */
export interface HoldingBackOut {
  factor: "training" | "sitting" | "form";
  pace: number;
  value: number;
}

/** A link that lets one person join; it is shown once. `qr`: the link as a picture. */
export interface InvitationLink {
  id: string;
  url: string;
  qr: string;
  until: string;
}

/** An invitation that was not used yet. */
export interface InvitationOut {
  id: string;
  name: string;
  role: "coach" | "client";
  created: string;
  until: string;
}

/** The invitations that can still be used, the newest first. */
export interface Invitations {
  invitations: InvitationOut[];
}

/** An invitation: who invites (null for the first coach), as what, and whom. */
export interface Invited {
  by: string | null;
  role: "coach" | "client";
  name: string;
}

/** Who joins; somebody who is signed in gives their consent only. `consent`: the coach who invites may see one's sets and plan them. */
export interface JoinRequest {
  name?: string;
  login?: string;
  password?: string;
  consent?: boolean;
}

/** A client's newest set. */
export interface LastSet {
  id: string;
  title: string;
  created: string;
  filmed_on: string | null;
  exercise: ExerciseNamed;
  good: number;
  total: number;
}

/** New ends, and why. */
export interface LimitChange {
  low?: number | null;
  high?: number | null;
  note: string;
}

/** A cue's limits, null = open; `since` and `note`: when and why it was changed, if it was. `prescribed`: it follows from the hold of the plan. `text`, `default_text`: the limits as they are read, in a unit that everybody knows, of which `scale` are one `unit`; `sign`: that unit as it stands behind a number. `low_range`, `high_range`: what each end may be changed to, null where the cue has no such end. */
export interface LimitOut {
  exercise: string;
  cue: string;
  title: string;
  unit: string;
  low: number | null;
  high: number | null;
  default_low: number | null;
  default_high: number | null;
  text: string;
  default_text: string;
  sign: string;
  scale: number;
  low_range: SensibleRange | null;
  high_range: SensibleRange | null;
  note: string;
  since: string | null;
  prescribed: boolean;
}

/** A new link; its address is shown once. */
export interface LinkMade {
  id: string;
  url: string;
  until: string;
}

/** A link that has not ended. */
export interface LinkOut {
  id: string;
  set_id: string;
  title: string;
  created: string;
  until: string;
}

/** A person's links, the newest first. */
export interface Links {
  links: LinkOut[];
}

/** The load of a set and its effort from 1 to 10, as its owner noted them; null: not noted. */
export interface LoadNoted {
  load_kg: number | null;
  band: string | null;
  effort: number | null;
}

/** A set with its load and effort beside its form; `good` is null where nobody filmed it. `load`: as it is read, empty where only the effort was noted. `sets`: how many were alike. */
export interface Loaded {
  day: string;
  set_id: string | null;
  load_kg: number | null;
  load: string;
  effort: number | null;
  good: number | null;
  reps: number;
  sets: number;
}

/** Who is signed in. */
export interface Me {
  id: string;
  name: string;
  login: string;
  role: "coach" | "client";
}

/** Size of the pose model: the larger, the slower and the more exact. */
export type ModelSize = "lite" | "full" | "heavy";

/** An answer. */
export interface NewAnswer {
  text: string;
}

/** A day's check-in; null: not recorded. */
export interface NewCheckIn {
  back?: number | null;
  hip?: number | null;
  knee?: number | null;
  sitting?: number | null;
  breaks?: number | null;
}

/** Something to say at a moment, or until another. */
export interface NewComment {
  time: number;
  until?: number | null;
  text?: string;
  drawing?: Drawing | null;
  voice?: NewVoice | null;
}

/** What somebody thinks of a finding; rejected, they may say what is wrong with it. */
export interface NewDecision {
  decision: "accepted" | "rejected";
  objection?: "not_this_fault" | "missed_something" | "cue_unclear" | null;
  reason?: string;
}

/** Sets that were done without the camera: `sets` of `reps` repetitions each. */
export interface NewEntry {
  load_kg?: number | null;
  band?: string | null;
  effort?: number | null;
  day: string;
  exercise: string;
  reps: number;
  sets?: number;
  note?: string;
}

/** A finding that the machine missed. */
export interface NewFault {
  rep?: number | null;
  cue?: string | null;
  time: number;
  text?: string;
}

/** Whom to invite, and as what. */
export interface NewInvitation {
  name: string;
  role: "coach" | "client";
}

/** Which set to share, and for how long. */
export interface NewLink {
  set_id: string;
  days?: number;
}

/** The load of a set, and its effort: 1 is hardly any, 10 is not one repetition more. */
export interface NewLoad {
  load_kg?: number | null;
  band?: string | null;
  effort?: number | null;
}

/** A new name. */
export interface NewName {
  name: string;
}

/** A new passkey, and what to call it. */
export interface NewPasskey {
  credential: Record<string, unknown>;
  name: string;
}

/** The current password and the new one. */
export interface NewPassword {
  old: string;
  new: string;
}

/** A text to save as a reply. */
export interface NewReply {
  text: string;
}

/** What somebody says at the start; without `day` it is today, or stays as it was. */
export interface NewStart {
  day?: string | null;
  lasted: "weeks" | "months" | "years";
  severity: "mild" | "moderate" | "strong";
  disc?: boolean;
  nerve?: boolean;
  cleared?: boolean;
  sitting?: number | null;
}

/** A plan to keep; one of the same name is replaced. */
export interface NewTemplate {
  name: string;
  plan: TemplateExercise[];
}

/** A new token; `days`: how long it is valid, null: until it is revoked. */
export interface NewToken {
  name: string;
  scopes: ("sets:read" | "sets:write" | "clients:read")[];
  days?: number | null;
}

/** A file that is about to be sent. `analysis`: the live set whose recording it is; `keep_sound`: keep the video with its sound. `mirrored`: it is a selfie camera's picture. `recording`: it is sent while it is filmed, so that its `bytes` are not known: 0. */
export interface NewUpload {
  name: string;
  bytes: number;
  exercise?: string | null;
  model?: ModelSize | null;
  analysis?: string | null;
  keep_sound?: boolean;
  mirrored?: boolean;
  recording?: boolean;
}

/** What is said aloud: the audio as the browser recorded it, in base64. */
export interface NewVoice {
  audio: string;
  seconds: number;
}

/** The address of a new webhook. */
export interface NewWebhook {
  url: string;
}

/** What others said of one's own sets. */
export interface News {
  comments: UnseenComment[];
}

/** A recording that has begun to arrive and has not ended. `quiet`: seconds since something of it arrived. */
export interface OpenRecording {
  id: string;
  name: string;
  exercise: string | null;
  begun: string;
  bytes: number;
  mirrored: boolean;
  quiet: number;
}

/** The recordings that have not ended, the newest first. */
export interface OpenRecordings {
  recordings: OpenRecording[];
}

/** Something done today that was not planned for today. */
export interface OtherDone {
  exercise: string;
  title: string;
  sets_done: SetDone[];
}

/** Why the client's pain makes a set urgent. */
export interface Pain {
  code: "stop" | "pain_up" | "fault_back" | "no_set";
  message: string;
}

/** Pain in one region: the mean of the last week, of the three before, and the trend. */
export interface PainOut {
  region: "back" | "hip" | "knee";
  recent: number | null;
  earlier: number | null;
  trend: "up" | "down" | "level" | "unknown";
}

/** How long the phone stays paired. */
export interface PairingIn {
  hours?: number;
}

/** A passkey by its name. */
export interface PasskeyOut {
  id: string;
  name: string;
  created: string;
  used: string | null;
}

/** One's passkeys, the newest first. */
export interface Passkeys {
  passkeys: PasskeyOut[];
}

/** A login and its password. */
export interface Password {
  login: string;
  password: string;
}

/** One phase of the programme; `exercises`: what belongs to it. */
export interface PhaseOut {
  number: number;
  title: string;
  about: string;
  exercises: (Record<string, string>)[];
}

/** Whether a phone is paired; how to pair one while a code waits. */
export interface PhoneOut {
  state: "off" | "waiting" | "paired";
  seconds_left: number;
  address: string;
  code: string;
  fingerprint: string;
  qr: string;
}

/** One place of the camera; more keys as `formcheck film --json` has them. */
export interface PlaceOut {
  name: string;
  title: string;
  text: string;
  where: string;
  drawing: string;
  described: string;
}

/** The plan of one exercise; no days: it is not done at all. `hold` and `sides` stay as they are where they are left out. A hold of null asks for none; an exercise that is checked by camera then keeps its own. `load_kg`, `band` and `progression` stay likewise; null takes them away. */
export interface PlanChange {
  exercise: string;
  days: number[];
  reps: [number, number];
  sets: [number, number];
  hold?: [number, number] | null;
  sides?: "both" | "each" | "left" | "right" | null;
  load_kg?: number | null;
  band?: string | null;
  progression?: string | null;
}

/** An exercise as this person does it; `days`: 0 = Monday; `hold`: seconds at the top. `load_kg`, `band`, `progression`: the load to use, and when it is to grow, in the coach's words. `changed`: not as the routine. */
export interface PlannedOut {
  exercise: string;
  title: string;
  filmed: boolean;
  reps: [number, number];
  sets: [number, number];
  days: number[];
  hold: [number, number] | null;
  sides: "both" | "each" | "left" | "right";
  load_kg: number | null;
  band: string | null;
  progression: string;
  changed?: boolean;
}

/** A video that browsers play; page time = source time - start. */
export interface Playable {
  url: string;
  type: string;
  start: number;
}

/** One set: a cue's mean, how far off it may be, over how many repetitions, `faults` of them. `text` is the mean with its margin as it is read. */
export interface Point {
  day: string;
  set_id: string;
  text: string;
  value: number;
  margin: number;
  reps: number;
  faults: number;
}

/** What the routine asks of one set. */
export interface PrescriptionOut {
  reps: [number, number];
  sets: [number, number];
  hold: [number, number] | null;
  sides: string;
  side_order: "both" | "in_turn" | "either";
}

/** The newest sets of an exercise, the newest first. */
export interface Preview {
  sets: PreviewedSet[];
}

/** A limit to try without keeping it. */
export interface PreviewRequest {
  low?: number | null;
  high?: number | null;
  exercise: string;
  cue: string;
}

/** One set as it was judged, and as it would be with the limit. */
export interface PreviewedSet {
  id: string;
  title: string;
  created: string;
  before: Verdicts;
  after: Verdicts;
}

/** What went wrong: `code` for programs, `message` for people. */
export interface Problem {
  code: string;
  message: string;
}

/** What went wrong; `params`: the values that the message names. */
export interface ProblemWithParams {
  code: string;
  message: string;
  params: Record<string, string | number | number | boolean>;
}

/** The programme as it stands on one day. */
export interface Programme {
  phase: PhaseOut;
  phases: PhaseOut[];
  day: string;
  today: TodayOut[];
  others: OtherDone[];
  plan: PlannedOut[];
  checkin: CheckInOut | null;
  facts: FactsOut;
  reminder: string | null;
  streak: number;
}

/** All of it on one page; `lines` are of `exercise`, the one asked for or done last. `loads`: its sets of which load or effort was noted, oldest first. */
export interface Progress {
  exercise: string | null;
  exercises: Exercise[];
  lines: CueTrend[];
  weeks: Week[];
  sides: Sides[];
  loads: Loaded[];
  checkins: CheckInOut[];
}

/** How to judge a set again; what is left out stays as it was. */
export interface Reanalysis {
  exercise?: string | null;
  model?: ModelSize | null;
  mirrored?: boolean | null;
}

/** Why somebody needs attention. */
export interface Reason {
  code: "stop" | "pain_up" | "fault_back" | "no_set";
  message: string;
}

/** A set that shows how it is done, and how many of its repetitions are clean. */
export interface Reference {
  id: string;
  title: string;
  created: string;
  filmed_on: string | null;
  good: number;
  total: number;
  sample: boolean;
}

/** The sets that may be shown beside another, the cleanest first. */
export interface References {
  sets: Reference[];
}

/** The times of a repetition, in seconds, by which two videos are played in step. */
export interface RepTimes {
  number: number;
  side: "left" | "right" | "both";
  verdict: "ok" | "fault" | "unsure";
  start: number;
  top_start: number;
  top_end: number;
  end: number;
}

/** A coach's saved replies. */
export interface Replies {
  replies: Reply[];
}

/** A saved reply. */
export interface Reply {
  id: string;
  text: string;
  created: string;
}

/** What came back. `missing`: files that were not there when the backup was written; `join`: where the first coach joins, after a backup without accounts was brought back in team mode. */
export interface Restored {
  sets: number;
  files: number;
  missing: number;
  join: string | null;
}

/** Days after which videos are removed; null: never. */
export interface Retention {
  video_days: number | null;
}

/** All that people said of a set. `own`: it is the set of the person who asks. `reference`: a good set to show beside it. */
export interface Review {
  own: boolean;
  reference: Reference | null;
  reviewed: string | null;
  reviewer: Author | null;
  decisions: DecisionOut[];
  added: AddedOut[];
  comments: CommentOut[];
}

/** The sets that wait, the most urgent first; `total` counts all of them. */
export interface ReviewQueue {
  sets: WaitingSet[];
  total: number;
}

/** Whether a set was gone through. */
export interface Reviewed {
  reviewed: boolean;
}

/** The least and the most that an end of a limit may be; `text`: the same as it is read. */
export interface SensibleRange {
  least: number;
  most: number;
  text: string;
}

/** One browser that is signed in; `this`: the one that asks. */
export interface SessionOut {
  id: string;
  created: string;
  seen: string;
  browser: string;
  this: boolean;
}

/** Where somebody is signed in, the latest first. */
export interface Sessions {
  sessions: SessionOut[];
}

/** A set that was done: `id` of one filmed, `entry` of one by hand (`sets` of them). */
export interface SetDone {
  load_kg: number | null;
  band: string | null;
  effort: number | null;
  id: string | null;
  kind: "filmed" | "by_hand";
  entry: string | null;
  good: number | null;
  reps: number;
  sets: number;
  note: string;
}

/** A part of the sets; `total` counts all that were asked for. */
export interface SetPage {
  analyses: Analysis[];
  total: number;
  exercises: Choice[];
  faults: FaultChoice[];
}

/** Left against right: repetitions, clean ones, mean hold in seconds and as it is read. */
export interface Sides {
  exercise: string;
  title: string;
  left: number;
  left_good: number;
  left_hold: number | null;
  left_hold_text: string;
  right: number;
  right_good: number;
  right_hold: number | null;
  right_hold_text: string;
}

/** A person by name. */
export interface Somebody {
  id: string;
  name: string;
}

/** What somebody said at the start. `lasted`: how long it had been so; `severity`: how strong it was; `disc`, `nerve`: what else there is; `cleared`: a professional has said that they may train; `sitting`: hours a day. */
export interface StartOut {
  day: string;
  lasted: "weeks" | "months" | "years";
  severity: "mild" | "moderate" | "strong";
  disc: boolean;
  nerve: boolean;
  cleared: boolean;
  sitting: number | null;
}

/** What a page needs to know at the start; free_bytes: how much may still be uploaded; sample: whether there is a sample set to add; me: who is signed in, in team mode; set_up: nobody has an account yet, so that the first coach is to join by the link that was printed. */
export interface State {
  version: string;
  mode: "personal" | "team";
  me: Me | null;
  set_up: boolean;
  limits: ServerLimits;
  free_bytes: number;
  queue: Waiting;
  sample: boolean;
}

/** A plan that is kept. */
export interface Template {
  name: string;
  plan: TemplateExercise[];
  id: string;
  created: string;
}

/** An exercise of a template; `changed`: not as the routine. Loads are each client's own. */
export interface TemplateExercise {
  exercise: string;
  days: number[];
  reps: [number, number];
  sets: [number, number];
  hold?: [number, number] | null;
  sides?: "both" | "each" | "left" | "right" | null;
  load_kg?: number | null;
  band?: string | null;
  progression?: string | null;
  changed: boolean;
}

/** A coach's templates by name. */
export interface Templates {
  templates: Template[];
}

/** How long it takes as of a day, in weeks from then: to first changes, and to full recovery. `first` and `full` are at the pace of late, the others if all is done as planned from now on. All are null where no range is given; `no_range` says why: see a professional first, pain grows or is severe, or too little was trained of late. `counted`: weeks since the start, as far as they were trained. `skipped`: weeks by which a phase was entered too early. */
export interface TimelineOut {
  first: WeeksOut | null;
  full: WeeksOut | null;
  first_as_planned: WeeksOut | null;
  full_as_planned: WeeksOut | null;
  no_range: "professional" | "pain" | "rest" | null;
  less_pain: boolean;
  weeks: number;
  counted: number;
  holding_back: HoldingBackOut[];
  skipped: number;
}

/** What was said at the start, and how long it takes; null before anything was said. */
export interface TimelinePage {
  start: StartOut | null;
  timeline: TimelineOut | null;
}

/** An exercise of today: `done` of `target` sets; `partial`: reps of a set that has too few. */
export interface TodayOut {
  exercise: string;
  title: string;
  filmed: boolean;
  reps: [number, number];
  sets: [number, number];
  days: number[];
  hold: [number, number] | null;
  sides: "both" | "each" | "left" | "right";
  load_kg: number | null;
  band: string | null;
  progression: string;
  changed?: boolean;
  done: number;
  target: number;
  finished: boolean;
  partial: number | null;
  sets_done: SetDone[];
}

/** A token without its secret. */
export interface TokenOut {
  id: string;
  name: string;
  scopes: string[];
  created: string;
  until: string | null;
  used: string | null;
}

/** A token with its secret, which is shown once: `Authorization: Bearer fc_...`. */
export interface TokenWithSecret {
  id: string;
  name: string;
  scopes: string[];
  created: string;
  until: string | null;
  used: string | null;
  secret: string;
}

/** One's tokens, the newest first. */
export interface Tokens {
  tokens: TokenOut[];
}

/** A comment that its set's owner has not seen; `voice`: it has a voice note. */
export interface UnseenComment {
  id: string;
  set: ReviewSetNamed;
  time: number;
  text: string;
  voice: boolean;
  by: Author | null;
  when: string;
}

/** How much of a file has arrived; `analysis` once it is whole. */
export interface Upload {
  id: string;
  offset: number;
  bytes: number;
  chunk: number;
  analysis?: Analysis | null;
  known?: boolean;
}

/** The mean over repetitions, and how far off it may be. */
export interface Value {
  value: number;
  margin: number;
  reps: number;
}

/** How many repetitions got each verdict for this cue. */
export interface Verdicts {
  faults: number;
  ok: number;
  unsure: number;
}

/** The person who looked. */
export interface Viewer {
  id: string | null;
  name: string;
}

/** Where a voice note is, and how long it is. */
export interface VoiceOut {
  url: string;
  seconds: number;
}

/** How many sets wait, and how many are worked on. */
export interface Waiting {
  waiting: number;
  running: number;
}

/** A set that waits for a review. */
export interface WaitingSet {
  set: Analysis;
  pain: Pain | null;
}

/** A webhook without its secret, with its last deliveries, the newest first. */
export interface WebhookOut {
  id: string;
  url: string;
  created: string;
  deliveries: DeliveryOut[];
}

/** A new webhook; its secret is shown once. */
export interface WebhookWithSecret {
  id: string;
  url: string;
  secret: string;
}

/** One's webhooks; `outside`: addresses outside the home network are allowed. */
export interface Webhooks {
  webhooks: WebhookOut[];
  outside: boolean;
}

/** One week: days trained of those planned, sets, clean repetitions of all, mean hold. Sets logged by hand count as sets and days; their repetitions were not judged. `planned` is what the plan of today asks for. `hold_text`: the mean hold as it is read, empty without one. */
export interface Week {
  monday: string;
  days: number;
  planned: number;
  sets: number;
  good: number;
  reps: number;
  hold: number | null;
  hold_text: string;
}

/** Weeks from today, the fewest and the most; `open`: it may take longer. */
export interface WeeksOut {
  low: number;
  high: number;
  open: boolean;
}

/** A set by its title. */
export interface AccountSetNamed {
  id: string;
  title: string;
}

/** One client. `new`: sets that wait for a review; `answers`: to comments, since the coach's last visit. `tags`: the groups that the coach put them in. `faults`: what was to be fixed first in the sets of the last four weeks. */
export interface DeskClient {
  id: string;
  name: string;
  since: string;
  last: LastSet | null;
  sets_week: number;
  adherence: Adherence;
  new: number;
  answers: number;
  attention: Reason[];
  faults: FaultChoice[];
  tags: string[];
}

/** Every limit, the exercises in the routine's order. */
export interface LimitsLimits {
  limits: LimitOut[];
}

/** A client whose sets the coach may see, and since when. */
export interface PeopleClient {
  id: string;
  name: string;
  since: string;
}

/** The largest file and the longest video that are taken. */
export interface ServerLimits {
  max_bytes: number;
  max_seconds: number;
}

/** A set by its exercise, or by its own name while that is not known. */
export interface ReviewSetNamed {
  id: string;
  title: string;
}
