/** Stop conditions of a file against the world that it names: what can be said before anything is planned. */
import { millis } from '../experiment/durations.ts';
import { resolveParameters } from '../experiment/resolve.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import { referencePattern } from '../experiment/schema/scalars.ts';
import { wavesOf as stepWaves } from '../experiment/waves.ts';
import { fault } from '../faults/catalogue.ts';
import { durationOf } from '../faults/parameters.ts';
import { undoPlanOf } from '../faults/undo.ts';
import { withDurations } from '../plan/standing-steps.ts';
import type { AlarmObservation } from '../ports/metrics.ts';
import { nearest } from '../validation/nearest.ts';
import { listed } from '../validation/problem.ts';
import { alarmNamed } from '../world/alarm-names.ts';
import type { World } from '../world/schema.ts';
import type { Finding, Touched } from './finding.ts';
import { lintDesign } from './lint.ts';
import { probedBy, wavesOf } from './touched.ts';

/** Of each stop alarm in turn. Its state is not known: the world has not begun. */
export function lintFile(experiment: Experiment, world: World): readonly Finding[] {
  const touched = touchedByFile(experiment, world);
  const known = (world.alarms ?? []).map(({ name }) => name);
  return (experiment.guardrails.stopAlarms ?? []).flatMap((name) => {
    const alarm = (world.alarms ?? []).find((each) => each.name === alarmNamed(world, name));
    if (alarm) return lintDesign({ ...observed(alarm, world), name }, touched);
    const close = nearest(name, known);
    const there = known.length === 0 ? 'which has none' : `which has ${listed(known)}`;
    const says = `is none of world ${world.metadata.name}, ${there}${close === undefined ? '' : `; did you mean ${close}?`}`;
    return [{ check: 'missing', alarm: name, weight: 'refuses' as const, says }];
  });
}

type AlarmOfFile = NonNullable<World['alarms']>[number];

const observed = ({ metric, stat, threshold, ...alarm }: AlarmOfFile, world: World): AlarmObservation => {
  const [[comparison, value]] = Object.entries(threshold) as [['above' | 'atLeast' | 'below' | 'atMost', number]];
  return {
    name: alarm.name,
    state: 'OK',
    since: 0,
    reason: '',
    period: millis(alarm.period),
    breaching: alarm.datapoints.breaching,
    of: alarm.datapoints.of,
    missingData: alarm.missingData,
    metrics: [{ ...metric, dimensions: metric.dimensions ?? {}, stat }],
    threshold: { comparison, value },
    publicationDelay: millis(world.publicationDelay ?? 'PT1M'),
  };
};

/**
 * What is written down. A zone that a parameter decides is not; a duration is what its
 * default says; whose the resources are is not known, so that they pass for the experiment's own service's.
 */
function touchedByFile(experiment: Experiment, world: World): Touched {
  const where = Object.values(experiment.targets).map((target) => target.where);
  const fixed = (values: readonly (string | undefined)[]) => [
    ...new Set(values.filter((value) => value !== undefined && !referencePattern.test(value))),
  ];
  const zones = world.regions[0]?.zones ?? [];
  const resolved = resolveParameters(experiment, {}, { seed: 1, zones });
  const { service } = experiment.metadata;
  return {
    service,
    services: fixed([
      service,
      ...where.flatMap(({ tags }) => [tags?.['resilience:service'], tags?.Service]),
    ]) as string[],
    resources: fixed(where.flatMap(({ names = [], ids = [] }) => [...names, ...ids])) as string[],
    zones: fixed(where.map(({ zone }) => zone)) as string[],
    probed: probedBy(experiment),
    waves: resolved.ok ? writtenWaves(resolved.experiment) : [],
  };
}

function writtenWaves(experiment: Experiment): Touched['waves'] {
  const steps = withDurations(experiment);
  const timed = stepWaves(steps).flatMap((ids, wave) =>
    ids.flatMap((id) => {
      const step = steps.find((each) => each.id === id);
      const definition = fault(step?.action ?? '');
      if (!step || !definition) return [];
      const duration = durationOf(definition, step.with);
      const standing = step.stands && { stands: true as const };
      return [{ wave, action: definition.id, duration, undo: undoPlanOf(definition, step), ...standing }];
    }),
  );
  return wavesOf(timed);
}
