/** A monkey that is asked about: in a file, or deployed under a name. */
import { findPlatform } from '../../aws/platform.ts';
import { calendarFor } from '../../calendar/holidays.ts';
import { readDocument } from '../../documents/read.ts';
import type { DeploymentOptions } from '../platforms/open.ts';
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

/** Undefined where no monkey has the name. @throws DeploymentUnknown, InvalidConfiguration, ServiceFailure, ForeignMonkey */
export async function monkeyInAws(name: string, options: DeploymentOptions): Promise<ScheduledMonkey | undefined> {
  const platform = await findPlatform(options);
  const found = await platform.monkey(name);
  if (!found) return undefined;
  const place = `squall-${platform.deployment.stage} in ${platform.deployment.region}`;
  return {
    monkey: found.monkey,
    calendar: found.calendar,
    state: found.enabled ? `enabled in ${place}` : `DISABLED in ${place}: nothing is drawn until somebody enables it`,
  };
}
