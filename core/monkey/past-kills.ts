/** What a monkey has done, from the records of its runs: a kill counts when it was carried out, and never because it was planned. */
import type { RunRecord } from '../history/run-record.ts';
import type { DayPlan, PastKill } from './day-plan.ts';
import { killTags } from './experiment-of.ts';
import { mayHaveKilled } from './outcome-of.ts';

/** @param records of any experiments: those of other monkeys and of no monkey are left out */
export const pastKillsOf = (monkey: string, records: readonly RunRecord[]): readonly PastKill[] =>
  records.filter(mayHaveKilled).flatMap((record): readonly PastKill[] => {
    const { definition, parameters, targets } = record.plan;
    const { [killTags.monkey]: of, [killTags.group]: group } = definition.metadata.tags ?? {};
    const { date } = parameters;
    if (of !== monkey || group === undefined || typeof date !== 'string') return [];
    const zone = targets.flatMap(({ matched, chosen }) => matched.filter(({ id }) => chosen.includes(id)))[0]?.zone;
    return [{ group, date, ...(zone !== undefined && { zone }) }];
  });

/** What of a day was only recorded, since it was leashed. */
export const recordedKillsOf = ({ leashed }: DayPlan): readonly PastKill[] =>
  leashed.map(({ group, date, expected }) => ({
    group: group.id,
    date,
    ...(expected?.zone !== undefined && { zone: expected.zone }),
    leashed: true,
  }));
