/** Groups that chance has drawn for a day, each with its numbers. */
import type { Instant } from '../ports/clock.ts';
import type { Odds, PastKill } from './day-plan.ts';
import { drawsOf } from './draws.ts';
import { heldUpFrom } from './gap.ts';
import type { Group } from './group.ts';
import type { Refused } from './may-be-hit.ts';
import { dailyChance } from './odds.ts';
import type { DayRequest } from './plan-day.ts';
import type { Workdays } from './workday.ts';

export interface Candidate {
  readonly group: Group;
  readonly odds: Odds;
  readonly at: Instant;
  readonly leashed: boolean;
  /** Kills of this group on earlier days that count for it. */
  readonly history: readonly PastKill[];
  /** The last of them is less than the gap before. */
  readonly tooSoon?: Refused;
}

/** In the order of the groups. @param minutes of the day, at least one */
export function candidatesOf(
  { definition, date, seed, groups, history }: DayRequest,
  workdays: Workdays,
  minutes: readonly Instant[],
): readonly Candidate[] {
  const monkey = definition.metadata.name;
  const chances = definition.groups.map((grouping) => dailyChance(grouping.chance ?? definition.chance));
  const from = chances.map(({ gap }) => heldUpFrom(workdays, date, gap));
  const past = Map.groupBy(
    history.filter((kill) => kill.date < date),
    (kill) => kill.group,
  );
  return groups.flatMap((group): readonly Candidate[] => {
    const { probability, gap } = chances[group.grouping]!;
    const draws = drawsOf({ seed, monkey, date, group: group.id });
    if (draws.chance >= probability) return [];
    const leashed = definition.leashed ?? definition.groups[group.grouping]!.leashed ?? false;
    // What is only recorded holds up nothing that is carried out.
    const own = (past.get(group.id) ?? []).filter((kill) => leashed || !kill.leashed);
    const lastKill = own.reduce<string | undefined>(
      (last, each) => (each.date > (last ?? '') ? each.date : last),
      undefined,
    );
    const first = from[group.grouping];
    const tooSoon = lastKill !== undefined && (first === undefined || lastKill >= first);
    return [
      {
        group,
        at: minutes[Math.floor(draws.minute * minutes.length)]!,
        leashed,
        history: own,
        odds: {
          draws,
          below: probability,
          minutes: minutes.length,
          gap,
          ...(lastKill !== undefined && { lastKill }),
        },
        ...(tooSoon && {
          tooSoon: [
            'gap',
            `the last kill was on ${lastKill}, and from one to the next there are at least ${gap} workdays`,
          ],
        }),
      },
    ];
  });
}
