/** Netflix's Chaos Monkey: its TOML, and an application's settings in Spinnaker. Source: its documentation and its parser. */
import type { Place } from '../place.ts';
import { booleanOf, numberOf } from '../quantities.ts';
import { rowOf } from '../row.ts';
import { asItIs } from '../values.ts';
import { type MonkeyConfiguration, type MonkeyException, type MonkeyGroup, nobody } from './configuration.ts';
import { namesOf, switches, told, windowOf } from './settings.ts';

const machinery = 'how Chaos Monkey runs on its own host; Squall’s platform runs elsewhere';
const elsewhere: Readonly<Record<string, string>> = {
  term_account: machinery,
  term_path: machinery,
  cron_path: machinery,
  cron_expression: machinery,
  schedule_cron_path: machinery,
  schedule_path: machinery,
  log_path: machinery,
  decryptor: 'secrets are never copied',
  trackers: 'the journal of every run is kept, and notices go by the platform’s topic',
  error_counter: 'the platform counts its own errors',
  outage_checker: 'every run asks incidentSource, and is refused while an incident is on',
  max_apps: 'an experiment is about one application: the kind Monkey, which comes, is about many',
};

/** Source of the defaults: the same page. */
const hours = { startHour: 9, endHour: 15, timeZone: 'America/Los_Angeles' };

export function fromToml(root: Place): MonkeyConfiguration {
  const own = root.at('chaosmonkey');
  for (const section of ['database', 'spinnaker', 'dynamic'])
    root.at(section).lost('where Chaos Monkey keeps and asks things, with its passwords: none of it is copied');
  for (const [key, place] of own.entries()) {
    const why = rowOf(elsewhere, key);
    if (why !== undefined) place.lost(why);
  }
  own.at('schedule_enabled').changed('schedules are deployed disabled, and enabled after a run that held');
  return {
    ...nobody,
    enabled: switches.enabled(own.at('enabled')),
    leashed: switches.leashed(own.at('leashed')),
    window: windowOf(own.at('start_hour'), own.at('end_hour'), own.at('time_zone'), hours) ?? hours,
    accounts: namesOf(own.at('accounts'), 'Spinnaker’s names of accounts: say in where.account which number each has'),
  };
}

export function fromSpinnaker(root: Place): MonkeyConfiguration {
  const attributes = root.at('attributes');
  const own =
    [attributes.at('chaosMonkey'), attributes.at('chaosmonkey')].find(({ value }) => value !== undefined) ?? root;
  const name = asItIs(root.at('name').value).written;
  root.at('name').changed('instances that bear the application’s name as the tag resilience:service');
  const group: MonkeyGroup = {
    application: typeof name === 'string' && name !== '' ? name : 'application',
    enabled: told(own.at('enabled'), booleanOf(own.at('enabled').value), 'nothing runs by being there') ?? false,
    grouping: groupingOf(own.at('grouping')),
    meanWorkdaysBetweenKills: meanOf(own.at('meanTimeBetweenKillsInWorkDays')),
    minWorkdaysBetweenKills: told(
      own.at('minTimeBetweenKillsInWorkDays'),
      days(own.at('minTimeBetweenKillsInWorkDays')),
      'minimumGap counts days, weekends as well',
    ),
    regionsAreIndependent:
      told(
        own.at('regionsAreIndependent'),
        booleanOf(own.at('regionsAreIndependent').value),
        'one experiment hits one Region',
      ) ?? true,
    exceptions: exceptionsOf(
      [own.at('exceptions'), attributes.at('exceptions')],
      'name in `where` what is hit: an exception cannot be said',
    ),
    allowed: exceptionsOf([own.at('whitelist')], 'its Region is named in `where`, where it is one'),
  };
  return { ...nobody, enabled: group.enabled, groups: [group] };
}

function meanOf(place: Place): number | undefined {
  place.lost('a schedule has fixed times: the kind Monkey, which comes, draws days at random');
  return days(place);
}

const days = (place: Place): number | undefined => {
  const number = numberOf(place.value);
  return number !== undefined && Number.isInteger(number) && number > 0 && number < 3650 ? number : undefined;
};

function groupingOf(place: Place): MonkeyGroup['grouping'] {
  const found = (['app', 'stack', 'cluster'] as const).find((each) => each === place.value);
  if (found === undefined) place.lost('it is none of app, stack and cluster');
  else place.changed('one instance a run, and one of each Auto Scaling group at most');
  return found ?? 'cluster';
}

const exceptionsOf = (places: readonly Place[], how: string): readonly MonkeyException[] =>
  places.flatMap((place) =>
    place.list().map((each) => {
      if (each.at('region').text() !== undefined && how.startsWith('its')) each.changed(how);
      else each.lost('name in `where` what is hit: an exception cannot be said');
      const text = (key: string) => String(asItIs(each.at(key).text() ?? '*').written ?? '*');
      return { account: text('account'), region: text('region'), stack: text('stack'), detail: text('detail') };
    }),
  );
