/** Record sets of a world's names, with the health checks that they go by, as the cloud stands now. */
import { type Known, notKnown } from '../../core/conformity/known.ts';
import type { DnsHealthCheck, DnsRecord } from '../../core/ports/standby.ts';
import type { CloudResource, SimulatedCloud } from '../../simulator/cloud.ts';
import { regionOfNode } from '../../simulator/geography.ts';
import { isRouted } from '../../simulator/names-model.ts';

/** Empty for a name that leads to one place for good, or that an accelerator answers for. */
export function recordsOf(name: string, cloud: SimulatedCloud): Known<readonly DnsRecord[]> {
  const { model } = cloud;
  const known = model.dns.find((each) => each.name === name);
  if (!known && !model.accelerators?.some((each) => each.name === name))
    return notKnown(`the world ${model.name} has no name ${name}`);
  if (!known || !isRouted(known)) return [];
  const resources = cloud.resources();
  return resources
    .filter(({ type, group }) => type === 'route53:record-set' && group === name)
    .map(({ id, name: full, state }) => {
      const check = resources.find((each) => each.type === 'route53:health-check' && each.name === state.healthCheck);
      return {
        id,
        set: full.slice(name.length + 1),
        policy: known.routing,
        ...(typeof state.weight === 'number' && { weight: state.weight }),
        ...((state.role === 'primary' || state.role === 'secondary') && { role: state.role }),
        region: regionOfNode(model, String(state.target)),
        ttl: known.ttl,
        evaluatesTarget: false,
        ...(check && { healthCheck: checkOf(check, resources) }),
      };
    });
}

function checkOf({ id, state, healthy }: CloudResource, resources: readonly CloudResource[]): DnsHealthCheck {
  const control = resources.find(
    ({ type, name }) => type === 'route53-recovery-control:routing-control' && name === state.routingControl,
  );
  return {
    id,
    by: state.routingControl === undefined ? 'answers' : 'routing-control',
    interval: Number(state.intervalSeconds ?? 0) * 1000,
    threshold: Number(state.threshold ?? 1),
    ...(control && { routingControl: control.id }),
    inverted: false,
    disabled: false,
    healthy,
  };
}
