import { NotSimulated } from '../cloud.ts';
import { leadsTo } from '../names-model.ts';
import type { Effect } from './effect.ts';
import type { Fault } from './fault.ts';
import { groupOf, nodesNamed } from './nodes.ts';
import { readParameters } from './parameters.ts';

const actionId = 'squall:host:dns-failure';

/**
 * Lookups of the hosts fail. An answer that a host has cached serves until its time to
 * live is over; how much of that has passed differs from host to host. From then on each
 * call to the name fails at once. What is called without a name in the world's `dns` goes on.
 */
export const dnsFailure: Fault = {
  actionId,
  targets: { Instances: 'ec2:instance' },
  plan(request) {
    const { parameters, targets, model, draw } = request;
    const read = readParameters(actionId, parameters);
    const duration = read.duration('duration');
    const domains = parameters.domains === undefined ? model.dns.map(({ name }) => name) : read.list('domains');
    if (parameters.domains !== undefined) nodesNamed(actionId, model, domains);
    read.finish();
    const effects = (targets.Instances ?? []).flatMap((arn): readonly Effect[] => {
      const { calls } = groupOf(actionId, arn, request);
      return model.dns
        .flatMap((record) => leadsTo(record).map((to) => ({ name: record.name, ttl: record.ttl, to })))
        .filter(({ name, to }) => domains.includes(name) && calls.some((call) => call.to === to))
        .map(({ name, to, ttl }) => ({
          kind: 'outgoing',
          on: [arn],
          to: [to],
          outcome: 'refused',
          milliseconds: 0,
          share: 0,
          after: Math.floor(draw(`${arn}/${name}`) * ttl),
        }));
    });
    if (effects.length === 0)
      throw new NotSimulated(
        `the simulator does not model ${actionId} on hosts that call nothing by a name of the world: ${domains.join(', ')}`,
      );
    return { duration, effects };
  },
};
