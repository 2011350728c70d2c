/** The monkey in a file, as a deployment of it would have it. */
import { calendarFor } from '../../calendar/holidays.ts';
import { readDocument } from '../../documents/read.ts';
import type { ScheduledMonkey } from './monkey.ts';

/** Undefined for any other kind of file, and for one that cannot be read: what is wrong with it is said by whoever reads it next. */
export function monkeyInFile(file: string): ScheduledMonkey | undefined {
  const read = readDocument(file);
  if ('problems' in read || read.kind !== 'Monkey') return undefined;
  const { monkey } = read;
  return {
    monkey,
    calendar: calendarFor(monkey, Date.now()),
    state: 'not deployed here: monkeys work in AWS, where each is deployed disabled',
  };
}
