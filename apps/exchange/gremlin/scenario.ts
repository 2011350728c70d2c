/** Scenarios: attacks in steps with delays, or in a graph with status checks between them. */

import { iso } from '../../../core/experiment/durations.ts';
import type { Probe } from '../../../core/experiment/schema/probes.ts';
import type { Outline } from '../outline.ts';
import type { Place } from '../place.ts';
import { millisOf } from '../quantities.ts';
import { type NamedStep, stepsOf } from './attack.ts';
import { probesOf } from './checks.ts';

export interface Course {
  readonly outline: Outline;
  readonly probes: Probe[];
  /** Ids that the next steps wait for. */
  frontier: readonly string[];
}

export const courseOf = (outline: Outline): Course => ({ outline, probes: [], frontier: [] });

export function inSteps(steps: Place, course: Course): void {
  for (const step of steps.list()) {
    const all = step
      .at('attacks')
      .list()
      .flatMap((attack) => inScenario(attack, course.outline));
    together(all, course);
    delay(step.at('delay'), course);
    step.at('id').lost('an id of Gremlin’s');
  }
}

export function inScenario(attack: Place, outline: Outline): readonly NamedStep[] {
  attack.at('attackType').kept('an attack on infrastructure');
  const impact = attack.at('impactDefinition');
  const given =
    [impact.at('commandArgs'), impact.at('infraCommandArgs')].find(({ value }) => value !== undefined) ?? impact;
  const made = stepsOf(
    {
      types: [impact.at('commandType'), impact.at('infraCommandType')],
      arguments: given.at('cliArgs'),
      target: attack.at('targetDefinition'),
      whole: attack,
    },
    outline,
  );
  said(given, 'cliArgs');
  return made;
}

/** The form repeats its arguments by name; the command line is what counts. */
function said(given: Place, list: string): void {
  for (const [key, place] of given.entries()) if (key !== list) place.kept('said again by the command line');
}

export function together(all: readonly NamedStep[], course: Course): void {
  const { outline, frontier } = course;
  const ids = all.map(({ name, sketch }) => {
    const previous = outline.steps().at(-1);
    const same = frontier.length === (previous === undefined ? 0 : 1) && frontier[0] === previous;
    return outline.step(name, { ...sketch, ...(!same && { after: frontier }) });
  });
  if (ids.length > 0) course.frontier = ids;
}

const shortest = 60_000;

function delay(place: Place, course: Course): void {
  const length = millisOf(place.value);
  if (length === undefined) {
    place.lost('it is no number of seconds');
    return;
  }
  if (length === 0) {
    place.kept('no delay');
    return;
  }
  const wait = { action: 'aws:fis:wait', with: { duration: iso(Math.max(length, shortest)) } };
  together([{ name: 'delay', sketch: wait }], course);
  if (length < shortest) place.changed(`${length / 1000} s become a minute, the shortest that AWS FIS waits`);
  else place.kept();
}

/** Follows `next` from the first node; a node of branches is followed into each. */
export function inGraph(graph: Place, course: Course): void {
  const seen = new Set<string>();
  let id = graph.at('start_id').text();
  for (const key of ['start_id']) graph.at(key).kept('where it begins');
  while (id !== undefined && !seen.has(id)) {
    seen.add(id);
    const node = graph.at('nodes', id);
    nodeOf(node, id, course);
    id = node.at('next').text();
  }
  for (const [name, node] of graph.at('nodes').entries()) if (!seen.has(name)) node.lost('no other node leads to it');
}

function nodeOf(node: Place, id: string, course: Course): void {
  const type = node.at('type').text() ?? '';
  for (const key of ['guid', 'id', 'next', 'name', 'type']) node.at(key).kept('the order of the nodes');
  if (type === 'Delay') delay(node.at('delay'), course);
  else if (/StatusCheck$/.test(type)) {
    course.probes.push(...probesOf(node, `status-check-${course.probes.length + 1}`, type.startsWith('Continuous')));
  } else if (type === 'InfraAttack') {
    const impact = node.at('impact_definition');
    const given = impact.at('infra_command_args');
    together(
      stepsOf(
        {
          types: [impact.at('infra_command_type')],
          arguments: given.at('cli_args'),
          target: node.at('target_definition'),
          whole: node,
        },
        course.outline,
      ),
      course,
    );
    said(given, 'cli_args');
  } else if (type === 'Concurrent') {
    for (const branch of node.at('branches').list()) inGraph(branch, course);
  } else node.lost(`no node is known like ${type === '' ? id : type}`);
}
