import { isKnown, type Known, whyNot } from '../../conformity/known.ts';
import { figure } from '../../steady-state/tolerance.ts';
import type { Headroom } from '../schema/pre-checks.ts';
import { arrivingAt } from './arriving.ts';
import { growthOf } from './growth.ts';
import { busiestTogether, type Late, lately } from './load.ts';
import { type Members, membersOf } from './members.ts';
import { movesUsers } from './moves.ts';
import { type PreCheckFinding, type PreCheckRule, preCheck, unknown } from './pre-check.ts';

/** Of one service, as measured. */
export interface Carried {
  readonly asked: Headroom;
  readonly home: Known<number>;
  /** 0 where the other place has no metric of its own. */
  readonly away: Known<number>;
  /** Missing where the drill names none. */
  readonly membersHome?: Known<Members>;
  readonly membersAway?: Known<Members>;
}

const check = 'headroom';
const usualMargin = 20;

/** The other place can carry what home carries now, on top of its own, with room to spare. */
export const rule: PreCheckRule<readonly Carried[]> = {
  check,
  async gather(question, ports) {
    const { stage, metrics, resources } = ports;
    const { drill, now } = question;
    const named = drill.preChecks?.headroom ?? [];
    // Where nothing is named, a simulated world is asked itself: it is run ahead.
    if (!movesUsers(question) || (named.length === 0 && stage.platform === 'simulated')) return undefined;
    const growth = await growthOf(question, resources);
    return Promise.all(
      named.map(async (asked): Promise<Carried> => {
        const { members = {} } = asked;
        const sides = asked.load ?? asked.utilisation;
        // Without a metric of the drill's own, what load balancers count.
        const from = async (side: 'home' | 'away'): Promise<Known<Late>> =>
          sides?.[side]
            ? lately(sides[side], now, metrics)
            : sides === undefined && members[side] !== undefined
              ? arrivingAt(members[side], question, ports)
              : [];
        const serving = {
          ...(members.home !== undefined && {
            membersHome: await membersOf(members.home, question, resources, growth),
          }),
          ...(members.away !== undefined && {
            membersAway: await membersOf(members.away, question, resources, growth),
          }),
        };
        return { asked, ...atOnce(await from('home'), await from('away'), asked, serving), ...serving };
      }),
    );
  },
  judge({ drill }, services) {
    if (services.length === 0)
      return [
        unknown(
          check,
          'all services',
          'nobody says how much one member can take: name the services under preChecks.headroom, each with its members and perMember',
        ),
      ];
    return services.map((each) => judged(each, 'zone' in drill.evacuate));
  },
};

export const headroomCheck = preCheck(rule);

/** The moment at which both together had most to do, whoever did it. */
function atOnce(
  home: Known<Late>,
  away: Known<Late>,
  { utilisation }: Headroom,
  { membersHome, membersAway }: Pick<Carried, 'membersHome' | 'membersAway'>,
): Pick<Carried, 'home' | 'away'> {
  if (!isKnown(home)) return { home, away: isKnown(away) ? 0 : away };
  if (!isKnown(away)) return { home: 0, away };
  const here = membersHome && isKnown(membersHome) ? membersHome.healthy : 1;
  const there = membersAway && isKnown(membersAway) ? membersAway.staying : 1;
  return busiestTogether(home, away, (one, other) => (utilisation ? one * here + other * there : one + other));
}

function judged(carried: Carried, ofZone: boolean): PreCheckFinding {
  const { asked, home, away, membersHome, membersAway } = carried;
  const { service, margin = usualMargin } = asked;
  const why = whyNot(home, away, ...(membersHome ? [membersHome] : []), ...(membersAway ? [membersAway] : []));
  if (why !== undefined || !isKnown(home) || !isKnown(away))
    return unknown(check, service, `how much ${service} has to carry is not known (${why}): see to its metrics`);
  const before = membersHome && isKnown(membersHome) ? membersHome : nobody;
  const after = ofZone ? before : membersAway && isKnown(membersAway) ? membersAway : nobody;
  const amounts = { home, away, ofZone, before: before.healthy, ...takingOver(after, ofZone) };
  return asked.utilisation ? busy(service, margin, amounts) : carries(asked, margin, amounts);
}

