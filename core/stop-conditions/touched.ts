/** What a plan touches, in the words that alarms are made of. */
import type { Experiment } from '../experiment/schema/experiment.ts';
import type { Plan, PlannedStep } from '../plan/plan.ts';
import type { Millis } from '../ports/clock.ts';
import type { Resource } from '../ports/resources.ts';
import type { Touched } from './finding.ts';

const serviceTags = ['resilience:service', 'Service'] as const;

export function touchedBy({ definition, targets, steps }: Pick<Plan, 'definition' | 'targets' | 'steps'>): Touched {
  const used = new Set(steps.flatMap((step) => Object.values(step.targets).flat()));
  const resources = targets.flatMap(({ matched, reached = [] }) => [
    ...matched.filter(({ id }) => used.has(id)),
    ...reached,
  ]);
  return {
    service: definition.metadata.service,
    services: unique(resources.flatMap(({ tags }) => serviceTags.flatMap((tag) => tags[tag] ?? []))),
    resources: unique(resources.flatMap(namesOf)),
    zones: unique(resources.flatMap(({ zone }) => zone ?? [])),
    probed: probedBy(definition),
    waves: wavesOf(steps),
  };
}

export const probedBy = ({ hypothesis: { probes } }: Experiment): Touched['probed'] =>
  probes.flatMap(({ cloudwatch, math }) => [
    ...(cloudwatch ? [cloudwatch] : []),
    ...Object.values(math?.metrics ?? {}),
  ]);

type TimedStep = Pick<PlannedStep, 'wave' | 'action' | 'duration' | 'undo' | 'stands'>;

/**
 * One wave after the other, each as long as its longest step. What waits is no fault; what we undo
 * lasts until we do; beside what stands the next wave begins.
 */
export function wavesOf(steps: readonly TimedStep[]): Touched['waves'] {
  const longest = (some: readonly TimedStep[]): Millis => Math.max(0, ...some.map(({ duration }) => duration));
  const waves = [...new Set(steps.map((step) => step.wave))]
    .sort((a, b) => a - b)
    .map((wave) => steps.filter((step) => step.wave === wave));
  const passing = (some: readonly TimedStep[]): Millis => longest(some.filter(({ stands }) => !stands));
  const begins = waves.map((_, i) => waves.slice(0, i).reduce((sum, own) => sum + passing(own), 0));
  const end = waves.reduce((sum, own) => sum + passing(own), 0);
  return waves.flatMap((own, i) => {
    const faults = own.filter(({ action }) => action !== 'aws:fis:wait');
    const open = faults.some(({ duration, undo }) => duration === 0 && undo.by === 'us');
    const from = begins[i] ?? 0;
    return faults.length === 0 ? [] : [{ begins: from, lasts: open ? end - from : longest(faults) }];
  });
}

/** As dimensions write them: `web`, `i-0abc`, `orders-1`. */
const namesOf = ({ id, name, group }: Resource): readonly string[] => [
  name,
  ...(group === undefined ? [] : [group]),
  id.split(/[/:]/).at(-1) ?? id,
];

const unique = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();
