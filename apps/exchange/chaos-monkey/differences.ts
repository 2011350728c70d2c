/** Faults of Netflix's Chaos Monkey that a monkey of ours does not take over, each by name. Source: its parser and scheduler. */
import { dailyChance } from '../../../core/monkey/odds.ts';
import { figure } from '../../../core/steady-state/tolerance.ts';
import type { Difference } from '../importer.ts';

export interface Gap {
  readonly mean: number;
  readonly gap: number;
}

export const differences = (asked?: Gap): readonly Difference[] => [
  {
    about: 'a kill in the past',
    there: 'a minute is drawn from the whole window, also when the plan is made late and the minute is gone',
    here: 'a minute that is gone is declined, and not moved to another',
  },
  {
    about: 'holidays',
    there: 'every Monday to Friday is a workday',
    here: 'the holidays under guardrails.holidays and named blackouts are none, and do not count for the mean',
  },
  ...(asked && asked.gap > 1 ? [meanOf(asked)] : []),
  {
    about: 'what is recorded',
    there: 'a kill is recorded before it is done, and one that failed holds up the next',
    here: 'intent and confirmation are recorded apart, and only a run that hit somebody holds up the next',
  },
  {
    about: 'what it needs',
    there: 'Spinnaker finds and kills, MySQL remembers',
    here: 'groups are found in AWS, kills are runs of AWS FIS, and the platform’s own history remembers',
  },
];

/**
 * With a chance of 1/μ on each workday that a minimum of ε leaves, the true mean is
 * ε − 1 + 1/p = μ + ε − 1; ours corrects p to 1/(μ − ε + 1).
 */
function meanOf({ mean, gap }: Gap): Difference {
  const real = gap - 1 + mean;
  if (gap > mean)
    return {
      about: 'the mean',
      there: `a mean of ${mean} and a minimum of ${gap} workdays cannot both be had: a chance of 1/${mean} gives ${gap} − 1 + ${mean} = ${real}`,
      here: `what it really gave is asked for: a mean of ${real} workdays`,
    };
  const { probability } = dailyChance({ meanWorkdaysBetweenKills: mean, minWorkdaysBetweenKills: gap });
  return {
    about: 'the mean',
    there: `a chance of 1/${mean} on each workday that the minimum of ${gap} leaves gives ${gap} − 1 + ${mean} = ${real} workdays, where ${mean} were asked for`,
    here: `a chance of 1/(${mean} − ${gap} + 1) = ${figure(probability * 100)} % gives ${mean}`,
  };
}
