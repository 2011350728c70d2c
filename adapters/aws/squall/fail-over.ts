/**
 * Health checks that Route 53 takes for failed. A disabled one counts as healthy, whatever its
 * endpoint does, and an inverted one as the opposite: both together count as failed for certain,
 * while inversion alone would bring back what is down in earnest.
 */
import { type HealthCheck, Route53Client, UpdateHealthCheckCommand } from '@aws-sdk/client-route-53';
import { lastOf } from '../arns.ts';
import { isFailure } from '../errors.ts';
import { FaultRefused } from '../fault-refused.ts';
import { lookAt } from '../routing/health-checks.ts';
import { changedService } from './changed.ts';
import type { OwnFault, Place } from './own-fault.ts';

const key = 'HealthChecks';
/** Tries of one change before somebody else is taken to be at work there. */
const tries = 3;

interface Forced {
  readonly Inverted: boolean;
  readonly Disabled: boolean;
}

const failed: Forced = { Inverted: true, Disabled: true };

const isFailed = ({ HealthCheckConfig: { Inverted, Disabled } = { Type: undefined } }: HealthCheck): boolean =>
  Inverted === true && Disabled === true;

export function failOver(place: Place): OwnFault {
  const client = place.client(Route53Client);
  const look = async (ids: readonly string[]) =>
    new Map((await lookAt(client, ids.map(lastOf))).map((check) => [check.Id ?? '', check]));

  /** Route 53 refuses it if the check was changed since it was read; it is then read again. */
  async function set(id: string, to: Forced, where: (check: HealthCheck) => boolean): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const check = (await look([id])).get(id);
      if (!check || !where(check)) return;
      const { HealthCheckVersion } = check;
      try {
        await client.send(new UpdateHealthCheckCommand({ HealthCheckId: id, HealthCheckVersion, ...to }));
        return;
      } catch (error) {
        const changed = isFailure(error, 'Conflict', 'InvalidRequest') && error.code === 'HealthCheckVersionMismatch';
        if (attempt === tries || !changed) throw error;
      }
    }
  }

  return changedService(
    {
      key,
      async holds(_action, before) {
        const found = await look(before.map(({ id }) => id));
        return new Map(
          before.map(({ id, state }) => {
            const now = found.get(lastOf(id));
            const wasFailed = state.inverted === true && state.disabled === true;
            return [id, now !== undefined && isFailed(now) && !wasFailed];
          }),
        );
      },
      async change({ targets }) {
        const ids = (targets[key] ?? []).map(lastOf);
        const found = await look(ids);
        for (const id of ids) {
          const check = found.get(id);
          if (!check) throw new FaultRefused(`the health check ${id} does not exist`);
          if (check.LinkedService)
            throw new FaultRefused(
              `the health check ${id} is ${check.LinkedService.ServicePrincipal}'s, and not to be changed by others`,
            );
          if (check.HealthCheckConfig?.Type === 'RECOVERY_CONTROL')
            throw new FaultRefused(
              `the health check ${id} says what a routing control says: set that with squall:arc:set-routing-controls`,
            );
        }
        for (const id of ids) await set(id, failed, (check) => !isFailed(check));
      },
      async putBack(_action, before) {
        for (const { id, state } of before)
          await set(lastOf(id), { Inverted: state.inverted === true, Disabled: state.disabled === true }, isFailed);
      },
    },
    Date.now,
  );
}
