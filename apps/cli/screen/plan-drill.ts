/** A drill before it begins: who notices, who decides, what moves and how it comes home, and what its objectives are up against. */
import { type Bound, boundsOf } from '../../../core/drill/bounds.ts';
import { type PreCheckName, preCheckNames } from '../../../core/drill/pre-checks/pre-check.ts';
import type { DrillTerms } from '../../../core/drill/schema/terms.ts';
import { millis, spanOf } from '../../../core/experiment/durations.ts';
import { type ObjectiveName, objectiveNames } from '../../../core/history/measured.ts';
import type { Plan, PlannedStep } from '../../../core/plan/plan.ts';
import { labels, objectiveText } from '../../report/model/drill.ts';
import type { Colours } from '../io.ts';
import { pairs, table } from '../text/table.ts';
import { wrap } from '../text/width.ts';

export interface PlannedObjective {
  readonly name: ObjectiveName;
  /** Milliseconds at most, percent at least. Missing: the drill asks for nothing. */
  readonly objective?: number;
  /** What the plan allows at worst. Missing where a plan knows nothing of it. */
  readonly bound?: Bound;
}

/** Of each objective, and of each figure that the plan bounds. */
export function objectivesOf(plan: Plan, terms: DrillTerms): readonly PlannedObjective[] {
  const bounds = boundsOf(plan, terms);
  return objectiveNames.flatMap((name) => {
    const asked = terms.objectives[name];
    const bound = bounds.find((each) => each.name === name);
    if (asked === undefined && !bound) return [];
    const objective = asked === undefined ? undefined : name === 'successRate' ? Number(asked) : millis(String(asked));
    return [{ name, ...(objective !== undefined && { objective }), ...(bound && { bound }) }];
  });
}

/** Empty for what is no drill. */
export function drillSection(plan: Plan, colours: Colours, columns: number): string[] {
  const terms = plan.definition.drill;
  if (!terms) return [];
  return [
    colours.bold('Drill'),
    ...pairs(courseOf(plan, terms), columns, '  '),
    '',
    ...objectiveLines(plan, terms, colours, columns),
  ];
}

const levels: Readonly<Record<DrillTerms['level'], string>> = {
  traffic: 'traffic alone is moved: what serves there already takes it',
  capacity: 'traffic is moved, and more is started there first',
  data: 'traffic is moved, and who writes changes',
};

function courseOf({ steps }: Plan, terms: DrillTerms): (readonly [string, string])[] {
  const { evacuate, into, level, detect, decide, hold, failback } = terms;
  const loss = steps.filter(({ moves }) => !moves);
  const movers = steps.filter(({ moves }) => moves);
  const left = 'zone' in evacuate ? `zone ${evacuate.zone}, for the other zones` : `Region ${evacuate.region}`;
  const afterwards = detect ? 'once it is noticed' : loss.length > 0 ? 'with the loss' : 'at once';
  return [
    ['Leaves', `${left}${into ? `, for ${into.join(' and ')}` : ''}; ${levels[level]}`],
    ['Lost by', loss.length > 0 ? `${inOrder(loss)}, until the hold is over` : 'nothing: a planned evacuation'],
    [
      'Noticed by',
      detect
        ? `${alarmsIn(detect.alarms, 'ALARM')}, within ${spoken(detect.within)}: without it the drill ends, refuted`
        : 'nobody is waited for',
    ],
    [
      'Decided by',
      decide
        ? `${decide.approvals === 1 ? '1 person' : `${decide.approvals} people`} other than who starts it, by squall approve within ${spoken(decide.within)}: without them the drill ends, refuted`
        : movers.length > 0
          ? `nobody: movers begin ${afterwards}`
          : 'nobody: nothing of ours moves',
    ],
    ['Moved by', movers.length > 0 ? inOrder(movers) : 'AWS itself, which is timed'],
    ['Held for', spoken(hold)],
    ['Comes home', wayHome(loss, movers, failback)],
  ];
}

/** Wave by wave; what begins together is said together. */
function inOrder(steps: readonly PlannedStep[], newestFirst = false): string {
  const waves = [...Map.groupBy(steps, ({ wave }) => wave)].sort(([a], [b]) => (newestFirst ? b - a : a - b));
  return waves.map(([, own]) => own.map(({ id }) => id).join(' and ')).join(', then ');
}

function wayHome(
  loss: readonly PlannedStep[],
  movers: readonly PlannedStep[],
  { ready, within }: DrillTerms['failback'],
): string {
  const back = loss.length > 0 ? `${inOrder(loss)} taken back and seen to be` : '';
  if (movers.length === 0) return back === '' ? 'nothing was changed' : `${back}; users as AWS leads them`;
  const first = [back, ...(ready ? [`${alarmsIn(ready.alarms, 'OK')}, by fresh data`] : [])].filter(
    (each) => each !== '',
  );
  const when = first.length === 0 ? '' : `${first.join(', then ')}, within ${spoken(within)}; then `;
  return `${when}${inOrder(movers, true)} undone. Home that is not ready by then leaves users where they are served: exit 7, and the sweeper goes on looking`;
}

const spoken = (iso: string): string => spanOf(millis(iso));

const alarmsIn = (alarms: readonly string[], state: string): string =>
  `${alarms.length === 1 ? 'alarm' : state === 'OK' ? 'all of alarms' : 'the first of alarms'} ${alarms.join(', ')} ${state === 'OK' ? 'OK' : `in ${state}`}`;

function objectiveLines(plan: Plan, terms: DrillTerms, colours: Colours, columns: number): string[] {
  const rows = objectivesOf(plan, terms).map((each) => [
    labels[each.name][0],
    each.objective === undefined ? '' : objectiveText({ name: each.name, objective: each.objective }),
    atWorst(each, plan, colours),
  ]);
  const notes = objectivesOf(plan, terms).flatMap(({ name, bound }) =>
    bound && bound.parts.length > 1 ? [`${labels[name][0]}: ${made(bound)}`] : [],
  );
  const left = unasked(plan);
  return [
    ...table(
      ['objective', 'asked', 'by the plan, at worst'].map((title) => ({ title })),
      rows,
      colours.dim,
    ).map((line) => `  ${line}`),
    ...[...notes, ...(left.length === 0 ? [] : [`Pre-checks with nothing to ask of it: ${left.join(', ')}`])].flatMap(
      (note) => wrap(note, Math.min(columns, 100) - 2).map((line) => `  ${colours.dim(line)}`),
    ),
  ];
}

function atWorst({ name, objective, bound }: PlannedObjective, { preChecks = [] }: Plan, { yellow }: Colours): string {
  if (name === 'recoveryPoint') {
    const behind = preChecks.filter(({ check, state }) => check === 'replication' && state !== 'unknown');
    return behind.map(({ of, measured }) => `${of} ${measured} behind now`).join(', ');
  }
  if (!bound) return '';
  if (bound.most === undefined) return yellow(`not known: ${bound.notKnown}`);
  const most = spanOf(bound.most);
  return objective !== undefined && bound.most > objective ? yellow(`${most}: may be missed`) : most;
}

const made = ({ parts }: Bound): string => parts.map(([time, what]) => `${spanOf(time)} ${what}`).join(' + ');

/** Pre-checks that found nothing to ask. */
function unasked({ preChecks = [] }: Plan): readonly PreCheckName[] {
  const asked = new Set(preChecks.map(({ check }) => check));
  return preCheckNames.filter((check) => !asked.has(check));
}
