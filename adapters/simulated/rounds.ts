/** Groups of a world and how their members are, as the doctor sees them. */
import { belongs } from '../../core/doctor-monkey/settings.ts';
import type { Group, Health, Member } from '../../core/doctor-monkey/ward.ts';
import type { Rounds } from '../../core/ports/doctor.ts';
import { optInTag } from '../../core/targets/opt-in-tag.ts';
import type { CloudResource, SimulatedCloud } from '../../simulator/cloud.ts';

/** Its load balancer’s word where it has one, its own state elsewhere: the simulator’s `healthy`. */
function healthOf({ lifecycle, state, healthy }: CloudResource): Health {
  if (lifecycle === 'draining') return { is: 'leaving' };
  if (lifecycle === 'pending') return { is: 'starting' };
  if (healthy) return { is: 'sound' };
  // Its group sees that by itself, and replaces it.
  if (state.state !== 'running') return { is: 'leaving' };
  return { is: 'ill', check: 'the health check of its load balancer' };
}

export const simulatedRounds = (cloud: SimulatedCloud): Rounds => ({
  async look(practices) {
    const resources = cloud.resources();
    const members = Map.groupBy(
      resources.filter(({ type }) => type === 'ec2:instance'),
      ({ group }) => group,
    );
    const groups = resources.filter(
      ({ type, tags }) =>
        type === 'ec2:autoscaling-group' && tags[optInTag] === 'true' && practices.some((each) => belongs(tags, each)),
    );
    return {
      at: cloud.now,
      place: `world ${cloud.model.name}`,
      groups: groups.map(
        ({ id, name, account, region, tags, state }): Group => ({
          id,
          name,
          account,
          region,
          tags,
          desired: Number(state.desired),
          suspended: [],
          members: (members.get(name) ?? []).map(
            (member): Member => ({
              id: member.id,
              name: member.name,
              zone: member.zone ?? '',
              optedIn: member.tags[optInTag] === 'true',
              health: healthOf(member),
            }),
          ),
        }),
      ),
    };
  },
});
