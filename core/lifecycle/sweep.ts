/** The sweeper, every minute: finds runs that everything else has forgotten, also those that are over and untold. */
import type { Cause, RunRecord } from '../history/run-record.ts';
import { stoppedBy, switchOver } from '../history/scope.ts';
import type { Instant } from '../ports/clock.ts';
import type { Ports } from '../ports/ports.ts';
import type { Switch } from '../ports/switches.ts';
import { type Ensured, ensureRecovery } from './ensure-recovery.ts';
import { tellOfForgotten } from './tell-of-end.ts';

export interface Swept {
  readonly runId: string;
  readonly ensured: Ensured | { readonly action: 'told' };
}

/**
 * Every unfinished run whose lease is over, whose experiment is gone, that recovers, or
 * that injects under a raised kill switch: `ensureRecovery` knows whether there is anything
 * to do. Then every one that is over and untold. One that fails does not keep the others from
 * being swept, and neither do switches that cannot be read.
 * @throws AggregateError with what failed
 */
export async function sweep(ports: Ports): Promise<readonly Swept[]> {
  const swept: Swept[] = [];
  const failures: unknown[] = [];
  const raised = await ports.switches.raised().catch((error: unknown): readonly Switch[] => {
    failures.push(error);
    return [];
  });
  const open = await ports.runs.list({ open: true });
  // Telling may take its time where nobody answers: what may still injure comes first.
  const over = open.filter(({ phase }) => phase === 'concluded');
  for (const record of [...open.filter(({ phase }) => phase !== 'concluded'), ...over]) {
    const { runId, phase } = record;
    try {
      if (phase === 'concluded') {
        if (await tellOfForgotten(runId, ports.clock.now(), ports)) swept.push({ runId, ensured: { action: 'told' } });
        continue;
      }
      const cause = await causeToSweep(record, raised, ports.clock.now(), ports);
      if (cause) swept.push({ runId, ensured: await ensureRecovery(runId, cause, ports) });
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, 'not every unfinished run could be swept');
  return swept;
}

async function causeToSweep(
  record: RunRecord,
  raised: readonly Switch[],
  now: Instant,
  ports: Ports,
): Promise<Cause | undefined> {
  if (record.lease && record.lease.until <= now) return { kind: 'deadline', detail: 'its lease is over', at: now };
  if (record.phase === 'recovering') return { kind: 'crashed', detail: 'its recovery ended early', at: now };
  // One that is only proposed is refused, at its next look or when it would be armed.
  const over = record.phase === 'injecting' ? switchOver(raised, record) : undefined;
  if (over) return { kind: 'person', detail: stoppedBy(over), at: now };
  const experiment = await ports.executions.look('experiment', record.runId);
  if (experiment.state === 'running') return undefined;
  const how = experiment.state === 'ended' ? experiment.how : 'gone';
  return { kind: 'crashed', detail: `its experiment ${how === 'gone' ? 'is gone' : `ended early (${how})`}`, at: now };
}
