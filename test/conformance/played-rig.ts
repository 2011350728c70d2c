/** `squall certify` and `squall doctor` on the deployment that the suite plays, which has the sample fleet. */
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { vi } from 'vitest';
import { openAwsRig } from '../../apps/certify/aws/open.ts';
import type { Rig } from '../../apps/certify/rig.ts';
import type { StoredDefinition } from '../../core/ports/definitions.ts';
import { certificationExperiments } from '../../lib/configuration/certification.ts';
import { type CliPlatform, startCliPlatform } from './cli-platform.ts';
import { begins } from './handlers-platform.ts';
import { stageName } from './machines.ts';
import { motoRegion } from './moto.ts';
import { buildSampleFleet } from './sample-fleet.ts';

export const seed = 7;
export const place = { stage: stageName, region: motoRegion };

export interface PlayedRig {
  readonly cli: CliPlatform;
  readonly rig: Rig;
  readonly definitions: readonly StoredDefinition[];
  /** States that alarms were set to, as CloudWatch had them then: `ALARM: why`. */
  readonly set: readonly string[];
  stop(): Promise<void>;
}

export async function startPlayedRig(): Promise<PlayedRig> {
  // Its own group is hit: of the other there are as many as a plan wants.
  const cli = await startCliPlatform(6);
  const { platform } = cli;
  const { clock } = platform;
  for (const [name, value] of Object.entries(cli.env())) if (name.startsWith('AWS_')) vi.stubEnv(name, value);
  const fleet = await buildSampleFleet(platform.machines.moto.endpoint, platform.clients, stageName, begins);
  const definitions = certificationExperiments(place);
  for (const { hash, experiment } of definitions)
    await platform.call('Define', {
      RequestType: 'Create',
      ResourceProperties: { Hash: hash, Definition: JSON.stringify(experiment) },
    });
  const opened = await openAwsRig(place, seed, {
    clock,
    lookEvery: 30_000,
    visit: () => ({ leave() {} }),
    async wait(duration) {
      const to = clock.now() + duration;
      for (await clock.quiet(); clock.now() < to; ) await clock.step(to);
      await fleet.publish(clock.now());
    },
  });
  const set: string[] = [];
  const rig: Rig = {
    ...opened.rig,
    async forceAlarm(name, state, reason) {
      await opened.rig.forceAlarm(name, state, reason);
      const { MetricAlarms = [] } = await platform.clients.cloudWatch.send(
        new DescribeAlarmsCommand({ AlarmNames: [name] }),
      );
      set.push(`${MetricAlarms[0]?.StateValue}: ${MetricAlarms[0]?.StateReason}`);
      // moto sends no events of alarms: the suite delivers what EventBridge would.
      platform.events.alarm(name, state);
    },
  };
  return {
    cli,
    rig,
    definitions,
    set,
    async stop() {
      vi.unstubAllEnvs();
      await rig.close();
      await cli.stop();
    },
  };
}
