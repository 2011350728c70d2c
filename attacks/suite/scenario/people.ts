/** Who starts what and when, who approves it, who loses patience, and who looks after what was left. */
import type { Instant, Millis } from '../../../core/ports/clock.ts';
import type { StoredDefinition } from '../../../core/ports/definitions.ts';
import type { Scope } from '../../../core/ports/switches.ts';
import type { Chance } from '../chance.ts';
import type { SideEffect } from '../crash-points.ts';
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

/** A kill switch, from its raising to its lowering. */
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
  /** When somebody takes what was left as it is. */
  readonly acknowledges?: Instant;
  /** When somebody brings what another account's stage showed. */
  readonly imports?: Instant;
  /** For so long nothing can be stopped or undone: long enough that recovery gives up, and something is left. */
  readonly stuck?: { readonly from: Instant; readonly lasting: Millis };
}

const scopes: readonly Scope[] = ['all', 'owner:checkout-sre', 'owner:batch', 'service:checkout'];

/**
 * @param needed side effects that this run must come to
 * @param first name of the experiment that is begun before all others. Default: as chance has it
 */
export function castOf(chance: Chance, begins: Instant, needed: readonly SideEffect[], first?: string): Cast {
  const needs = (port: string) => needed.some((call) => call.startsWith(port));
  const stuck = needs('leftovers') || chance.of('stuck') < 0.02;
  const starts = startsOf(chance, begins, stuck, first);
  const within = (name: string, share: number, from: Millis, span: Millis): Instant | undefined =>
    chance.of(name) < share ? begins + from + chance.below(span, `${name} at`) : undefined;
  const halted = within('halts', needs('switches') ? 1 : 0.12, minute, 8 * minute);
  const acknowledges = stuck
    ? within('acknowledges', needed.includes('leftovers.acknowledge') ? 1 : 0.3, 26 * minute, 2 * minute)
    : within('acknowledges', 0.03, 16 * minute, 4 * minute);
  const imports = within('imports', needs('promotions') ? 1 : 0.05, 0, 10 * minute);
  const until = (halted ?? 0) + minute + chance.below(5 * minute, 'resumed');
  return {
    starts,
    ...wordsOf(chance, starts),
    halts: halted === undefined ? [] : [{ scope: chance.pick(scopes, 'halted'), at: halted, until }],
    ...(acknowledges !== undefined && { acknowledges }),
    ...(imports !== undefined && { imports }),
    ...(stuck && { stuck: { from: begins + 2 * minute, lasting: 28 * minute } }),
  };
}

/** Whoever leaves a Region keeps everybody else out: such a run goes first, or not at all. */
const besides = definitions.filter(({ experiment }) => experiment.blastRadius.scope !== 'region');

/** Three to five experiments within a few minutes, so that they overlap. */
function startsOf(chance: Chance, begins: Instant, stuck: boolean, first: string | undefined): readonly Start[] {
  return Array.from({ length: 3 + chance.below(3, 'how many') }, (_, i): Start => {
    const runId = `run-${i + 1}`;
    // Only what nobody else ends can be left.
    const lasting = stuck && i === 0;
    const named = lasting ? 'until-we-undo' : i === 0 ? first : undefined;
    const from = named === undefined && chance.of(`scheduled/${runId}`) < 0.3 ? 'schedule' : 'person';
    const definition =
      definitions.find(({ experiment }) => experiment.metadata.name === named) ??
      chance.pick(i === 0 ? definitions : besides, `which/${runId}`);
    const at = begins + 1000 + (named !== undefined ? 0 : chance.below(3 * minute, `when/${runId}`));
    return { runId, definition, at, by: from === 'schedule' ? 'schedule' : 'ada', from };
  });
}

function wordsOf(chance: Chance, starts: readonly Start[]): Pick<Cast, 'approvals' | 'stops'> {
  const after = ({ runId, at }: Start, name: string, share: number, within: Millis): readonly Word[] =>
    chance.of(`${name}/${runId}`) < share ? [{ runId, at: at + chance.below(within, `${name} after/${runId}`) }] : [];
  const approved = starts.filter(({ definition }) => definition.experiment.guardrails.approval);
  const decided = starts.filter(({ definition }) =>
    definition.experiment.steps.some(({ await: awaited }) => awaited && 'approvals' in awaited),
  );
  return {
    approvals: [
      ...approved.flatMap((start) => after(start, 'approves', 0.9, 3 * minute)),
      // Whoever decides too soon is turned away, and may say so again.
      ...decided.flatMap((start) => after(start, 'decides', 0.9, 6 * minute)),
      ...decided.flatMap((start) => after(start, 'decides again', 0.9, 6 * minute)),
    ],
    // Some think better of it at once, just as the first fault starts; some lose patience twice.
    // Nobody waits for ever for a word that does not come.
    stops: [
      ...starts.flatMap((start) => after(start, 'stops at once', 0.1, 8000)),
      ...starts.flatMap((start) => after(start, 'stops', 0.25, 10 * minute)),
      ...starts.flatMap((start) => after(start, 'stops again', 0.08, 14 * minute)),
      ...approved.map(({ runId, at }) => ({ runId, at: at + 8 * minute })),
    ],
  };
}

/** When the last of them has had their say. */
export const lastCueOf = ({ starts, stops, approvals, halts, acknowledges = 0, imports = 0, stuck }: Cast): Instant =>
  Math.max(
    ...[...starts, ...stops, ...approvals].map(({ at }) => at),
    ...halts.map(({ until }) => until),
    acknowledges,
    imports,
    // And the sweeper a few minutes to put right what was left.
    stuck ? stuck.from + stuck.lasting + 4 * minute : 0,
  );
