/** What a guardrail is: facts gathered from the world, and a pure decision over them. */
import { type Refusal, refuse } from '../history/refusal.ts';
import type { Plan } from '../plan/plan.ts';
import type { Instant } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';

/** None of it changes anything. */
export interface GuardrailPorts extends Pick<Ports, 'stage' | 'clock' | 'metrics' | 'runs' | 'lever'> {
  readonly switches: Pick<Ports['switches'], 'raised'>;
  readonly promotions: Pick<Ports['promotions'], 'of'>;
  readonly leftovers: Pick<Ports['leftovers'], 'open'>;
  readonly faults: Pick<Ports['faults'], 'active' | 'mostByTag' | 'permissions'>;
}

/** What is asked of a guardrail. */
export interface Question {
  readonly plan: Plan;
  readonly now: Instant;
  /** The run itself, once it has a name: it is never in its own way. */
  readonly runId?: string | undefined;
  /** Who asked for the run, as the request claims. Missing while there is none. */
  readonly startedBy?: string | undefined;
  /** Hash of the plan that someone agreed to. */
  readonly agreed?: string | undefined;
}

export interface Rule<Facts> {
  readonly rule: string;
  /** Reads the world. A throw refuses: what cannot be checked is not assumed. */
  gather(question: Question, ports: GuardrailPorts): Promise<Facts>;
  /** One sentence to act on, or undefined to let it pass. Pure. */
  decide(question: Question, facts: Facts): string | undefined;
}

export interface Guardrail {
  readonly rule: string;
  check(question: Question, ports: GuardrailPorts): Promise<Refusal | undefined>;
}

export const guardrail = <Facts>({ rule, gather, decide }: Rule<Facts>): Guardrail => ({
  rule,
  async check(question, ports) {
    try {
      const why = decide(question, await gather(question, ports));
      return why === undefined ? undefined : refuse(rule, why);
    } catch (error) {
      return refuse(rule, `it could not be checked: ${error instanceof Error ? error.message : String(error)}`);
    }
  },
});

/** For rules that need nothing but the plan and the time. */
export const noFacts = async (): Promise<undefined> => undefined;
