/** The report of a stretch as headings, lines and tables of text: what Markdown, HTML and the terminal have in common. */

import type { TrackerEntry } from '../../../core/monkey/tracker-events.ts';
import type { Instant, Millis } from '../../../core/ports/clock.ts';
import type { DaysReport, NotKilled } from './model.ts';

export interface Table {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
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
      `${stretch.monkey} on ${report.groups} groups of ${stretch.world}, by the simulated cloud's clock; seed ${stretch.seed}.`,
      `${report.workdays} workdays, ${closed.length} others. ${kills.length} kills: ${held} held, ${refuted} refuted, ${inconclusive} inconclusive.`,
      toHeal
        ? `${healed} of ${kills.length} groups were seen whole again: half of them within ${spoken(toHeal.median)}, 95 % within ${spoken(toHeal.p95)}, all within ${spoken(toHeal.longest)}.`
        : 'No group was hit.',
      `${new Set(refused.map(({ runId }) => runId)).size} runs were refused, ${declined.length} kills declined by the plan${leashed.length > 0 ? `, ${leashed.length} recorded on a leash` : ''}.`,
    ],
    tables: [
      {
        title: 'Kills',
        columns: ['UTC', 'group', 'victim', 'verdict', 'healed after', 'why'],
        rows: kills.map(({ kill, outcome }) => [
          clock(kill.at),
          kill.group.name,
          outcome.victims.map((arn) => arn.slice(arn.lastIndexOf('/') + 1)).join(', '),
          outcome.verdict,
          outcome.healedAfter === undefined ? 'not seen whole' : spoken(outcome.healedAfter),
          outcome.reason,
        ]),
        none: 'Nobody was killed.',
      },
      notKilled('Runs that were refused', refused, 'No run was refused.'),
      notKilled('Kills that the plan declined', declined, 'No kill was declined.'),
      {
        title: 'Why not, by rule',
        columns: ['rule', 'times'],
        rows: rules.map(([rule, times]) => [rule, String(times)]),
        none: 'Nothing stood in the way.',
      },
      {
        title: 'Days without kills',
        columns: ['date', 'why'],
        rows: closed.map(({ date, why }) => [date, why]),
        none: 'Every day was a workday.',
      },
      ...(told ? [heard(told)] : []),
    ],
  };
}

const notKilled = (title: string, list: readonly NotKilled[], none: string): Table => ({
  title,
  columns: ['UTC', 'group', 'rule', 'why'],
  rows: list.map(({ at, group, rule, why }) => [clock(at), group, rule, why]),
  none,
});

/** By bus and event, since a day of a large fleet has hundreds: the JSON has each. */
function heard(told: readonly TrackerEntry[]): Table {
  const counted = Map.groupBy(told, ({ EventBusName, DetailType }) => JSON.stringify([EventBusName, DetailType]));
  return {
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

/** 45s, 3m20s */
function spoken(time: Millis): string {
  const seconds = Math.round(time / 1000);
  return seconds < 60 ? `${seconds}s` : `${Math.floor(seconds / 60)}m${String(seconds % 60).padStart(2, '0')}s`;
}
