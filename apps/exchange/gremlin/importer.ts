/** Attacks, Kubernetes attacks, scenarios and schedules of Gremlin, as its API takes them. Source: its API reference and its Python client. */
import { redactText } from '../../../core/secrets/redact.ts';
import { isObject } from '../../../core/validation/schemas.ts';
import { draftOf, type Facts } from '../draft.ts';
import type { Draft, Importer, Item, Reading } from '../importer.ts';
import { idFrom } from '../names.ts';
import { outline } from '../outline.ts';
import { notesOn, type Place } from '../place.ts';
import { stepsOf } from './attack.ts';
import { haltsOf } from './halts.ts';
import { courseOf, inGraph, inScenario, inSteps, together } from './scenario.ts';
import { scheduleOf } from './schedule.ts';

export const gremlin: Importer = {
  system: 'gremlin',
  title: 'Gremlin',
  recognises: (document) =>
    isGremlin(document) || (Array.isArray(document) && document.length > 0 && document.every(isGremlin)),
  read,
};

const isGremlin = (document: unknown): boolean => {
  if (!isObject(document)) return false;
  const { command, target, impactDefinition, targetDefinition, steps, graph } = document;
  if (isObject(command) && Array.isArray(command.args)) return target === undefined || isObject(target);
  if (isObject(impactDefinition) && isObject(targetDefinition)) return true;
  if (isObject(graph) && isObject(graph.nodes)) return true;
  return Array.isArray(steps) && steps.some((step) => isObject(step) && Array.isArray(step.attacks));
};

function read(document: unknown, name: string): Reading {
  if (!Array.isArray(document)) return one(document, name);
  const all = document.map((inner, i) => one(inner, `${name}-${i + 1}`));
  const items = all.flatMap(({ items: own }, i): readonly Item[] =>
    own.map((item) => ({ ...item, path: [i, ...item.path] })),
  );
  return { documents: all.flatMap(({ documents }) => documents), items };
}

function one(document: unknown, name: string): Reading {
  const { root, items } = notesOn(document);
  const parts = outline();
  const course = courseOf(parts);
  if (root.at('steps').value !== undefined) inSteps(root.at('steps'), course);
  else if (root.at('graph').value !== undefined) inGraph(root.at('graph'), course);
  else if (root.at('impactDefinition').value !== undefined) together(kubernetes(root, parts), course);
  else together(attack(root, parts), course);
  const halts = haltsOf(root);
  const schedule = scheduleOf(root.at('trigger'));
  return {
    documents: [described(root, name, { ...parts.facts(), ...halts, probes: course.probes, ...schedule })],
    items: items(),
  };
}

function attack(root: Place, parts: ReturnType<typeof outline>) {
  const command = root.at('command');
  command.at('providers').lost('providers are lists of addresses that Gremlin keeps: name addresses or hosts');
  command.at('trafficImpactMapping').lost('the other end is named by address or host, not by tags');
  return stepsOf(
    {
      types: [command.at('type'), command.at('commandType')],
      arguments: command.at('args'),
      target: root.at('target'),
      // Target and command are lost together; what stands beside them is not.
      whole: { ...command, lost: (why) => ['command', 'target'].forEach((key) => void root.at(key).lost(why)) },
    },
    parts,
  );
}

/** The command's arguments stand right below, or one level down. */
function kubernetes(root: Place, parts: ReturnType<typeof outline>) {
  const impact = root.at('impactDefinition');
  if (impact.at('cliArgs').value === undefined) return inScenario(root, parts);
  for (const [key, place] of impact.entries())
    if (key !== 'cliArgs' && key !== 'type') place.kept('said again by the command line');
  return stepsOf(
    {
      types: [impact.at('type')],
      arguments: impact.at('cliArgs'),
      target: root.at('targetDefinition'),
      whole: {
        ...root,
        lost: (why) => ['impactDefinition', 'targetDefinition'].forEach((key) => void root.at(key).lost(why)),
      },
    },
    parts,
  );
}

const notes = 'what Gremlin notes of it';

function described(root: Place, name: string, facts: Omit<Facts, 'name' | 'title'>): Draft {
  const text = (key: string) => {
    const found = root.at(key).text();
    root.at(key).kept();
    return found === undefined ? undefined : redactText(found).slice(0, 1000);
  };
  const title = text('name') ?? name;
  const [description, then] = [text('description'), text('hypothesis')];
  for (const key of [
    'guid',
    'create_source',
    'created_at',
    'created_by',
    'updated_at',
    'updated_by',
    'org_id',
    'orgId',
    'team_id',
    'teamId',
    'state',
    'tiers',
    'recommended_scenario_id',
    'source',
    'stage',
    'labels',
    'includeNewContainers',
    'includeNewHosts',
  ])
    root.at(key).lost(notes);
  return draftOf({
    ...facts,
    name: idFrom(title, idFrom(name)),
    title,
    ...(description !== undefined && { description }),
    hypothesis: { if: title, ...(then !== undefined && { then }) },
  });
}
