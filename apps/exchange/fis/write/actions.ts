/** Steps as actions of FIS, in the order that they wait in. */
import { spelled } from '../../../../adapters/aws/fis-template.ts';
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import type { Step } from '../../../../core/experiment/schema/steps.ts';
import { predecessors } from '../../../../core/experiment/waves.ts';
import { fault } from '../../../../core/faults/catalogue.ts';
import { compileParameters } from '../../../../core/faults/parameters.ts';
import { quotas } from '../../../../core/faults/quotas.ts';
import { undoPlanOf } from '../../../../core/faults/undo.ts';
import { withDurations } from '../../../../core/plan/standing-steps.ts';
import type { TemplateAction } from '../../../../core/ports/fault-template.ts';
import type { Path } from '../../../../core/validation/problem.ts';
import { changed, type Item, kept, lost } from '../../importer.ts';
import type { Destination } from './place.ts';

export interface WrittenActions {
  readonly actions: Readonly<Record<string, TemplateAction>>;
  readonly items: readonly Item[];
}

export function writeActions(experiment: Experiment, to: Destination): WrittenActions {
  const steps = withDurations(experiment);
  const items: Item[] = [];
  const written = new Map<string, TemplateAction>();
  /** By the id of a step that FIS cannot take, what whoever waits for it waits for instead. */
  const instead = new Map<string, readonly string[]>();
  const beyond = new Set<string>();
  for (const [i, step] of steps.entries()) {
    const why = beyondFis(step);
    // FIS waits for the end of an action, and what stands has none before the run's.
    if (why !== undefined || step.stands) instead.set(step.id, predecessors(steps, i));
    if (why === undefined) continue;
    items.push(lost(['steps', i], why));
    beyond.add(step.id);
  }
  for (const [i, step] of steps.entries()) {
    const definition = fault(step.action ?? '');
    if (beyond.has(step.id) || !definition) continue;
    const path: Path = ['steps', i];
    const before = predecessors(steps, i);
    if (before.some((id) => beyond.has(id)))
      items.push(changed([...path, 'after'], 'waits for what the step left out waited for'));
    else if (before.some((id) => instead.has(id)))
      items.push(changed([...path, 'after'], 'begins with the step that stands: FIS would wait for its end'));
    if (step.stands) items.push(changed([...path, 'stands'], 'it ends after its duration'));
    const parameters = spelled({ action: definition.id, parameters: compileParameters(definition, step.with) }, to);
    written.set(step.id, {
      action: definition.id,
      ...(step.title !== undefined && { title: step.title }),
      parameters,
      targets: step.targets ?? {},
      after: [...new Set(before.flatMap((id) => standing(id, instead)))],
    });
    items.push(...itemsOf(step, path));
    items.push(...undoOf(step, path));
  }
  const most = quotas.actionsInTemplate.most;
  if (written.size > most)
    items.push(
      lost(['steps'], `FIS takes ${most} actions in a template, and these are ${written.size}: split the file`),
    );
  return { actions: Object.fromEntries(written), items };
}

function beyondFis({ action, fisTemplate, id, await: awaited, moves }: Step): string | undefined {
  if (awaited) return 'FIS waits for nothing but time and its own actions: what follows begins without it';
  if (moves) return 'it moves users, and FIS would send them home with all else: move them by hand';
  if (fisTemplate !== undefined) return `it runs the template ${fisTemplate}, which is there already`;
  const definition = fault(action ?? '');
  if (!definition) return `the catalogue knows no action ${action ?? 'of it'}`;
  return definition.provider === 'fis' ? undefined : `${definition.id} is no action of FIS: ${id} is left out`;
}

const standing = (id: string, instead: ReadonlyMap<string, readonly string[]>): readonly string[] =>
  instead.get(id)?.flatMap((each) => standing(each, instead)) ?? [id];

const itemsOf = (step: Step, path: Path): readonly Item[] =>
  (['id', 'title', 'action', 'targets', 'with', 'after'] as const)
    .filter((key) => step[key] !== undefined)
    .map((key) => kept([...path, key]));

/** FIS undoes what it undoes by itself, and nothing else. */
function undoOf(step: Step, path: Path): readonly Item[] {
  const at = [...path, 'undo'];
  const definition = fault(step.action ?? '');
  if (!definition) return [];
  if (typeof step.undo === 'object')
    return [
      'irreversible' in step.undo ? changed(at, 'the reason is in the README') : lost(at, 'FIS runs no undo steps'),
    ];
  const plan = undoPlanOf(definition, step);
  if (plan.by === 'us') return [lost(at, `FIS does not undo it; a run of Squall would: ${plan.how}`)];
  return step.undo === undefined ? [] : [kept(at)];
}
