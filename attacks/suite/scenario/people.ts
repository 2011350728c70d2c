/** Who starts what and when, who approves it, and who loses patience. */
import type { Instant } from '../../../core/ports/clock.ts';
import type { StoredDefinition } from '../../../core/ports/definitions.ts';
import type { Scope } from '../../../core/ports/switches.ts';
import type { Chance } from '../chance.ts';
import { definitions } from './experiments.ts';

const minute = 60_000;

export interface Start {
  readonly runId: string;
  readonly definition: StoredDefinition;
  readonly at: Instant;
  readonly by: string;
  /** A schedule's event may come more than once; a person presses the button again. */
  readonly from: 'schedule' | 'person';
}

export interface Word {
  readonly runId: string;
  readonly at: Instant;
}

/** Everything of a scope is stopped, and let in again. */
export interface Halt {
  readonly scope: Scope;
  readonly at: Instant;
  readonly until: Instant;
}

export interface Cast {
  readonly starts: readonly Start[];
  readonly approvals: readonly Word[];
  readonly stops: readonly Word[];
  readonly halts: readonly Halt[];
}

/** Two to five experiments within a few minutes, so that they overlap. */
export function castOf(chance: Chance, begins: Instant): Cast {
  const starts = Array.from({ length: 2 + chance.below(4, 'how many') }, (_, i): Start => {
    const runId = `run-${i + 1}`;
    const from = chance.of(`scheduled/${runId}`) < 0.3 ? 'schedule' : 'person';
    return {
      runId,
      definition: chance.pick(definitions, `which/${runId}`),
      at: begins + 1000 + chance.below(4 * minute, `when/${runId}`),
      by: from === 'schedule' ? 'schedule' : 'ada',
      from,
    };
  });
  const after = (runId: string, name: string, share: number, within: number): readonly Word[] => {
    const start = starts.find((each) => each.runId === runId)!;
    return chance.of(`${name}/${runId}`) < share
      ? [{ runId, at: start.at + chance.below(within, `${name} after/${runId}`) }]
      : [];
  };
  return {
    starts,
    approvals: starts
      .filter(({ definition }) => definition.experiment.guardrails.approval)
      .flatMap(({ runId }) => after(runId, 'approves', 0.9, 3 * minute)),
    // Some lose patience twice. Nobody waits for ever for a word that does not come.
    stops: starts.flatMap(({ runId, definition, at }) => [
      ...after(runId, 'stops', 0.25, 10 * minute),
      ...after(runId, 'stops again', 0.08, 14 * minute),
      ...(definition.experiment.guardrails.approval ? [{ runId, at: at + 15 * minute }] : []),
    ]),
    halts: haltsOf(chance, starts, begins),
  };
}

/** In some stories: the owner or the service of one of the runs, or everything. */
function haltsOf(chance: Chance, starts: readonly Start[], begins: Instant): readonly Halt[] {
  if (chance.of('halts') >= 0.25) return [];
  const { owner, service } = chance.pick(starts, 'halts which').definition.experiment.metadata;
  const scope = chance.pick<Scope>([`owner:${owner}`, `service:${service}`, 'all'], 'halts what');
  const at = begins + 1000 + chance.below(6 * minute, 'halts when');
  return [{ scope, at, until: at + minute + chance.below(6 * minute, 'halts how long') }];
}
