/** A deployment: its profile, the functions on the way to a stop, and the stop alarms of what it holds. */
import type { StoredDefinition } from '../../core/ports/definitions.ts';
import { sentenceOf } from '../../core/stop-conditions/finding.ts';
import { lintState } from '../../core/stop-conditions/lint.ts';
import { checkUp, type RemoteCheckup } from '../aws/checkup.ts';
import type { RemotePlatform } from '../aws/platform.ts';
import { count } from '../cli/text/numbers.ts';
import type { Checked } from './checked.ts';

export async function checkDeployed(remote: RemotePlatform): Promise<readonly Checked[]> {
  const definitions = await remote.definitions();
  const alarms = alarmsOf(definitions);
  const seen = await checkUp(remote.deployment, alarms);
  const { stage, account, region } = remote.deployment;
  return [
    { check: 'deployment', state: 'well', says: `squall-${stage} in account ${account}, ${region}` },
    seen.profile === 'run'
      ? { check: 'profile', state: 'well', says: 'run: it may inject' }
      : { check: 'profile', state: 'odd', says: 'observe: it plans and audits, and has no right to inject' },
    ...functionChecks(seen),
    ...alarmChecks(alarms, seen, definitions),
    {
      check: 'events',
      state: 'odd',
      says: 'whether alarms reach the stopper cannot be read: squall doctor --trip shows it',
    },
  ];
}

/** By name, each once. One that a parameter decides is known when it is planned. */
export const alarmsOf = (definitions: readonly StoredDefinition[]): readonly string[] =>
  [...new Set(definitions.flatMap(({ experiment }) => experiment.guardrails.stopAlarms ?? []))]
    .filter((name) => !name.includes('${'))
    .sort();

export function functionChecks({ functions }: Pick<RemoteCheckup, 'functions'>): readonly Checked[] {
  const ill = functions.filter((each) => each.ill !== undefined);
  if (ill.length === 0)
    return [
      { check: 'stop path', state: 'well', says: `${functions.map(({ name }) => name).join(', ')} can be called` },
    ];
  return ill.map(({ name, ill: why }) => ({
    check: 'stop path',
    state: 'ill',
    says: `${name}: ${why}: cdk deploy it again`,
  }));
}

export function alarmChecks(
  names: readonly string[],
  { alarms, now }: Pick<RemoteCheckup, 'alarms' | 'now'>,
  definitions: readonly StoredDefinition[],
): readonly Checked[] {
  const guarded = (name: string) =>
    definitions
      .filter(({ experiment }) => experiment.guardrails.stopAlarms?.includes(name))
      .map(({ experiment }) => experiment.metadata.name)
      .join(', ');
  const found = names.flatMap((name, i) =>
    lintState(name, alarms[i], now).map(
      (finding): Checked => ({
        check: 'stop alarms',
        state: 'ill',
        says: `${sentenceOf(finding)} (it guards ${guarded(name)})`,
      }),
    ),
  );
  const fit = names.length - found.length;
  return [
    ...found,
    names.length === 0
      ? { check: 'stop alarms', state: 'odd', says: 'no experiment is deployed that names one' }
      : {
          check: 'stop alarms',
          state: 'well',
          says: `${count(fit, 'alarm')} of ${names.length} OK and fresh, over ${count(definitions.length, 'experiment')}`,
        },
  ];
}
