/** What was measured against what the drill asks for: met, missed, or not to be told. */
import { millis, spanOf } from '../experiment/durations.ts';
import {
  type JudgedObjective,
  type Measured,
  type ObjectiveName,
  objectiveNames,
  type Timed,
} from '../history/measured.ts';
import { figure } from '../steady-state/tolerance.ts';
import { rangeOf } from './measure/words.ts';
import type { DrillTerms } from './schema/terms.ts';

type Figures = Pick<Measured, 'detect' | 'decide' | 'recover' | 'recoveryPoint' | 'failback' | 'users'>;
type TimedName = Exclude<ObjectiveName, 'successRate'>;

/** Where the data cannot tell on which side of the objective the true figure lies, nobody says that it was met. */
export function judgeObjectives(asked: DrillTerms['objectives'], figures: Figures): readonly JudgedObjective[] {
  return objectiveNames.flatMap((name): readonly JudgedObjective[] => {
    if (name === 'successRate')
      return asked.successRate === undefined ? [] : [ofUsers(Number(asked.successRate), figures.users)];
    const objective = asked[name];
    return objective === undefined ? [] : [ofTime(name, millis(objective), figures[name])];
  });
}

function ofTime(name: TimedName, objective: number, timed: Timed): JudgedObjective {
  const judged = (came: JudgedObjective['came'], why: string): JudgedObjective => ({ name, objective, came, why });
  const limit = spanOf(objective);
  if (timed.is === 'unknown') return judged('unknown', `${names[name]} is not known: ${timed.why}`);
  if (timed.is === 'never')
    return timed.least >= objective
      ? judged('missed', `${undone[name]} within the objective of ${limit}: ${timed.why}`)
      : judged(
          'unknown',
          `${names[name]} is not known: the run ended after ${spanOf(timed.least)} of the ${limit} (${timed.why})`,
        );
  const said = happened[name](rangeOf(timed));
  if (timed.most <= objective) return judged('met', `${said}, within the objective of ${limit}`);
  if (timed.least > objective) return judged('missed', `${said}, and the objective is ${limit}`);
  return judged('unknown', `${said}, which is too coarse to hold against the objective of ${limit}`);
}

function ofUsers(objective: number, users: Figures['users']): JudgedObjective {
  const judged = (came: JudgedObjective['came'], why: string): JudgedObjective => ({
    name: 'successRate',
    objective,
    came,
    why,
  });
  if (users.is === 'unknown') return judged('unknown', `what users saw is not known: ${users.why}`);
  const said = `${figure(users.successRate)} % of ${figure(users.requests)} requests succeeded`;
  return users.successRate >= objective
    ? judged('met', `${said}, at least the objective of ${figure(objective)} %`)
    : judged('missed', `${said}, and the objective is ${figure(objective)} %`);
}

const names: Readonly<Record<TimedName, string>> = {
  detect: 'the time to detect',
  decide: 'the time to decide',
  recover: 'the time to recover',
  recoveryPoint: 'the recovery point',
  failback: 'the time of the failback',
};

const happened: Readonly<Record<TimedName, (took: string) => string>> = {
  detect: (took) => `the loss was noticed ${after(took, 'it')}`,
  decide: (took) => `the first mover was started ${after(took, 'the alarm')}`,
  recover: (took) => `traffic was back ${after(took, 'the loss')}`,
  recoveryPoint: (took) => (took === spanOf(0) ? 'no write was missing' : `of the newest writes ${took} were missing`),
  failback: (took) => `traffic was home ${after(took, 'the failback began')}`,
};

const after = (took: string, what: string): string =>
  took.startsWith('between') ? `${took} after ${what}` : `after ${took}`;

const undone: Readonly<Record<TimedName, string>> = {
  detect: 'nobody noticed the loss',
  decide: 'nothing was moved',
  recover: 'traffic was not back',
  recoveryPoint: 'the recovery point was not reached',
  failback: 'traffic was not home',
};
