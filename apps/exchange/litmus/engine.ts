/** A ChaosEngine: the application that it is about, and its faults, one after the other. */
import { applied } from '../applied.ts';
import { type Choice, nothingChosen } from '../choosing.ts';
import type { Outline, StepSketch } from '../outline.ts';
import type { Place } from '../place.ts';
import { podsOf } from '../pods.ts';
import type { Resolve } from '../values.ts';
import { faultRow } from './faults.ts';
import { type LitmusProbe, probeOf } from './probes.ts';
import { nodeTag } from './tables/environment.ts';

export interface EngineParts {
  readonly steps: readonly { readonly name: string; readonly sketch: StepSketch }[];
  readonly probes: readonly LitmusProbe[];
}

export function engineOf(engine: Place, outline: Outline, resolve: Resolve): EngineParts {
  const spec = engine.at('spec');
  around(engine);
  const steps: { name: string; sketch: StepSketch }[] = [];
  const probes: LitmusProbe[] = [];
  for (const experiment of spec.at('experiments').list()) {
    const name = experiment.at('name').text() ?? '?';
    for (const place of experiment.at('spec', 'probe').list()) {
      const probe = probeOf(place, resolve);
      if (probe) probes.push(probe);
    }
    const env = experiment.at('spec', 'components', 'env');
    const sketch = faultStep(name, experiment, env, spec.at('appinfo'), outline, resolve);
    if (sketch) steps.push({ name, sketch });
  }
  return { steps, probes };
}

/** A ChaosExperiment, the chart of a fault itself: its values are defaults, and no application is named. */
export function chartOf(chart: Place, outline: Outline, resolve: Resolve): EngineParts {
  const name = chart.at('metadata', 'name').text() ?? '?';
  const sketch = faultStep(
    name,
    chart.at('metadata'),
    chart.at('spec', 'definition', 'env'),
    chart.at('none'),
    outline,
    resolve,
  );
  for (const [key, place] of chart.at('spec', 'definition').entries())
    if (key !== 'env') place.lost('how Litmus runs the fault in a cluster; AWS FIS does it itself');
  chart.at('description').kept('what the fault is');
  return { steps: sketch ? [{ name, sketch }] : [], probes: [] };
}

function faultStep(
  name: string,
  named: Place,
  env: Place,
  application: Place,
  outline: Outline,
  resolve: Resolve,
): StepSketch | undefined {
  const row = faultRow(name);
  if ('none' in row) {
    named.at('name').lost(row.none);
    env.lost(row.none);
    application.kept('the application that the fault was about');
    return undefined;
  }
  const choice = nothingChosen();
  if (row.target?.[1] === 'eks:pod') inPods(choice, application, outline, resolve);
  else {
    application.lost(`${row.action} chooses its targets by tags or ids of AWS`);
    if (row.how?.includes(nodeTag))
      choice.tags[nodeTag] = outline.parameter('cluster', { type: 'string', title: 'name of the EKS cluster' });
  }
  for (const each of env.list())
    each.at('valueFrom').lost('a value from a secret or a configuration is not in the file');
  const sketch = applied(
    row,
    {
      name,
      arguments: env.list().flatMap((each) => {
        const variable = each.at('name').text();
        if (variable === undefined) each.lost('it has no name');
        const value = each.at('value');
        // A variable whose value is lost is lost with its name.
        if (value.value === '' || value.value === null) each.kept('empty: it asks for nothing');
        return variable === undefined || value.text() === undefined
          ? []
          : [[variable, { ...value, lost: each.lost }] as const];
      }),
      resolve,
      defaults: row.defaults ?? {},
      lasting: 'PT1M',
      choice,
    },
    outline,
  );
  for (const each of env.list()) each.at('name').kept();
  if (row.how === undefined) named.at('name').kept();
  else named.at('name').changed(row.how);
  return { title: name, ...sketch };
}

/** Without a share, Litmus hits one pod. */
function inPods(choice: Choice, application: Place, outline: Outline, resolve: Resolve): void {
  choice.select = { count: 1 };
  const label = resolve(application.at('applabel').value).written;
  const namespace = resolve(application.at('appns').value).written;
  if (typeof label === 'string' && label !== '') choice.parameters.selectorValue = label;
  podsOf(choice, outline, typeof namespace === 'string' && namespace !== '' ? namespace : undefined);
  for (const key of ['applabel', 'appns']) application.at(key).kept();
  application.at('appkind').changed('pods are chosen by their labels, whatever made them');
  if (choice.parameters.selectorValue === undefined)
    outline.ask(['targets'], 'which pods: selectorValue under parameters, such as app=checkout');
}

const operators = 'how the operator of Litmus works; Squall has none';

function around(engine: Place): void {
  const spec = engine.at('spec');
  const state = spec.at('engineState');
  if (state.value === 'active') state.changed('nothing begins by being there: run it, or enable its schedule');
  else state.kept('it is not begun by being there');
  for (const key of [
    'chaosServiceAccount',
    'annotationCheck',
    'jobCleanUpPolicy',
    'terminationGracePeriodSeconds',
    'components',
    'monitoring',
    'defaultHealthCheck',
  ])
    spec.at(key).lost(operators);
  spec.at('auxiliaryAppInfo').lost('probes say what else has to stay well');
  spec.at('selectors').lost('name the pods in appinfo: AWS FIS chooses by one namespace and one selector');
  for (const experiment of spec.at('experiments').list()) {
    experiment.at('spec', 'rank').lost('faults run in the order in which they stand');
    for (const [key, place] of experiment.at('spec', 'components').entries()) if (key !== 'env') place.lost(operators);
  }
}
