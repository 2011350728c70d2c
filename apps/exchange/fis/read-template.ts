/** One template as an experiment, item by item. */
import { templateOf } from '../../../adapters/aws/fis-document.ts';
import type { Path } from '../../../core/validation/problem.ts';
import { draftOf } from '../draft.ts';
import { changed, type Item, kept, lost, type Question, type Reading } from '../importer.ts';
import { idFrom, localNames } from '../names.ts';
import { readActions } from './actions.ts';
import { openPlaces } from './open-places.ts';
import { sectionsOf } from './sections.ts';
import { readStopConditions } from './stop-conditions.ts';
import { readTargets } from './targets.ts';
import type { FoundTemplate } from './template.ts';
import { textsOf } from './texts.ts';
import { longestOf } from './times.ts';

/** Of whoever made the template, and of no use to another. */
const ofItsMaking = ['id', 'arn', 'clientToken', 'creationTime', 'lastUpdateTime', 'targetAccountConfigurationsCount'];

export function readTemplate({ template, pathOf }: FoundTemplate, name: string): Reading {
  const items: Item[] = [];
  const sections = sectionsOf(template, { items });
  const { targets, actions } = templateOf('', sections);
  const targetNames = localNames(Object.keys(targets), 'target');
  const stepIds = localNames(Object.keys(sections.actions), 'step');
  const stops = readStopConditions(template.stopConditions);
  const read = readTargets(targets, sections.targets, targetNames);
  const made = readActions(actions, sections.actions, { targetNames, stepIds, targets: read.targets });
  const tags = textsOf(template.tags ?? {}, ['tags'], { items });
  const { description } = sections;
  const maxDuration = longestOf(made.steps);
  const facts = { targets: read.targets, steps: made.steps };
  const questions: readonly Question[] = [...made.questions, ...openPlaces(facts)];
  const draft = draftOf({
    name: idFrom(name.replace(/[-_.]?(?:experiment[-_.]?)?template$/i, '') || tags.Name || description || name),
    title: description ?? tags.Name ?? name,
    ...named('owner', tags['resilience:owner'] ?? tags.Owner ?? tags.owner),
    ...named('service', tags['resilience:service'] ?? tags.Service ?? tags.service),
    tags,
    stopAlarms: stops.alarms,
    ...facts,
    ...(maxDuration !== undefined && maxDuration !== 'beyond' && { maxDuration }),
    questions,
  });
  if (maxDuration === 'beyond')
    items.push(lost(['actions'], 'they take more than 12 hours, and a run no more: split it'));
  const all = [...items, ...ofTheWhole(template), ...stops.items, ...read.items, ...made.items];
  return { documents: [draft], items: all.map((item) => ({ ...item, path: pathOf(item.path) })) };
}

const named = (key: string, value: string | undefined) => (value === undefined ? {} : { [key]: value });

function ofTheWhole(template: Readonly<Record<string, unknown>>): readonly Item[] {
  const items: Item[] = [];
  const said = (path: Path, item: (path: Path) => Item) => {
    const [root = ''] = path;
    if (template[root] !== undefined) items.push(item(path));
  };
  for (const key of ofItsMaking) said([key], (path) => changed(path, 'each run makes a template of its own'));
  said(['description'], (path) => kept(path));
  said(['tags'], (path) => kept(path));
  said(['roleArn'], (path) => changed(path, 'the platform has a role of its own that injects'));
  said(['logConfiguration'], (path) =>
    lost(path, 'a run keeps a journal of its own; a log of FIS beside it is not asked for'),
  );
  said(['experimentReportConfiguration'], (path) =>
    changed(path, 'a run has a report of its own: report.formats says which'),
  );
  said(['targetAccountConfigurations'], (path) => lost(path, elsewhere));
  const options = template.experimentOptions;
  if (options === null || typeof options !== 'object') return items;
  for (const [key, value] of Object.entries(options)) items.push(...option(['experimentOptions', key], key, value));
  return items;
}

const elsewhere =
  'an experiment reaches another account only where it is named: give its targets where.account, a target for each';

function option(path: Path, key: string, value: unknown): readonly Item[] {
  if (key === 'accountTargeting') return [value === 'multi-account' ? lost(path, elsewhere) : kept(path)];
  if (key === 'emptyTargetResolutionMode')
    return [value === 'skip' ? changed(path, 'a target that matches nothing refuses the run') : kept(path)];
  if (key === 'actionsMode')
    return [value === 'run-all' ? kept(path) : lost(path, 'squall plan --aws --preview shows a plan to FIS so')];
  return [];
}
