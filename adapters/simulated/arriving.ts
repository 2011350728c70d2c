/** By which of a world's metrics the requests to a group are counted. */
import { type Known, notKnown } from '../../core/conformity/known.ts';
import type { Arriving, Serving } from '../../core/ports/standby.ts';
import type { WorldModel } from '../../simulator/model.ts';

const minute = 60_000;

/** Those of load balancers that count requests: a world that publishes none says how many nobody knows. */
export function arrivingAt({ name, where }: Serving, model: WorldModel): Known<readonly Arriving[]> {
  const id = name.slice(name.lastIndexOf('/') + 1);
  const service = model.services.find((each) => each.id === id);
  if (!service) return notKnown(`there is no ${name}`);
  const found: Arriving[] = [];
  for (const balancer of model.loadBalancers.filter(({ to }) => to === id)) {
    const metric = model.metrics.find(
      ({ of, measure, period }) =>
        of === balancer.id && (measure === 'attempts' || measure === 'requests') && minute % period === 0,
    );
    if (!metric) return notKnown(`the world does not publish how many requests ${balancer.id} has: add such a metric`);
    const { namespace, metric: called, dimensions } = metric;
    // It is published without requests, too.
    const requests = { namespace, metric: called, dimensions, stat: 'Sum', period: 'PT1M', region: where.region };
    found.push({ requests, standing: requests });
  }
  return found;
}
