import { spanOf } from '../../experiment/durations.ts';
import { isKnown } from '../known.ts';
import { conforms, finding, notEvaluated, rule } from '../rule.ts';
import { listed } from '../words.ts';

export const functionTimeout = rule({
  rule: 'function-timeout',
  asks: 'a function gives up before whoever waits for it does',
  severity: 'medium',
  of: ['function'],
  proof: 'function-late',
  judge({ id, timeout }, { all, thing, unread }) {
    if (!isKnown(timeout)) return notEvaluated(timeout.notKnown);
    const why = unread('target-group') ?? unread('load-balancer');
    if (why !== undefined) return notEvaluated(`who calls it is not known: ${why}`);
    const groups = all('target-group').filter(({ functions }) => isKnown(functions) && functions.includes(id));
    const balancers = groups.flatMap(({ loadBalancers }) => loadBalancers.flatMap((each) => thing(each) ?? []));
    const patient = balancers.flatMap((each) => (each.kind === 'load-balancer' && each.idleTimeout ? [each] : []));
    const impatient = patient.filter(({ idleTimeout: idle }) => isKnown(idle!) && idle <= timeout);
    if (impatient.length > 0)
      return finding(
        `it may take ${spanOf(timeout)}, and ${listed(impatient.map(({ name, idleTimeout }) => `the load balancer ${name} waits ${spanOf(idleTimeout as number)}`))}`,
        'a time-out below that of every caller',
        'shorten the time-out of the function, or raise the idle time-out of the load balancer',
      );
    const unsure = patient.find(({ idleTimeout }) => !isKnown(idleTimeout!))?.idleTimeout;
    if (unsure !== undefined && !isKnown(unsure)) return notEvaluated(unsure.notKnown);
    // Other callers are programs, whose patience no configuration shows.
    return patient.length > 0
      ? conforms
      : notEvaluated('no load balancer calls it, and how long other callers wait is in their code');
  },
});
