/** `squall doctor --aws` on the deployment that the suite plays: its checkup, and a stop alarm set by SetAlarmState. */
import { beforeAll, describe, expect, test } from 'vitest';
import { checkUp, stopPath } from '../../apps/aws/checkup.ts';
import { findPlatform } from '../../apps/aws/platform.ts';
import { fleetAlarm } from '../../apps/certify/fleet.ts';
import { alarmChecks, functionChecks } from '../../apps/doctor/deployed.ts';
import { trip } from '../../apps/doctor/trip/trip.ts';
import { makePlan } from '../../core/plan/make-plan.ts';
import type { StoredDefinition } from '../../core/ports/definitions.ts';
import { names } from '../../lib/configuration/names.ts';
import { stageName } from './machines.ts';
import { type PlayedRig, place, seed } from './played-rig.ts';

const alarm = fleetAlarm(stageName);
const parameters = { duration: 'PT5M' };

const definitionOf = ({ definitions }: PlayedRig): StoredDefinition =>
  definitions.find(({ experiment }) => experiment.metadata.name === 'certify-stop-instance')!;

/** Tests of the file that calls it, and first: the sample fleet is as it was built. @param at the rig, once it stands */
export function tripOnRig(at: () => PlayedRig): void {
  describe('squall doctor over the wire', () => {
    beforeAll(async () => {
      expect(await at().rig.prepare()).toBeUndefined();
    });

    test('reads the alarms of what is deployed, and the functions on the way to a stop', async () => {
      const { rig } = at();
      const definition = definitionOf(at());
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
      const { rig, set } = at();
      const definition = definitionOf(at());
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
}
