/** The report of a stretch as headings, lines and tables of text: what Markdown, HTML and the terminal have in common. */

import { spanOf } from '../../../core/experiment/durations.ts';
import type { TrackerEntry } from '../../../core/monkey/tracker-events.ts';
import type { Instant } from '../../../core/ports/clock.ts';
import { plural } from '../model/numbers.ts';
import type { DaysReport, NotKilled } from './model.ts';

export interface Table {
  readonly id: string;
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** What its rows are, in a sentence, where that is not plain. */
  readonly about?: string;
  /** Instead of a table without rows. */
  readonly none: string;
}

export interface Page {
  readonly title: string;
  readonly lead: readonly string[];
  readonly tables: readonly Table[];
}

export function pageOf(report: DaysReport): Page {
  const { stretch, kills, refused, declined, leashed, closed, rules, verdicts, healed, toHeal, told } = report;
  const { held, refuted, inconclusive } = verdicts;
  return {
    title: `${stretch.title}: ${stretch.from} to ${stretch.to}`,
    lead: [
      `${stretch.monkey} on ${plural(report.groups, 'group')} of ${stretch.world}, by the simulated cloud's clock; seed ${stretch.seed}.`,
      `${plural(report.workdays, 'workday')}, ${plural(closed.length, 'other')}. ${plural(kills.length, 'kill')}: ${held} held, ${refuted} refuted, ${inconclusive} inconclusive.`,
      toHeal
        ? `${healed} of ${plural(kills.length, 'group')} ${healed === 1 ? 'was' : 'were'} seen whole again: half of them within ${spanOf(toHeal.median)}, 95 % within ${spanOf(toHeal.p95)}, all within ${spanOf(toHeal.longest)}.`
        : 'No group was hit.',
      `${plural(new Set(refused.map(({ runId }) => runId)).size, 'run')} refused, ${plural(declined.length, 'kill')} declined by the plan${leashed.length > 0 ? `, ${leashed.length} recorded on a leash` : ''}.`,
    ],
    tables: [
      {
        id: 'kills',
        title: 'Kills',
        columns: ['UTC', 'group', 'victim', 'verdict', 'healed after', 'why'],
        rows: kills.map(({ kill, outcome }) => [
          clock(kill.at),
          kill.group.name,
          outcome.victims.map((arn) => arn.slice(arn.lastIndexOf('/') + 1)).join(', '),
          outcome.verdict,
          outcome.healedAfter === undefined ? 'not seen whole' : spanOf(outcome.healedAfter),
          outcome.reason,
        ]),
        about: 'Healed: from the kill until its group was seen whole again.',
        none: 'Nobody was killed.',
      },
      notKilled('refused', 'Runs that were refused', refused, 'No run was refused.'),
      notKilled('declined', 'Kills that the plan declined', declined, 'No kill was declined.'),
      {
        id: 'rules',
        title: 'Why not, by rule',
        columns: ['rule', 'times'],
        rows: rules.map(([rule, times]) => [rule, String(times)]),
        about: 'A run that several rules refused counts for each.',
        none: 'Nothing stood in the way.',
      },
      {
        id: 'days',
        title: 'Days without kills',
        columns: ['date', 'why'],
        rows: closed.map(({ date, why }) => [date, why]),
        none: 'Every day was a workday.',
      },
      ...(told ? [heard(told)] : []),
    ],
  };
}

const notKilled = (id: string, title: string, list: readonly NotKilled[], none: string): Table => ({
  id,
  title,
  columns: ['UTC', 'group', 'rule', 'why'],
  rows: list.map(({ at, group, rule, why }) => [clock(at), group, rule, why]),
  none,
});

/** By bus and event, since a day of a large fleet has hundreds: the JSON has each. */
function heard(told: readonly TrackerEntry[]): Table {
  const counted = Map.groupBy(told, ({ EventBusName, DetailType }) => JSON.stringify([EventBusName, DetailType]));
  return {
    id: 'trackers',
    title: 'What trackers would be told',
    columns: ['bus', 'event', 'times', 'first', 'last'],
    rows: [...counted.values()].map((events) => {
      const times = events.map(({ Detail }) => clock(Date.parse(String(Detail.at)))).sort();
      const { EventBusName, DetailType } = events[0]!;
      return [EventBusName, DetailType, String(events.length), times[0]!, times.at(-1)!];
    }),
    none: 'Nothing.',
  };
}

/** 2026-03-02 09:17 */
const clock = (at: Instant): string => new Date(at).toISOString().slice(0, 16).replace('T', ' ');
