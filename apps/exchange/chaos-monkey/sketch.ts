/** A monkey as another system describes it, whichever file does, and as a draft of ours. */
import type { TimeWindow } from '../../../core/experiment/schema/guardrails.ts';
import type { Chance } from '../../../core/monkey/schema/chance.ts';
import type { Grouping, Pattern } from '../../../core/monkey/schema/groups.ts';
import type { Draft, Question } from '../importer.ts';
import { idFrom } from '../names.ts';

export interface MonkeySketch {
  readonly name: string;
  readonly title: string;
  readonly service?: string;
  readonly groups: readonly Grouping[];
  readonly chance: Chance;
  /** Planned and recorded, and nothing carried out. */
  readonly leashed: boolean;
  readonly except: readonly Pattern[];
  readonly only: readonly Pattern[];
  readonly maxKillsPerDay?: number;
  readonly windows: readonly TimeWindow[];
  /** Beside those that every monkey asks. */
  readonly questions: readonly Question[];
}

const always: readonly Question[] = [
  { path: ['metadata', 'owner'], ask: 'who answers for it: groups without the tag resilience:owner are theirs' },
  { path: ['environment'], ask: 'the environment that these groups are in' },
  { path: ['heal'], ask: 'how soon a group has to be whole again, and for how long it has to stay so' },
  {
    path: ['probes'],
    ask: 'what users see, before, during and after a kill: beside stop alarms, or in their place',
  },
  {
    path: ['guardrails', 'stopAlarms'],
    ask: 'the CloudWatch alarms that stop a kill: [name]; or unsafe: { noStopCondition: "<reason>" }',
  },
  {
    path: ['guardrails', 'holidays'],
    ask: 'whose holidays are no workdays: { country: DE, subdivision: BE }',
  },
  { path: ['outage'], ask: 'alarms that tell of trouble of any kind: { alarms: [name] }' },
];

export function draftOf(sketch: MonkeySketch): Draft {
  const { title, service, groups, chance, leashed, except, only, maxKillsPerDay, windows, questions } = sketch;
  const name = idFrom(sketch.name);
  const document = {
    apiVersion: 'squall/v1',
    kind: 'Monkey' as const,
    metadata: { name, title, ...(service !== undefined && { service }) },
    environment: 'staging',
    groups,
    chance,
    ...(except.length > 0 && { except }),
    ...(only.length > 0 && { only }),
    ...(leashed && { leashed }),
    ...(maxKillsPerDay !== undefined && { maxKillsPerDay }),
    heal: { within: 'PT10M' },
    guardrails: { windows },
  };
  const asked =
    service === undefined
      ? [{ path: ['metadata', 'service'], ask: 'the service of groups without the tag resilience:service' }]
      : [];
  return { name, document, questions: [...always.slice(0, 1), ...asked, ...always.slice(1), ...questions] };
}
