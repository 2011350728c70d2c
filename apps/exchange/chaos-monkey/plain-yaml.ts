/** YAML of enabled, schedule, probability, blacklist and whitelist, in the spirit of the first Chaos Monkeys. */
import type { Chance } from '../../../core/monkey/schema/chance.ts';
import type { Pattern } from '../../../core/monkey/schema/groups.ts';
import { figure } from '../../../core/steady-state/tolerance.ts';
import { isObject } from '../../../core/validation/schemas.ts';
import type { Place } from '../place.ts';
import { numberOf, percentOf } from '../quantities.ts';
import { asItIs } from '../values.ts';
import { type Occasions, occasionsOf } from './occasions.ts';
import { leashOf, namesOf, windowOf, workdays } from './settings.ts';
import type { MonkeySketch } from './sketch.ts';

const plain = (key: string): string => key.toLowerCase().replace(/[^a-z]/g, '');
const hours = { startHour: 9, endHour: 15, timeZone: 'UTC' };

export function fromYaml(own: Place, name: string): MonkeySketch {
  const named = (...names: readonly string[]): Place =>
    own.entries().find(([key]) => names.includes(plain(key)))?.[1] ?? own.at(names[0]!);
  const schedule = named('schedule', 'cron');
  const within = isObject(schedule.value) ? schedule : own;
  const inside = (...names: readonly string[]): Place =>
    within.entries().find(([key]) => names.includes(plain(key)))?.[1] ?? within.at('nothing');
  const cron = isObject(schedule.value) ? inside('cron', 'expression', 'frequency') : schedule;
  const written = windowOf(inside('starthour', 'start'), inside('endhour', 'end'), inside('timezone', 'tz'), hours);
  const occasions = occasionsIn(cron, written?.timeZone ?? hours.timeZone);
  const { chance, guessed } = chanceOf(named('probability', 'terminationprobability'), occasions?.aDay ?? 1);
  const tagged = (service: string): Pattern => ({ tags: { 'resilience:service': service } });
  return {
    name: /monkey/i.test(name) ? name : `chaos-monkey-${name}`,
    title: 'Chaos Monkey',
    groups: [{ by: 'auto-scaling-group' }],
    chance,
    leashed: leashOf(named('enabled'), named('leashed', 'dryrun')),
    only: namesOf(
      named('whitelist', 'allowlist', 'include'),
      'groups with that tag resilience:service, and no others',
    ).map(tagged),
    except: namesOf(
      named('blacklist', 'denylist', 'exclude'),
      'groups with that tag resilience:service are spared',
    ).map(tagged),
    windows: [written ? workdays(written) : (occasions?.window ?? workdays(hours))],
    questions: [
      ...(written || occasions
        ? []
        : [{ path: ['guardrails', 'windows'], ask: 'the hours of workdays, in which time zone' }]),
      ...(guessed ? [{ path: ['chance'], ask: 'how often, on average' }] : []),
    ],
  };
}

function occasionsIn(place: Place, timeZone: string): Occasions | undefined {
  const text = asItIs(place.text()).written;
  if (typeof text !== 'string') return undefined;
  const found = occasionsOf(text, timeZone);
  if (typeof found === 'string') {
    place.lost(found);
    return undefined;
  }
  const { days, from, to } = found.window;
  place.changed(`a kill comes at any minute of ${days} from ${from} to ${to}, as its times do, once a day at most`);
  return found;
}

/** So many occasions a day, each with its own chance: one of them at least, and no more than one. */
function chanceOf(place: Place, aDay: number): { readonly chance: Chance; readonly guessed: boolean } {
  const number = numberOf(place.value);
  const share = number !== undefined && number <= 1 ? number : (percentOf(place.value) ?? Number.NaN) / 100;
  if (place.value === undefined || !(share >= 0 && share <= 1)) {
    place.lost('it is no probability');
    return { chance: { meanWorkdaysBetweenKills: 5 }, guessed: true };
  }
  if (aDay === 1) {
    place.kept();
    return { chance: { probability: share }, guessed: false };
  }
  const probability = Number((1 - (1 - share) ** aDay).toFixed(6));
  place.changed(
    `${figure(share * 100)} % on each of ${aDay} occasions a day are 1 − (1 − ${share})^${aDay} = ${figure(probability * 100)} % a day for one at least; a second on one day does not come`,
  );
  return { chance: { probability }, guessed: false };
}
