/** The platform's kill switch, by scope. Raised, it refuses new runs there. */
export interface Switch {
  readonly scope: 'all' | `owner:${string}` | `service:${string}`;
  readonly by: string;
  readonly reason: string;
  readonly at: number;
  /** An alarm's, and over when it is OK again: it refuses a run, but ends nobody's waiting for one. */
  readonly passing?: true;
}

export interface Switches {
  raised(): Promise<readonly Switch[]>;
}
