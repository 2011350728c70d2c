/**
 * What a Chaos Monkey is told, whichever file tells it: Netflix's own TOML and the
 * application's settings in Spinnaker, kube-monkey, and YAML in the same spirit. Kept whole
 * and typed, so that a kind of file of ours can take it over; today's drafts are made from it.
 */
export interface MonkeyConfiguration {
  readonly kills: 'instances' | 'pods';
  readonly enabled: boolean | undefined;
  /** Nothing is killed, only written down. */
  readonly leashed: boolean | undefined;
  readonly window: MonkeyWindow | undefined;
  /** Six fields of EventBridge. */
  readonly cron: string | undefined;
  /** Of a kill on each occasion, 0 to 1. */
  readonly probability: number | undefined;
  readonly accounts: readonly string[];
  /** Applications, services or namespaces; none: all that opted in. */
  readonly only: readonly string[];
  readonly never: readonly string[];
  readonly groups: readonly MonkeyGroup[];
  readonly gracePeriodSeconds: number | undefined;
}

export interface MonkeyWindow {
  /** Whole hours, local, of workdays. */
  readonly startHour: number;
  readonly endHour: number;
  readonly timeZone: string;
}

/** An application's own settings. */
export interface MonkeyGroup {
  readonly application: string;
  readonly enabled: boolean;
  readonly grouping: 'app' | 'stack' | 'cluster';
  readonly meanWorkdaysBetweenKills: number | undefined;
  readonly minWorkdaysBetweenKills: number | undefined;
  readonly regionsAreIndependent: boolean;
  readonly exceptions: readonly MonkeyException[];
  readonly allowed: readonly MonkeyException[];
}

/** `*` stands for every one. */
export interface MonkeyException {
  readonly account: string;
  readonly region: string;
  readonly stack: string;
  readonly detail: string;
}

export const nobody: MonkeyConfiguration = {
  kills: 'instances',
  enabled: undefined,
  leashed: undefined,
  window: undefined,
  cron: undefined,
  probability: undefined,
  accounts: [],
  only: [],
  never: [],
  groups: [],
  gracePeriodSeconds: undefined,
};
