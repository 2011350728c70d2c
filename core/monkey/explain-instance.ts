/** Why one member of a group, and who would have been next. */
import type { RunRecord } from '../history/run-record.ts';
import { seededOrder } from '../targets/select.ts';
import type { PastKill } from './day-plan.ts';
import { victimTarget } from './experiment-of.ts';
import { type Answer, check } from './explanation.ts';

/** Alternatives that are named. */
const named = 5;

/** From the members that the run found at its minute, which its record keeps. */
export function instanceAnswer(
  { plan, seed }: RunRecord,
  history: readonly PastKill[],
  group: string,
  date: string,
): Answer {
  const question = 'instance';
  const { percent, zone } = plan.parameters;
  if (percent !== undefined)
    return {
      question,
      because: [
        `FIS was asked for ${percent} % of the node group, which is never more than one node, and chose it itself`,
      ],
      checks: [],
    };
  const target = plan.targets.find(({ name }) => name === victimTarget);
  if (!target) return { question, because: ['the run was refused before it looked for anybody'], checks: [] };
  const names = new Map(target.matched.map(({ id, name }) => [id, name]));
  const healthy = target.matched.filter((member) => member.healthy).map(({ id }) => id);
  const order = seededOrder(healthy, seed, victimTarget);
  const said = order.map((id) => names.get(id) ?? id);
  const unwell = target.matched.filter((member) => !member.healthy).map(({ name }) => name);
  const turns = history.filter((kill) => kill.group === group && kill.date < date && kill.zone !== undefined);
  return {
    question,
    because: [
      ...(zone === undefined ? [] : [`it was the turn of ${zone}${lastTurns(turns)}`]),
      `${target.matched.length} members were found, and the seed ${seed} of the run puts the ${healthy.length} healthy ones in this order: ${said.slice(0, named).join(', ')}${said.length > named ? ` and ${said.length - named} more` : ''}`,
      ...(unwell.length === 0 ? [] : [`not healthy, and left alone: ${unwell.slice(0, named).join(', ')}`]),
      ...(said.length > 1 ? [`without ${said[0]} it would have been ${said[1]}`] : []),
    ],
    checks: [check('hit', target.chosen.join(' '), order.slice(0, 1).join(' '))],
  };
}

function lastTurns(history: readonly PastKill[]): string {
  const last = new Map<string, string>();
  for (const { zone, date } of history) if (zone !== undefined && date > (last.get(zone) ?? '')) last.set(zone, date);
  if (last.size === 0) return ': no zone of it has been hit that is on record here';
  return `: the last kills were ${[...last]
    .sort()
    .map(([zone, date]) => `in ${zone} on ${date}`)
    .join(', ')}`;
}
