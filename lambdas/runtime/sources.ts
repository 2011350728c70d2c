/** What keeps new runs from starting beside the raised switches: an incident, a deployment, a platform that only observes. */
import type { Metrics } from '../../core/ports/metrics.ts';
import type { Switch, Switches } from '../../core/ports/switches.ts';
import type { Environment, Source } from './environment.ts';

/** Switches as raised by people, and those that this deployment's own settings raise. */
export const watchfulSwitches = (
  switches: Switches,
  metrics: Pick<Metrics, 'alarms'>,
  { profile, incidentSource, deploymentSource }: Pick<Environment, 'profile' | 'incidentSource' | 'deploymentSource'>,
  now: () => number,
): Switches => ({
  async raised() {
    const observing: Switch = {
      scope: 'all',
      by: 'the deployment',
      reason: 'its profile is observe, and it has no role that could inject',
      at: 0,
    };
    return [
      ...(profile === 'observe' ? [observing] : []),
      ...(await switches.raised()),
      ...(await notOk('an incident', incidentSource, metrics, now)),
      ...(await notOk('a deployment', deploymentSource, metrics, now)),
    ];
  },
});

/** An alarm that is missing or has no data tells nothing, and not knowing refuses. */
async function notOk(what: string, source: Source, metrics: Pick<Metrics, 'alarms'>, now: () => number) {
  if (source === 'none') return [];
  const states = await metrics.alarms(source.alarms);
  return source.alarms.flatMap((name, i): Switch[] => {
    const alarm = states[i];
    if (alarm?.state === 'OK') return [];
    const reason = alarm ? `its state is ${alarm.state}` : 'it does not exist';
    const by = `alarm ${name}, which tells of ${what},`;
    return [{ scope: 'all', by, reason, at: alarm?.since ?? now(), passing: true }];
  });
}
