/** What a pre-check is: facts gathered from the place that takes over, and a pure judgement of them. */
import type { Experiment } from '../../experiment/schema/experiment.ts';
import type { PlannedStep } from '../../plan/plan.ts';
import type { Instant, Millis } from '../../ports/clock.ts';
import type { Ports } from '../../ports/ports.ts';
import type { DrillTerms } from '../schema/terms.ts';

export const preCheckNames = [
  'headroom',
  'quotas',
  'replication',
  'dns',
  'health-checks',
  'certificates-and-secrets',
] as const;

export type PreCheckName = (typeof preCheckNames)[number];

export interface PreCheckFinding {
  readonly check: PreCheckName;
  /** What it is about: a service, a group, a name. */
  readonly of: string;
  readonly state: 'ok' | 'fails' | 'unknown';
  /** As it was found, for a table: `5,400 + 900`. */
  readonly measured: string;
  /** As it must be: `at most 6,400`. */
  readonly needed: string;
  /** Of a name: until the last resolver that keeps to its time leads elsewhere, once it is to. Missing where that is not known. */
  readonly takes?: Millis;
  /** Unless it is ok: what was found, and after a colon what to do. No full stop. */
  readonly says?: string;
}

/** None of it changes anything. */
export type PreCheckPorts = Pick<Ports, 'stage' | 'metrics' | 'resources' | 'standby'>;

/** A drill as it is planned. */
export interface PreCheckQuestion {
  readonly drill: DrillTerms;
  readonly definition: Experiment;
  readonly steps: readonly PlannedStep[];
  /** Of the plan. */
  readonly seed: number;
  readonly now: Instant;
  /** The longest that the run can last. */
  readonly lease: Millis;
}

export interface PreCheckRule<Facts> {
  readonly check: PreCheckName;
  /** Reads the world. Undefined: there is nothing to ask of this drill. A throw is a finding that nothing is known. */
  gather(question: PreCheckQuestion, ports: PreCheckPorts): Promise<Facts | undefined>;
  /** Pure. */
  judge(question: PreCheckQuestion, facts: Facts): readonly PreCheckFinding[];
}

export interface PreCheck {
  readonly check: PreCheckName;
  look(question: PreCheckQuestion, ports: PreCheckPorts): Promise<readonly PreCheckFinding[]>;
}

export const preCheck = <Facts>({ check, gather, judge }: PreCheckRule<Facts>): PreCheck => ({
  check,
  async look(question, ports) {
    try {
      const facts = await gather(question, ports);
      return facts === undefined ? [] : judge(question, facts);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return [unknown(check, 'all of it', `it could not be checked: ${why}`)];
    }
  },
});

/** What could not be found out refuses like what is not so. */
export const unknown = (check: PreCheckName, of: string, says: string, needed = ''): PreCheckFinding => ({
  check,
  of,
  state: 'unknown',
  measured: 'not known',
  needed,
  says,
});
