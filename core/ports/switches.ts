/** The platform's kill switch, by scope. Raised, it refuses new runs there. */
export interface Switch {
  readonly scope: 'all' | `owner:${string}` | `service:${string}`;
  readonly by: string;
  readonly reason: string;
  readonly at: number;
}

export interface Switches {
  raised(): Promise<readonly Switch[]>;
}
