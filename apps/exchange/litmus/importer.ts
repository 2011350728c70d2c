/** ChaosEngine, ChaosExperiment, ChaosSchedule and Workflow of LitmusChaos. Source: its documentation and chaos-charts. */
import { isObject } from '../../../core/validation/schemas.ts';
import { eventBridgeCron } from '../cron.ts';
import { draftOf, type Facts } from '../draft.ts';
import type { Importer, Item, Reading } from '../importer.ts';
import { idFrom, localNames } from '../names.ts';
import { type Outline, outline } from '../outline.ts';
import { notesOn, type Place } from '../place.ts';
import { asItIs } from '../values.ts';
import { chartOf, engineOf } from './engine.ts';
import { covering, type LitmusProbe } from './probes.ts';
import { describe, workflowOf } from './workflow.ts';

const kinds = ['ChaosEngine', 'ChaosExperiment', 'ChaosSchedule'];
const flows = ['Workflow', 'CronWorkflow'];

export const litmus: Importer = {
  system: 'litmus',
  title: 'LitmusChaos',
  recognises: (document) =>
    isObject(document) &&
    typeof document.apiVersion === 'string' &&
    ((document.apiVersion.startsWith('litmuschaos.io/') && kinds.includes(String(document.kind))) ||
      (document.apiVersion.startsWith('argoproj.io/') && flows.includes(String(document.kind)))),
  read,
};

function read(document: unknown, name: string): Reading {
  const { root, items } = notesOn(document);
  const parts = outline();
  describe(root);
  const { probes, schedule, more } = bodyOf(root, parts);
  const title = root.at('metadata', 'name').text() ?? root.at('metadata', 'generateName').text() ?? name;
  const tags = Object.fromEntries(
    root
      .at('metadata', 'labels')
      .entries()
      .flatMap(([key, place]) => {
        place.changed('a tag');
        const value = asItIs(place.value).written;
        return value === undefined ? [] : [[key, String(value)] as const];
      }),
  );
  const sketch = parts.facts();
  return {
    documents: [
      draftOf({
        name: idFrom(title, idFrom(name)),
        title,
        tags,
        probes: named(covering(probes)),
        ...(schedule && { schedule }),
        ...sketch,
      }),
    ],
    items: [...items(), ...more],
  };
}

interface Body {
  readonly probes: readonly LitmusProbe[];
  readonly schedule?: Facts['schedule'];
  readonly more: readonly Item[];
}

function bodyOf(root: Place, parts: Outline): Body {
  const kind = root.at('kind').value;
  const spec = root.at('spec');
  if (kind === 'Workflow') {
    const { probes, items } = workflowOf(spec, parts);
    return { probes, more: items };
  }
  if (kind === 'CronWorkflow') {
    const { probes, items } = workflowOf(spec.at('workflowSpec'), parts);
    for (const key of [
      'concurrencyPolicy',
      'startingDeadlineSeconds',
      'failedJobsHistoryLimit',
      'successfulJobsHistoryLimit',
      'suspend',
    ])
      spec
        .at(key)
        .lost('schedules are deployed disabled; two runs on the same targets never overlap, and history is kept');
    const schedule = scheduleOf(spec.at('schedule'), spec.at('timezone'));
    return { probes, more: items, ...(schedule && { schedule }) };
  }
  if (kind === 'ChaosExperiment') {
    const { steps, probes } = chartOf(root, parts, asItIs);
    for (const { name, sketch } of steps) parts.step(name, sketch);
    return { probes, more: [] };
  }
  const scheduled = kind === 'ChaosSchedule';
  const engine = scheduled ? templated(root) : root;
  const { steps, probes } = engineOf(engine, parts, asItIs);
  for (const { name, sketch } of steps) parts.step(name, sketch);
  if (scheduled) spec.at('schedule').lost('write it as cron under schedule: Litmus gives a range and a count');
  return { probes, more: [] };
}

/** The engine of a schedule stands one level down, under another name. */
const templated = (root: Place): Place => {
  const inner = root.at('spec', 'engineTemplateSpec');
  return {
    ...root,
    at: (...keys) => (keys[0] === 'spec' ? inner.at(...keys.slice(1)) : root.at('spec', 'none', ...keys)),
  };
};

function scheduleOf(place: Place, zone: Place): Facts['schedule'] {
  const made = eventBridgeCron(place.text() ?? '');
  if (typeof made === 'string') {
    place.lost(made);
    return undefined;
  }
  place.changed('six fields, as EventBridge has them; deployed disabled');
  zone.kept();
  const timeZone = zone.text();
  return { cron: made.cron, ...(timeZone !== undefined && { timeZone }) };
}

function named(probes: readonly LitmusProbe[]) {
  const names = localNames(
    probes.map(({ name }, i) => `${name.slice(0, 50)} ${i}`),
    'probe',
  );
  const short = localNames(
    probes.map(({ name }) => name.slice(0, 60)),
    'probe',
  );
  return probes.map(({ name, ...probe }, i) => {
    const first = probes.findIndex((each) => each.name === name) === i;
    return { id: first ? short.get(name.slice(0, 60))! : names.get(`${name.slice(0, 50)} ${i}`)!, ...probe };
  });
}
