/** The capacity guard: share and count at once, the least that must be sound, and what cannot be told. */
import type { LeftAlone } from './decide.ts';
import type { Prudence } from './settings.ts';
import type { Group, Member } from './ward.ts';

type Refusal = Pick<LeftAlone, 'rule' | 'why'>;

interface Next {
  readonly member: Member;
  /** Treatments of the group from before that are not seen to be over, and those of this round. */
  readonly followed: number;
  readonly chosen: number;
}

/** Suspended, any of these keeps a group from replacing what is taken out of service. */
const needed = ['Launch', 'ReplaceUnhealthy', 'Terminate'];

/** How many members may be on their way out or in at once. */
export const allowedAtOnce = ({ desired }: Pick<Group, 'desired'>, { count, percent }: Prudence): number =>
  Math.min(count, Math.floor((desired * percent) / 100));

/**
 * Why nothing of the group is replaced, or why not this one after those already chosen.
 * An ill member serves nobody, so that replacing it takes nothing away by itself: what is
 * guarded against is a check that is wrong about many, and a group that cannot launch.
 */
export function refusalOfGroup(
  group: Group,
  prudence: Prudence,
  next: Next | undefined = undefined,
): Refusal | undefined {
  const { members, suspended, desired, name } = group;
  const those = (is: Member['health']['is']) => members.filter(({ health }) => health.is === is);
  const held = suspended.filter((process) => needed.includes(process));
  if (held.length > 0)
    return { rule: 'suspended', why: `${name} has ${held.join(', ')} suspended, and would not replace it` };
  const [unsure] = those('unknown');
  if (unsure?.health.is === 'unknown')
    return {
      rule: 'cannot-tell',
      why: `how ${those('unknown').length} of its members are cannot be told (${unsure.health.why}), so that nobody knows how many are left`,
    };
  const [sound, ill] = [those('sound'), those('ill')];
  if (ill.length >= sound.length && ill.length > 1)
    return {
      rule: 'outage',
      why: `${ill.length} are ill and ${sound.length} sound: that is an outage, or a check that is wrong, and a matter for people`,
    };
  if (sound.length < prudence.healthyOfGroup)
    return {
      rule: 'least-healthy',
      why: `${sound.length} of ${name} are sound, below the floor of ${prudence.healthyOfGroup}`,
    };
  if (!next) return undefined;
  const { member, followed, chosen } = next;
  const inZone = sound.filter(({ zone }) => zone === member.zone).length;
  if (inZone < prudence.healthyOfZone)
    return {
      rule: 'least-healthy',
      why: `${inZone} of ${name} are sound in ${member.zone}, below the floor of ${prudence.healthyOfZone}`,
    };
  const onTheWay = Math.max(awayFrom(group), followed) + chosen;
  const allowed = allowedAtOnce(group, prudence);
  if (onTheWay >= allowed)
    return {
      rule: 'at-once',
      why: `${onTheWay} of ${name} ${onTheWay === 1 ? 'is' : 'are'} being replaced, and at most ${allowed} of ${desired} may be at once`,
    };
  return undefined;
}

/** Leaving, or starting, or not there yet: each replacement is one of these until its successor is sound. */
export function awayFrom({ members, desired }: Pick<Group, 'members' | 'desired'>): number {
  const leaving = members.filter(({ health }) => health.is === 'leaving').length;
  const starting = members.filter(({ health }) => health.is === 'starting').length;
  const staying = members.length - leaving;
  return Math.max(leaving, starting + Math.max(0, desired - staying));
}
