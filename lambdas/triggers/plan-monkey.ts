/**
 * One monkey's day in one account and Region: called by the state machine that fans out over
 * them. Called twice, or late, it kills no more and nothing in the past.
 */
import * as z from 'zod/mini';
import { MalformedInput } from '../../core/lifecycle/input.ts';
import { conductDay } from '../../core/monkey/conduct-day.ts';
import type { MonkeyDefinition } from '../../core/monkey/schema/monkey.ts';
import { ofDay, type TrackerEntry } from '../../core/monkey/tracker-events.ts';
import { validateMonkey } from '../../core/monkey/validate.ts';
import { squallFunction } from '../runtime/function.ts';
import { monkeyPorts } from '../runtime/monkey-ports.ts';
import { parseEvent } from './events.ts';

const name = z.string().check(z.minLength(1));

const calendar = z.object({
  of: z.object({ country: name, subdivision: z.optional(name) }),
  from: name,
  to: name,
  timeZones: z.array(name),
  holidays: z.array(z.object({ date: name, name })),
});

export const dayOfMonkey = z.object({
  monkey: z.unknown(),
  /** Null: it keeps no holidays. */
  calendar: z.nullable(calendar),
  seed: z.int(),
  /** `<aws.scheduler.scheduled-time>`, or the time that a person gives. */
  scheduledTime: z.string().check(
    z.refine((text: string) => Number.isFinite(Date.parse(text)), {
      error: 'an instant such as 2026-11-23T08:00:00Z',
    }),
  ),
  place: z.object({ account: name, region: name }),
  schedules: z.object({ group: name, target: name, role: name }),
});

type DayOfMonkey = z.infer<typeof dayOfMonkey> & { readonly monkey: MonkeyDefinition };

/** EventBridge takes so many entries in one call. */
const entriesOfACall = 10;

export const handler = squallFunction(
  {
    name: 'PlanMonkey',
    parse: (event): DayOfMonkey => {
      const parsed = parseEvent(dayOfMonkey, event, 'a monkey’s day');
      const checked = validateMonkey(parsed.monkey);
      if (!checked.ok) throw new MalformedInput(checked.problems.map(({ message }) => message).join('; '));
      return { ...parsed, monkey: checked.monkey };
    },
    about: ({ monkey, place }) => ({ monkey: monkey.metadata.name, account: place.account }),
    async work({ schedules, scheduledTime, calendar, ...asked }, { environment, ports, telemetry: { count, logger } }) {
      const { schedulesIn, ...others } = ports;
      const day = {
        ...asked,
        ...(calendar && { calendar }),
        home: { account: environment.account, region: environment.region },
        scheduledAt: Date.parse(scheduledTime),
      };
      const { plan, kills, set } = await conductDay(day, { ...others, schedules: schedulesIn(schedules) });
      count('KillsPlanned', set);
      count('KillsDeclined', plan.declined.length);
      count('KillsLeashed', plan.leashed.length);
      const { date, groups, closed } = plan;
      const said = {
        date,
        groups,
        kills: kills.length,
        set,
        declined: plan.declined.length,
        leashed: plan.leashed.length,
      };
      logger.info('planned', { ...said, ...(closed && { closed: closed.why }) });
      return { ...said, batches: batchesOf(ofDay(asked.monkey.trackers ?? [], plan, kills)) };
    },
  },
  monkeyPorts,
);

const batchesOf = (entries: readonly TrackerEntry[]): readonly (readonly TrackerEntry[])[] =>
  Array.from({ length: Math.ceil(entries.length / entriesOfACall) }, (_, n) =>
    entries.slice(n * entriesOfACall, (n + 1) * entriesOfACall),
  );
