/** A treatment as an ordinary run: the same guardrails, ledger and report as any other, and the group's healing as its proof. */
import type { ParameterValue } from '../experiment/references.ts';
import type { Experiment } from '../experiment/schema/experiment.ts';
import { sha256Hex } from '../plan/hash.ts';
import type { Instant } from '../ports/clock.ts';
import type { Treatment } from './decide.ts';
import type { Prudence } from './settings.ts';
import type { Group } from './ward.ts';

export interface TreatmentRun {
  readonly runId: string;
  readonly experiment: Experiment;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly seed: number;
}

/** Of the experiment's metadata: by it the doctor knows its own runs again. */
export const doctorTag = 'squall:doctor';

const hour = 3_600_000;

/** @param now of the look: a run that was refused is asked for again an hour later, and never twice within one */
export function treatmentRun(
  { group, member, check, alarms }: Pick<Treatment, 'group' | 'member' | 'check' | 'alarms'>,
  prudence: Pick<Prudence, 'healsWithin'>,
  environment: string,
  now: Instant,
): TreatmentRun {
  const experiment = experimentFor(group, alarms, prudence, environment);
  const asked = new Date(Math.floor(now / hour) * hour).toISOString().slice(0, 13).replace(/[-T]/g, '');
  return {
    // Instances are told apart by the end of their ids.
    runId: `${experiment.metadata.name}-${plain(member.name).slice(-17)}-${asked}`,
    experiment,
    parameters: { instance: member.id, check },
    seed: 1,
  };
}

/** One definition a group: what differs from run to run is its parameters. */
export function experimentFor(
  { id, name, tags }: Pick<Group, 'id' | 'name' | 'tags'>,
  alarms: readonly string[],
  { healsWithin }: Pick<Prudence, 'healsWithin'>,
  environment: string,
): Experiment {
  const owner = ownerOfGroup(tags) ?? 'doctor-monkey';
  return {
    apiVersion: 'squall/v1',
    kind: 'Experiment',
    metadata: {
      name: `doctor-${plain(name).slice(0, 20)}-${sha256Hex(id).slice(0, 6)}`,
      title: `Doctor Monkey: an ill instance of ${name} is replaced`.slice(0, 1000),
      owner,
      service: tags['resilience:service'] ?? tags.Service ?? plain(name),
      tags: { [doctorTag]: id },
    },
    parameters: {
      instance: { type: 'string', title: 'ARN of the instance that is ill' },
      check: { type: 'string', title: 'what it fails' },
    },
    environment,
    hypothesis: {
      if: `an ill instance of ${name} is replaced`,
      // biome-ignore lint/suspicious/noThenProperty: the field's own word, and a plain object is never awaited
      then: `nobody notices, and ${name} is whole again within ${healsWithin}`,
      because: 'it serves nobody any more, and its group launches another',
      probes: alarms.map((alarm, i) => ({
        id: `alarm-${i + 1}`,
        alarm: { name: alarm },
        when: ['before', 'during', 'after'],
      })),
      recovery: { within: healsWithin, hold: 'PT1M', groups: healsWithin },
    },
    guardrails: {
      unsafe: { noStopCondition: 'replacing an instance is done when its group is told: there is nothing to stop' },
    },
    blastRadius: { preset: 'single', maxPerGroup: 1 },
    targets: { patient: { type: 'ec2:instance', where: { ids: ['${parameters.instance}'] }, select: { count: 1 } } },
    steps: [
      {
        id: 'replace',
        action: 'squall:autoscaling:replace-instance',
        targets: { Instances: 'patient' },
        undo: { irreversible: `it is gone for good; ${name} launches another within ${healsWithin}` },
      },
    ],
    maxDuration: 'PT1H',
  };
}

export const ownerOfGroup = (tags: Group['tags']): string | undefined =>
  tags['resilience:owner'] ?? tags.Owner ?? tags.owner;

const plain = (name: string): string =>
  name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
