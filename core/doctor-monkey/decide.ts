/** What the doctor does, and what it leaves alone and why. Pure: the same ward, sightings and settings give the same answer. */
import { spanOf } from '../experiment/durations.ts';
import type { Instant } from '../ports/clock.ts';
import { refusalOfGroup } from './capacity.ts';
import type { Treated } from './notes.ts';
import { type DoctorMonkey, practiceOf, prudenceOf } from './settings.ts';
import type { Sighting } from './sightings.ts';
import type { Group, Member, Ward } from './ward.ts';

export interface Treatment {
  readonly group: Group;
  readonly member: Member;
  /** What it fails. */
  readonly check: string;
  readonly illSince: Instant;
  /** Of the practice: not OK, and nothing is done. */
  readonly alarms: readonly string[];
}

export interface LeftAlone {
  readonly group: Pick<Group, 'id' | 'name' | 'tags'>;
  /** Missing where it is the group as a whole. */
  readonly member?: Pick<Member, 'id' | 'name'>;
  readonly rule:
    | 'patience'
    | 'opt-in'
    | 'run-under-way'
    | 'followed'
    | 'suspended'
    | 'cannot-tell'
    | 'outage'
    | 'at-once'
    | 'least-healthy';
  /** One clause. */
  readonly why: string;
}

export interface Decision {
  readonly treatments: readonly Treatment[];
  readonly leftAlone: readonly LeftAlone[];
}

export interface Asked {
  readonly ward: Ward;
  /** As they stand after this look. */
  readonly sightings: readonly Sighting[];
  /** Run that is under way on a group, or on a member of it, by the ARN of the group. */
  readonly underWay: ReadonlyMap<string, string>;
  /** Treated before, their groups not seen whole since. */
  readonly treated: readonly Treated[];
  readonly settings: DoctorMonkey;
}

/** Groups of no practice are nobody's patients, and nothing is said of them. */
export function decide({ ward, sightings, underWay, treated, settings }: Asked): Decision {
  const prudence = prudenceOf(settings);
  const since = new Map(sightings.map(({ id, illSince }) => [id, illSince]));
  const treatments: Treatment[] = [];
  const leftAlone: LeftAlone[] = [];
  for (const group of ward.groups) {
    const practice = practiceOf(group.tags, settings);
    const ill = illOf(group, since);
    if (!practice || ill.length === 0) continue;
    const { id, name, tags } = group;
    const leave = (rule: LeftAlone['rule'], why: string, member?: Member) =>
      leftAlone.push({
        group: { id, name, tags },
        ...(member && { member: { id: member.id, name: member.name } }),
        rule,
        why,
      });
    const run = underWay.get(id);
    if (run !== undefined) {
      leave('run-under-way', `${run} is under way on it: how its members are may be what it does to them`);
      continue;
    }
    const followed = treated.filter((each) => each.group === id);
    const ripe: Member[] = [];
    for (const member of ill) {
      const before = followed.find((each) => each.instance === member.id);
      const lasted = ward.at - (since.get(member.id) ?? ward.at);
      if (!member.optedIn) leave('opt-in', 'it does not carry the tag by which its owner lets it be touched', member);
      else if (before)
        leave('followed', `${before.runId} was asked to replace it, and is still to be followed up`, member);
      else if (lasted < prudence.patience)
        leave('patience', `ill for ${spanOf(lasted)}, and the patience is ${spanOf(prudence.patience)}`, member);
      else ripe.push(member);
    }
    if (ripe.length === 0) continue;
    let chosen = 0;
    const refused = refusalOfGroup(group, prudence);
    for (const member of ripe) {
      const no = refused ?? refusalOfGroup(group, prudence, { member, followed: followed.length, chosen });
      if (no) {
        leave(no.rule, no.why, member);
        continue;
      }
      chosen += 1;
      const check = member.health.is === 'ill' ? member.health.check : '';
      treatments.push({ group, member, check, illSince: since.get(member.id) ?? ward.at, alarms: practice.alarms });
    }
  }
  return { treatments, leftAlone };
}

/** Longest ill first; of those that fell ill together, by id. */
const illOf = ({ members }: Group, since: ReadonlyMap<string, Instant>): readonly Member[] =>
  members
    .filter(({ health }) => health.is === 'ill')
    .toSorted((a, b) => (since.get(a.id) ?? 0) - (since.get(b.id) ?? 0) || (a.id < b.id ? -1 : 1));
