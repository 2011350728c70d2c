/** A drill as the experiment that it is: loss, detection, decision, movers, hold. The failback is its recovery. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Probe } from '../experiment/schema/probes.ts';
import type { Step } from '../experiment/schema/steps.ts';
import { predecessors } from '../experiment/waves.ts';
import type { Drill } from './schema/drill.ts';
import type { DrillTerms } from './schema/terms.ts';

/** Ids of the steps that a drill has of its own. */
export const ownSteps = { detect: 'detect', decide: 'decide', hold: 'hold' } as const;

/** Valid by `validateExperiment` for every drill that `validateDrill` accepts. References stay as they are written. */
export function experimentOf(drill: Drill): Experiment {
  const {
    kind: _,
    evacuate,
    into,
    level,
    detect,
    decide,
    hold,
    failback,
    objectives,
    users,
    preChecks,
    loss,
    move,
    ...rest
  } = drill;
  const terms: DrillTerms = {
    evacuate,
    level,
    hold,
    failback,
    objectives,
    ...(into && { into }),
    ...(detect && { detect }),
    ...(decide && { decide }),
    ...(users && { users }),
    ...(preChecks && { preChecks }),
  };
  return {
    ...rest,
    kind: 'Experiment',
    hypothesis: {
      ...rest.hypothesis,
      probes: rest.hypothesis.probes.map((probe) => patient(probe, objectives.recover)),
    },
    blastRadius: { scope: 'zone' in evacuate ? 'zone' : 'region', ...rest.blastRadius },
    drill: terms,
    steps: stepsOf(drill),
  };
}

/** While a place is lost and nobody has moved yet, steady state is: that is what the objective gives time for. */
const patient = (probe: Probe, recover: string): Probe =>
  probe.when.includes('during') && probe.for === undefined ? { ...probe, for: recover } : probe;

/** One after the other; within the loss and within the movers, in the order that they say. */
export function stepsOf({ loss, detect, decide, move, hold }: Drill): Step[] {
  const steps: Step[] = [];
  const follow = (own: readonly Step[], marks: Partial<Step>) => {
    const last = ends(steps);
    const placed = own.map((step, i) => {
      const before = predecessors(own, i);
      return { ...step, ...marks, after: before.length === 0 ? [...last] : [...before] };
    });
    steps.push(...placed);
  };
  follow(loss?.steps ?? [], { stands: true });
  if (detect) follow([{ id: ownSteps.detect, title: 'somebody notices', await: detect }], {});
  if (decide) follow([{ id: ownSteps.decide, title: 'people decide', await: decide }], {});
  follow(move?.steps ?? [], { stands: true, moves: true });
  follow([{ id: ownSteps.hold, title: 'the other place carries it all', await: { time: hold } }], {});
  return steps;
}

/** Those that nothing waits for yet. */
const ends = (steps: readonly Step[]): readonly string[] => {
  const awaited = new Set(steps.flatMap((_, i) => predecessors(steps, i)));
  return steps.flatMap(({ id }) => (awaited.has(id) ? [] : [id]));
};
