/** Five fields of cron as the six of EventBridge: days of the week by name, one of the two days a `?`, any year. */

import { parseCron } from '../../core/schedule/cron/expression.ts';
import { rowOf } from './row.ts';

const days = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT', 'SUN'];

/** A sentence for what EventBridge does not have. */
export function eventBridgeCron(text: string): { readonly cron: string } | string {
  const fields = (rowOf(nicknames, text.trim()) ?? text).trim().split(/\s+/);
  // Quartz, as Spring has it, begins with seconds.
  const five = fields.length === 6 && fields[0] === '0' ? fields.slice(1) : fields;
  if (five.length !== 5) return `${fields.length} fields are none of cron's five`;
  if (!five.every((field) => /^[\w*,/?-]+$/.test(field))) return 'it holds signs that cron does not have';
  const [minute, hour, dayOfMonth, month, dayOfWeek] = five.map((field) => (field === '?' ? '*' : field)) as string[];
  if (dayOfMonth !== '*' && dayOfWeek !== '*')
    return 'EventBridge takes a day of the month or a day of the week, not both';
  const week = dayOfWeek!.replace(/\d+/g, (digit, at: number) =>
    dayOfWeek![at - 1] === '/' ? digit : (days[Number(digit)] ?? digit),
  );
  const [monthly, weekly] = dayOfWeek === '*' ? [dayOfMonth, '?'] : ['?', week.toUpperCase()];
  const cron = `${minute} ${hour} ${monthly} ${month} ${weekly} *`;
  const parsed = parseCron(cron);
  return parsed.ok ? { cron } : `EventBridge takes no ${parsed.found}`;
}

const nicknames: Readonly<Record<string, string>> = {
  '@hourly': '0 * * * *',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@weekly': '0 0 * * 0',
  '@monthly': '0 0 1 * *',
  '@yearly': '0 0 1 1 *',
};
