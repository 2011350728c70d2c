/** `squall doctor --aws` on the deployment that the suite plays: its checkup, and a stop alarm set by SetAlarmState. */
import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { checkUp, stopPath } from '../../apps/aws/checkup.ts';
import { findPlatform } from '../../apps/aws/platform.ts';
import { openAwsRig } from '../../apps/certify/aws/open.ts';
import { fleetAlarm } from '../../apps/certify/fleet.ts';
import type { Rig } from '../../apps/certify/rig.ts';
import { alarmChecks, functionChecks } from '../../apps/doctor/deployed.ts';
import { trip } from '../../apps/doctor/trip/trip.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import type { StoredDefinition } from '../../core/ports/definitions.ts';
import { certificationExperiments } from '../../lib/configuration/certification.ts';
import { names } from '../../lib/configuration/names.ts';
import { type CliPlatform, startCliPlatform } from './cli-platform.ts';
import { begins } from './handlers-platform.ts';
import { stageName } from './machines.ts';
import { motoRegion } from './moto.ts';
import { buildSampleFleet } from './sample-fleet.ts';

const seed = 7;
const alarm = fleetAlarm(stageName);
const place = { stage: stageName, region: motoRegion };
const parameters = { duration: 'PT5M' };

let cli: CliPlatform;
let rig: Rig;
let definition: StoredDefinition;
/** What was set over the wire. */
const set: string[] = [];

beforeAll(async () => {
  cli = await startCliPlatform();
  const { platform } = cli;
  const { clock } = platform;
  for (const [name, value] of Object.entries(cli.env())) if (name.startsWith('AWS_')) vi.stubEnv(name, value);
  const fleet = await buildSampleFleet(platform.machines.moto.endpoint, platform.clients, stageName, begins);
  definition = certificationExperiments(place).find(
    ({ experiment }) => experiment.metadata.name === 'certify-stop-instance',
  )!;
  const { hash, experiment } = definition;
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
  rig = {
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
  expect(await rig.prepare()).toBeUndefined();
}, 180_000);
afterAll(async () => {
  vi.unstubAllEnvs();
  await rig?.close();
  await cli?.stop();
});

describe('squall doctor over the wire', () => {
  test('reads the alarms of what is deployed, and the functions on the way to a stop', async () => {
    const remote = await findPlatform(place);
    const seen = await checkUp(remote.deployment, [alarm, 'no-such-alarm'], rig.ports.clock);
    expect(seen.profile).toBe('run');
    const checks = alarmChecks([alarm, 'no-such-alarm'], seen, [definition]);
    expect(checks.map(({ state, says }) => `${state}: ${says}`)).toEqual([
      expect.stringMatching(/^ill: alarm no-such-alarm does not exist/),
      expect.stringMatching(/^well: 1 alarm of 2 OK and fresh/),
    ]);
    // The suite answers calls of them itself, so that none is in moto: that is found.
    const missing = seen.functions.filter(({ ill }) => ill !== undefined).map(({ name }) => name);
    expect(missing).toEqual(stopPath.map((name) => names.function(stageName, name)));
    expect(functionChecks(seen)[0]?.says).toContain('does not exist');
  });

  test('sets the alarm while a fault is active, and measures the stop by the deployed functions', async () => {
    const request = { definition: definition.experiment, definitionHash: definition.hash, parameters, seed };
    const made = await makePlan(request, rig.ports);
    if (!made.ok) throw new Error(made.refusal.why);
    const tripped = await trip(
      { alarm, definition, plan: made.plan, parameters, seed, runId: 'trip-1', by: 'conformance' },
      { rig, interrupted: new AbortController().signal, tell: () => {} },
    );
    console.log(`trip: ${tripped.outcome}, raised ${tripped.toRaise} ms, stopped ${tripped.toStop} ms`);
    expect(tripped).toMatchObject({ outcome: 'works', alarm, recovery: 'restored' });
    expect(tripped.toRaise).toBeLessThanOrEqual(tripped.toStop!);
    expect(set).toEqual([
      'ALARM: squall doctor --trip, by conformance: this is an exercise',
      'OK: squall doctor --trip, by conformance: this is an exercise, and it is over',
    ]);
    const record = await rig.ports.runs.load('trip-1');
    expect(record).toMatchObject({
      cause: { kind: 'alarm' },
      startedBy: `conformance, by squall doctor --trip ${alarm}`,
    });
  }, 300_000);
});
