import type { Settings } from '../platform/settings.ts';
import type { Clock } from './clock.ts';
import type { Deadline } from './deadline.ts';
import type { Definitions } from './definitions.ts';
import type { Executions } from './executions.ts';
import type { Faults } from './faults.ts';
import type { Journal } from './journal.ts';
import type { Ledger } from './ledger.ts';
import type { Leftovers } from './leftovers.ts';
import type { Metrics } from './metrics.ts';
import type { Notices } from './notices.ts';
import type { Promotions } from './promotions.ts';
import type { Resources } from './resources.ts';
import type { Runs } from './runs.ts';
import type { SafetyLever } from './safety-lever.ts';
import type { Standby } from './standby.ts';
import type { Switches } from './switches.ts';

/** The deployed stage that an experiment's `environment` must equal. */
export interface Stage {
  readonly environment: string;
  readonly platform: 'aws' | 'simulated';
  /** The platform's own account. Missing where there is no other. */
  readonly account?: string;
  /** Where the platform's own functions, tables and schedules are. Missing on a laptop. */
  readonly region?: string;
  /** Longest that one function call of ours can stay in flight, in milliseconds. */
  readonly functionTimeout: number;
  readonly settings: Settings;
}

/** All that the lifecycle knows of the world. Sixteen small ports, each cut along a transaction. */
export interface Ports {
  readonly stage: Stage;
  readonly clock: Clock;
  readonly definitions: Definitions;
  readonly resources: Resources;
  readonly faults: Faults;
  readonly metrics: Metrics;
  readonly runs: Runs;
  readonly ledger: Ledger;
  readonly leftovers: Leftovers;
  readonly promotions: Promotions;
  readonly journal: Journal;
  readonly deadline: Deadline;
  readonly executions: Executions;
  readonly notices: Notices;
  readonly switches: Switches;
  readonly lever: SafetyLever;
  readonly standby: Standby;
}
