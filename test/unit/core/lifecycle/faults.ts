/** Faults by script: a token is a fault, and the test says what becomes of it. */
import type { FaultTemplate } from '../../../../core/ports/fault-template.ts';
import type { FaultObservation, FaultReference, FaultState, Faults, Injection } from '../../../../core/ports/faults.ts';

export interface ScriptedFault {
  state: FaultState;
  reason?: string;
  readonly externalId: string;
  readonly injection: Injection;
  /** Ends as `completed` then. */
  endsAt: number;
}

export interface ScriptedFaults extends Faults {
  readonly byToken: Map<string, ScriptedFault>;
  /** Thrown by the next start of a provider, before or after it took effect. */
  failing: { provider: string; error: Error; after?: boolean } | undefined;
  /** Faults that a stop does not end. */
  readonly stuck: Set<string>;
  /** Ids of entries that we undid. */
  readonly undone: string[];
  /** By id: what others made at the provider. */
  readonly templates: Map<string, FaultTemplate>;
}

export const refused = (message: string): Error => Object.assign(new Error(message), { name: 'FaultRefused' });

export function scriptedFaults(now: () => number, log: (call: string) => void, lasts: number): ScriptedFaults {
  const byToken = new Map<string, ScriptedFault>();
  const fail = (provider: string, after: boolean) => {
    const { failing } = faults;
    if (failing?.provider !== provider || (failing.after ?? false) !== after) return;
    faults.failing = undefined;
    throw failing.error;
  };
  const faults: ScriptedFaults = {
    byToken,
    failing: undefined,
    stuck: new Set(),
    undone: [],
    templates: new Map(),
    async start(injection) {
      log(`start ${injection.token}`);
      fail(injection.provider, false);
      const known = byToken.get(injection.token);
      const externalId = known?.externalId ?? `EXP${byToken.size + 1}`;
      if (!known) byToken.set(injection.token, { state: 'running', externalId, injection, endsAt: now() + lasts });
      fail(injection.provider, true);
      return { externalId };
    },
    async observe({ token }: FaultReference): Promise<FaultObservation> {
      const fault = byToken.get(token);
      if (!fault) return { state: 'absent', actions: [] };
      if (fault.state === 'running' && now() >= fault.endsAt) fault.state = 'completed';
      const { state, reason, externalId } = fault;
      return { state, externalId, actions: [], ...(reason !== undefined && { reason }) };
    },
    async stop({ token }) {
      log(`stop ${token}`);
      const fault = byToken.get(token);
      if (fault?.state === 'running' && !faults.stuck.has(token)) fault.state = 'stopped';
    },
    async undo({ id }) {
      log(`undo ${id}`);
      faults.undone.push(id);
    },
    active: async () => [...byToken.values()].filter(({ state }) => state === 'running').length,
    mostByTag: async () => Number.POSITIVE_INFINITY,
    permissions: async () => ({ asked: false, why: 'the script has no permissions' }),
    async template(id) {
      const template = faults.templates.get(id);
      return template ? { found: true, template } : { found: false, why: 'it does not exist' };
    },
  };
  return faults;
}
