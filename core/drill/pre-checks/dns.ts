import { isKnown } from '../../conformity/known.ts';
import { millis, spanOf } from '../../experiment/durations.ts';
import type { Millis } from '../../ports/clock.ts';
import { type PreCheckFinding, type PreCheckQuestion, type PreCheckRule, preCheck, unknown } from './pre-check.ts';
import { checkOf, movesByChecks, type Routed, type RoutedName, routed, routedNames } from './routed.ts';

const check = 'dns';

/**
 * Users come over within the objective, by the times that answers are kept and that it takes to
 * notice: otherwise it is missed whatever the other place does. Resolvers that keep answers for
 * longer than they may are not counted: the drill measures those.
 */
export const rule: PreCheckRule<readonly RoutedName[]> = {
  check,
  async gather(question, { standby }) {
    const names = await routedNames(question, standby);
    return names.length === 0 && !movesByChecks(question) ? undefined : names;
  },
  judge(question, names) {
    const { drill } = question;
    if (names.length === 0)
      return [
        unknown(
          check,
          'all names',
          'which names go by the health checks or routing controls that are moved is not known: name them under preChecks.names',
        ),
      ];
    const most = millis(drill.objectives.recover);
    return names.map((each) => judged(routed(each, question), most, question));
  },
};

export const dnsCheck = preCheck(rule);

function judged(name: Routed, most: Millis, question: PreCheckQuestion): PreCheckFinding {
  const of = name.name;
  const needed = `at most ${spanOf(most)}`;
  if (!isKnown(name.records))
    return unknown(check, of, `the records of ${of} are not known (${name.records.notKnown})`, needed);
  if (name.records.length === 0)
    return {
      check,
      of,
      state: 'fails',
      measured: 'no record that routes',
      needed,
      says: `no record of ${of} has a routing policy, so that it leads where it leads for good: correct the name, or give it one`,
    };
  const kept = name.records.map(({ ttl }) => ttl);
  const hidden = kept.find((ttl) => !isKnown(ttl));
  if (hidden !== undefined && !isKnown(hidden))
    return unknown(check, of, `for how long answers for ${of} are kept is not known (${hidden.notKnown})`, needed);
  const ttl = Math.max(...kept.filter(isKnown));
  const checks = timeOfChecks(name);
  const before = [...timesBefore(name, question), ...(checks > 0 ? [[checks, 'of health checks'] as const] : [])];
  const sum = before.reduce((all, [time]) => all + time, ttl);
  const takes = checks + ttl;
  const measured = [...before.map(([time, what]) => `${spanOf(time)} ${what}`), `${spanOf(ttl)} TTL`].join(' + ');
  if (sum <= most) return { check, of, state: 'ok', measured, needed, takes };
  const left = most - (sum - ttl);
  const remedy =
    left > 0
      ? `lower the TTL of its records to ${spanOf(left)} or less, or give the objective more time`
      : 'give the objective more time, or have it noticed and decided sooner';
  const says = `answers for ${of} are kept for ${spanOf(ttl)}, so that the last users come over after ${spanOf(sum)} (${measured}), and recover is to take ${spanOf(most)} at most: ${remedy}`;
  return { check, of, state: 'fails', measured, needed, takes, says };
}

type Timed = readonly [time: Millis, what: string];

/** Until it is moved: by the drill's own objectives where people or alarms move it; nobody does where its checks do. */
function timesBefore({ by }: Routed, { drill: { objectives, detect, decide } }: PreCheckQuestion): readonly Timed[] {
  if (by === 'itself') return [];
  const noticed = detect && objectives.detect !== undefined ? millis(objectives.detect) : 0;
  const decided = decide && objectives.decide !== undefined ? millis(objectives.decide) : 0;
  return [
    ...(noticed > 0 ? [[noticed, 'to notice'] as const] : []),
    ...(decided > 0 ? [[decided, 'to decide'] as const] : []),
  ];
}

/** Until answers are others: what is decided for a check is taken over when it looks the next time. */
function timeOfChecks({ by, home }: Routed): Millis {
  if (by === 'itself') return Math.max(0, ...home.map((record) => timeToFlip(record) ?? 0));
  return by === 'checks' ? Math.max(0, ...home.map((each) => checkOf(each)?.interval ?? 0)) : 0;
}

/** From the loss to the health check's having seen it; undefined for a record that goes by none. */
export function timeToFlip(record: Routed['home'][number]): Millis | undefined {
  const found = checkOf(record);
  return found && found.interval * found.threshold;
}
