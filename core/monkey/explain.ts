/** A run explained from its own record, by whoever has it: nothing is believed that can be computed. */
import type { RunRecord } from '../history/run-record.ts';
import { hashOf, sha256Hex } from '../plan/hash.ts';
import type { PastKill } from './day-plan.ts';
import { drawsOf, type Stream, streamName } from './draws.ts';
import { killTags, runIdOn } from './experiment-of.ts';
import { instanceAnswer } from './explain-instance.ts';
import { minuteAnswer } from './explain-minute.ts';
import { type Answer, type Check, check, type Explanation } from './explanation.ts';
import { dailyChance } from './odds.ts';
import type { MonkeyDefinition } from './schema/monkey.ts';

export interface ExplainRequest {
  readonly record: RunRecord;
  /** The monkey's file, where it is at hand: the odds are then computed from it as well. */
  readonly definition?: MonkeyDefinition | undefined;
  /** Of this monkey, this run's own among them or not. */
  readonly history: readonly PastKill[];
}

export type Explained =
  | { readonly ok: true; readonly explanation: Explanation }
  /** Why there is nothing to explain, in one sentence. */
  | { readonly ok: false; readonly why: string };

export function explain({ record, definition, history }: ExplainRequest): Explained {
  const { parameters, definition: experiment } = record.plan;
  const tags = experiment.metadata.tags ?? {};
  const { [killTags.monkey]: monkey, [killTags.hash]: monkeyHash = '', [killTags.group]: group } = tags;
  const { date, planSeed } = parameters;
  if (monkey === undefined || group === undefined || typeof date !== 'string' || typeof planSeed !== 'number')
    return { ok: false, why: `${record.runId} is a run of ${record.experiment}, which no monkey has started` };
  if (definition && definition.metadata.name !== monkey)
    return {
      ok: false,
      why: `${record.runId} is a kill of ${monkey}, and the file is that of ${definition.metadata.name}`,
    };

  const stream: Stream = { seed: planSeed, monkey, date, group };
  const answers = [
    groupAnswer(record, stream, definition, history),
    minuteAnswer(record, date, drawsOf(stream).minute),
    instanceAnswer(record, history, group, date),
  ];
  const from = Date.parse(String(parameters.minute).replace('Z', ':00Z'));
  return {
    ok: true,
    explanation: {
      runId: record.runId,
      monkey,
      monkeyHash,
      group,
      date,
      planSeed,
      hashed: streamName(stream),
      digest: sha256Hex(streamName(stream)),
      answers,
      same: answers.every(({ checks }) => checks.every(({ same }) => same)),
      late: record.proposedAt - from,
    },
  };
}

function groupAnswer(
  { runId, experiment, seed, plan }: RunRecord,
  stream: Stream,
  definition: MonkeyDefinition | undefined,
  history: readonly PastKill[],
): Answer {
  const { date, group } = stream;
  const draws = drawsOf(stream);
  const { drawn, below } = plan.parameters;
  const last = history
    .filter((kill) => kill.group === group && kill.date < date)
    .map((kill) => kill.date)
    .sort()
    .at(-1);
  return {
    question: 'group',
    because: [
      `the seed ${stream.seed} gives ${group} the number ${draws.chance} on ${date}, and it is hit when that is below ${below}`,
      `every other group has a number of its own: none of theirs would have changed this one`,
      last === undefined
        ? 'no earlier kill of it is on record here'
        : `its last kill on record was on ${last}, and the gap let another come`,
    ],
    checks: [
      check('drawn', Number(drawn), draws.chance),
      check('drawn is below the threshold', 'yes', draws.chance < Number(below) ? 'yes' : 'no'),
      check('seed of the run', seed, draws.seed),
      check('run id', runId, runIdOn(experiment, date)),
      ...(definition ? fromDefinition(definition, group, plan.definition.metadata.tags ?? {}, Number(below)) : []),
    ],
  };
}

function fromDefinition(
  definition: MonkeyDefinition,
  group: string,
  tags: Readonly<Record<string, string>>,
  below: number,
): readonly Check[] {
  const by = group.slice(0, group.indexOf('/'));
  const odds = definition.groups
    .filter((grouping) => grouping.by === by)
    .map((grouping) => dailyChance(grouping.chance ?? definition.chance).probability);
  return [
    check('hash of the monkey', tags[killTags.hash] ?? '', hashOf(definition)),
    check('threshold', below, odds.includes(below) ? below : (odds[0] ?? Number.NaN)),
  ];
}