const nobody: Members = { healthy: 0, staying: 0, raised: 0 };

/** Of what a zone's group adds, the lost zone has its share too. */
const takingOver = ({ healthy, staying, raised }: Members, ofZone: boolean) => ({
  staying,
  raised: ofZone && healthy > 0 ? Math.floor((raised * staying) / healthy) : raised,
});

interface Amounts {
  readonly home: number;
  readonly away: number;
  /** Healthy members at home; 0 where the drill names none. */
  readonly before: number;
  readonly staying: number;
  /** By the drill, before users come. */
  readonly raised: number;
  readonly ofZone: boolean;
}

const counted = ({ staying, raised }: Amounts): string =>
  raised > 0 ? `(${figure(staying)} + ${figure(raised)} raised)` : figure(staying);

function carries({ service, perMember, atMost }: Headroom, margin: number, amounts: Amounts): PreCheckFinding {
  const { home, away, before, staying, raised, ofZone } = amounts;
  const capacity = atMost ?? (staying + raised) * (perMember ?? 0);
  const most = (capacity * (100 - margin)) / 100;
  const load = home + away;
  const after = each(load, staying + raised);
  const measured = ofZone
    ? `${figure(home)}${each(home, before)}${after && ` →${after}`}`
    : `${figure(home)}${each(home, before)} + ${figure(away)}${each(away, staying)} = ${figure(load)}${after}`;
  const made =
    atMost === undefined ? `${counted(amounts)} healthy members × ${figure(perMember ?? 0)}` : 'what it takes in all';
  const needed = `at most ${figure(most)} (${made}, ${figure(margin)} % free)`;
  if (load <= most) return { check, of: service, state: 'ok', measured, needed };
  const says = `${service} has ${figure(load)} to carry, and what takes over carries ${figure(capacity)}, or ${figure(most)} with ${figure(margin)} % free: ${remedy(ofZone)}`;
  return { check, of: service, state: 'fails', measured, needed, says };
}

/** How much of it each of so many members has: `` (225 each of 4)``, and nothing where there are none. */
const each = (amount: number, members: number): string =>
  members === 0 ? '' : ` (${figure(Math.round(amount / members))} each of ${figure(members)})`;

/** Members are taken for alike: what they all do now is spread over those that take over. */
function busy(service: string, margin: number, amounts: Amounts): PreCheckFinding {
  const { home, away, before, staying, raised, ofZone } = amounts;
  const most = 100 - margin;
  const after = staying + raised;
  const work = home * before + (ofZone ? 0 : away * staying);
  const percent = after === 0 ? Number.POSITIVE_INFINITY : work / after;
  const now = `${figure(home)} % of ${before}${ofZone ? '' : `, ${figure(away)} % of ${staying}`}`;
  const measured = `${now} → ${after === 0 ? 'nobody serves' : `${figure(percent)} %`}`;
  const needed = `at most ${figure(most)} % of ${counted(amounts)}`;
  if (percent <= most) return { check, of: service, state: 'ok', measured, needed };
  const says =
    after === 0
      ? `${service} has no healthy member where it is to be taken over: ${remedy(ofZone)}`
      : `the ${figure(after)} members of ${service} that take over would be ${figure(percent)} % busy, and ${figure(margin)} % is to stay free: ${remedy(ofZone)}`;
  return { check, of: service, state: 'fails', measured, needed, says };
}

const remedy = (ofZone: boolean): string =>
  ofZone ? 'add members in the zones that stay' : 'add members there, for good or by a capacity mover of the drill';
