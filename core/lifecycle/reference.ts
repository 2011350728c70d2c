/** All that passes between states. What a run knows lives in its history. */
export interface StepReference {
  readonly runId: string;
  readonly wave: number;
  /** Counts the calls of the looping step within its wave, so that a retried call writes the same keys. */
  readonly visit: number;
  /** The state that the Choice goes to. */
  readonly next: string;
  /** For the Wait before `next`, in seconds. */
  readonly waitSeconds: number;
}

/** What starts a run: the input of the `experiment` execution, typed into a console or sent by a schedule. */
export interface RunRequest {
  /** Name or hash of a stored definition. */
  readonly experiment: string;
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
  /** Chosen from the run id when missing, and recorded. */
  readonly seed?: number;
  /** Hash of an earlier plan, which must still be the plan. */
  readonly plan?: string;
  /** Number of a stage of the definition's rollout. The furthest that may be run when missing. */
  readonly stage?: number;
  /** Why a drill goes on whatever its pre-checks say. Said by whoever starts it, and by no file. */
  readonly forcePrecheck?: string;
  readonly startedBy?: string;
}

/** The input of Admit: the execution's name, and the request at first, the reference after a wait. */
export interface AdmitInput {
  readonly runId: string;
  readonly input: RunRequest | StepReference;
}
