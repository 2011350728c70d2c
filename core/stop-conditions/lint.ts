/** Is this stop condition worth the name? */
import type { Instant } from '../ports/clock.ts';
import type { AlarmObservation } from '../ports/metrics.ts';
import type { Finding, Touched } from './finding.ts';
import { checks, stateChecks } from './index.ts';

/** What an alarm is made of, against what the run touches. A composite alarm is made of nothing that could be judged. */
export function lintDesign(alarm: AlarmObservation, touched: Touched): readonly Finding[] {
  if (alarm.composite) return [];
  return checks.flatMap(({ check, look }) => {
    const found = look({ alarm, touched });
    return found ? [{ check, alarm: alarm.name, ...found }] : [];
  });
}

/** The first thing that is wrong with its state: the others follow from it. */
export function lintState(name: string, alarm: AlarmObservation | undefined, now: Instant): readonly Finding[] {
  const refuses = (check: string, says: string): Finding => ({ check, alarm: name, weight: 'refuses', says });
  if (!alarm) return [refuses('missing', 'does not exist: create it, or correct its name')];
  for (const { check, look } of stateChecks) {
    const says = look(alarm, now);
    if (says !== undefined) return [refuses(check, says)];
  }
  return [];
}

/**
 * What refuses the run, given all findings of all its alarms: whatever refuses by itself;
 * and where every alarm is disqualified, what each of them is disqualified by.
 * @param names of every stop alarm
 */
export function refusing(names: readonly string[], findings: readonly Finding[]): readonly Finding[] {
  const refused = findings.filter(({ weight }) => weight === 'refuses');
  if (refused.length > 0) return refused;
  const disqualified = findings.filter(({ weight }) => weight === 'disqualifies');
  return names.every((name) => disqualified.some(({ alarm }) => alarm === name)) ? disqualified : [];
}
