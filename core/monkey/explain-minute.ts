/** Why a kill came when it did. */
import type { RunRecord } from '../history/run-record.ts';
import { minuteText } from './experiment-of.ts';
import { type Answer, check } from './explanation.ts';
import { workdaysOf } from './workday.ts';

/** The windows, holidays and blackouts stand in the record, with the days that its calendar knew. */
export function minuteAnswer({ plan }: RunRecord, date: string, drawn: number): Answer {
  const { minute = '', minutes = 0, drawnMinute = 0 } = plan.parameters;
  const day = workdaysOf(plan.definition, plan.calendar).of(date);
  if ('closed' in day)
    return {
      question: 'minute',
      because: [`by the calendar of its record there is no minute on ${date}: ${day.closed.why}`],
      checks: [check('minutes to draw from', Number(minutes), 0)],
    };
  const index = Math.floor(drawn * day.minutes.length);
  const [first, last] = [day.minutes[0]!, day.minutes.at(-1)!];
  return {
    question: 'minute',
    because: [
      `on ${date} a kill may begin at ${day.minutes.length} minutes from ${minuteText(first)} to ${minuteText(last)}, each as likely as the others`,
      `the number ${drawn} of them is the ${ordinal(index + 1)}`,
    ],
    checks: [
      check('drawn for the minute', Number(drawnMinute), drawn),
      check('minutes to draw from', Number(minutes), day.minutes.length),
      check('minute', String(minute), minuteText(day.minutes[index]!)),
    ],
  };
}

function ordinal(n: number): string {
  const tens = n % 100;
  const end = tens >= 11 && tens <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th');
  return `${n}${end}`;
}
