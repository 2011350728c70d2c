/** What a person reads before a stop alarm is tripped, and after. Pure. */

import { spanOf } from '../../../core/experiment/durations.ts';
import type { Plan } from '../../../core/plan/plan.ts';
import type { AlarmObservation } from '../../../core/ports/metrics.ts';
import type { Colours } from '../../cli/io.ts';
import { count } from '../../cli/text/numbers.ts';
import { pairs } from '../../cli/text/table.ts';
import type { Tripped } from './judge.ts';

export interface TripPage {
  readonly where: string;
  readonly alarm: AlarmObservation;
  readonly plan: Plan;
  readonly columns: number;
}

export function tripPage({ where, alarm, plan, columns }: TripPage, colours: Colours): string[] {
  const { metadata } = plan.definition;
  const targets = new Set(plan.steps.flatMap((step) => Object.values(step.targets).flat())).size;
  const steps = plan.steps.map(({ action, duration }) => `${action} for ${spanOf(duration)}`);
  const { enabled, onAlarm } = alarm.actions ?? { enabled: true, onAlarm: [] };
  const sets =
    onAlarm.length === 0 ? 'nothing else' : enabled ? onAlarm.join(', ') : 'nothing: its actions are disabled';
  return [
    colours.bold(`Trip the stop alarm ${alarm.name} while ${metadata.name} runs`),
    '',
    ...pairs(
      [
        ['Where', where],
        ['Injects', `${steps.join('; ')}, on ${count(targets, 'target')}`],
        ['Then', `the alarm is set to ALARM by hand; its next evaluation decides by its data again`],
        ['Sets off', sets],
      ],
      columns,
    ),
  ];
}

export function verdictLines(
  { outcome, reason, toRaise, toStop, toConclude, lookEvery, recovery, runId }: Tripped,
  colours: Colours,
  columns: number,
): string[] {
  const words = {
    works: colours.green('WORKS'),
    fails: colours.red('FAILS'),
    'not-tripped': colours.yellow('NOT TRIPPED'),
  };
  const after = (duration: number | undefined, margin = '') =>
    duration === undefined ? 'not seen' : `${spanOf(duration)} after the alarm${margin}`;
  return [
    '',
    `${colours.bold(words[outcome])}  ${reason}`,
    ...pairs(
      [
        ...(outcome === 'not-tripped'
          ? []
          : ([
              ['Nothing more injected', after(toRaise)],
              ['Last fault stopped', after(toStop, `, ± ${spanOf(lookEvery)}`)],
              ['Recovery concluded', `${after(toConclude)}${recovery ? `: ${recovery}` : ''}`],
            ] as const)),
        ['Run', `${runId}: squall show says what it did`],
      ],
      columns,
    ),
  ];
}
