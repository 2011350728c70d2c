/** kube-monkey's TOML, and YAML of enabled, schedule, probability, blacklist and whitelist. */
import { isObject } from '../../../core/validation/schemas.ts';
import { eventBridgeCron } from '../cron.ts';
import type { Place } from '../place.ts';
import { listOf, numberOf, percentOf } from '../quantities.ts';
import { asItIs } from '../values.ts';
import { type MonkeyConfiguration, nobody } from './configuration.ts';
import { namesOf, switches, told, windowOf } from './settings.ts';

export function fromKubeMonkey(root: Place): MonkeyConfiguration {
  const own = root.at('kubemonkey');
  root.at('kubernetes').lost('AWS FIS reaches the cluster by its name');
  root.at('debug').lost('for trying kube-monkey out; squall rehearses on a simulated fleet instead');
  root.at('notifications').lost('notices go by the platform’s topic, and headers may hold secrets');
  own.at('run_hour').lost('a schedule of ours begins the run itself');
  const grace = numberOf(own.at('graceperiod_sec').value);
  if (grace !== undefined && Number.isInteger(grace) && grace >= 0) own.at('graceperiod_sec').kept();
  else own.at('graceperiod_sec').lost('it is no number of seconds');
  return {
    ...nobody,
    kills: 'pods',
    leashed: switches.leashed(own.at('dry_run')),
    window: windowOf(own.at('start_hour'), own.at('end_hour'), own.at('time_zone'), {
      startHour: 10,
      endHour: 16,
      timeZone: 'America/Los_Angeles',
    }),
    only: namesOf(own.at('whitelisted_namespaces'), 'one experiment for each namespace'),
    never: namesOf(own.at('blacklisted_namespaces'), 'what is not named is not hit'),
    gracePeriodSeconds: grace !== undefined && Number.isInteger(grace) && grace >= 0 ? grace : undefined,
  };
}

const plain = (key: string): string => key.toLowerCase().replace(/[^a-z]/g, '');

export function fromYaml(own: Place): MonkeyConfiguration {
  const named = (...names: readonly string[]): Place =>
    own.entries().find(([key]) => names.includes(plain(key)))?.[1] ?? own.at(names[0]!);
  const schedule = named('schedule', 'cron');
  const hours = isObject(schedule.value) ? schedule : own;
  const within = (...names: readonly string[]): Place =>
    hours.entries().find(([key]) => names.includes(plain(key)))?.[1] ?? hours.at('nothing');
  const cron = isObject(schedule.value) ? within('cron', 'expression', 'frequency') : schedule;
  return {
    ...nobody,
    enabled: switches.enabled(named('enabled')),
    leashed: switches.leashed(named('leashed', 'dryrun')),
    cron: cronOf(cron),
    window: windowOf(within('starthour', 'start'), within('endhour', 'end'), within('timezone', 'tz'), {
      startHour: 9,
      endHour: 15,
      timeZone: 'UTC',
    }),
    probability: probabilityOf(named('probability', 'terminationprobability')),
    only: namesOf(
      named('whitelist', 'allowlist', 'include'),
      'one experiment for each, found by the tag resilience:service',
    ),
    never: namesOf(
      named('blacklist', 'denylist', 'exclude'),
      'what is not named is not hit, and what has not opted in is never',
    ),
  };
}

function cronOf(place: Place): string | undefined {
  const text = asItIs(place.text()).written;
  if (typeof text !== 'string') return undefined;
  const made = eventBridgeCron(text);
  if (typeof made === 'string') {
    place.lost(made);
    return undefined;
  }
  place.changed('six fields, as EventBridge has them; deployed disabled');
  return made.cron;
}

function probabilityOf(place: Place): number | undefined {
  const number = numberOf(place.value);
  const share = number !== undefined && number <= 1 ? number : (percentOf(place.value) ?? Number.NaN) / 100;
  if (place.value === undefined || !(share >= 0 && share <= 1)) return told(place, undefined, 'it is no probability');
  place.lost('a schedule always runs: the kind Monkey, which comes, draws by chance');
  return share;
}

/** Assaults of Spring Boot happen inside one JVM. */
export function springNotes(own: Place): MonkeyConfiguration {
  for (const key of ['assaults', 'watcher'])
    own
      .at(key)
      .lost(
        'it acts inside a Spring Boot application; Squall acts on hosts, pods, services and the requests of functions',
      );
  return { ...nobody, enabled: switches.enabled(own.at('enabled')), only: listOf(undefined) };
}
