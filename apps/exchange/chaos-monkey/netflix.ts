/** Netflix's Chaos Monkey: its TOML, and an application's settings in Spinnaker. Source: its documentation and its parser. */
import type { Chance } from '../../../core/monkey/schema/chance.ts';
import type { Grouping } from '../../../core/monkey/schema/groups.ts';
import type { Question } from '../importer.ts';
import type { Place } from '../place.ts';
import { booleanOf, numberOf } from '../quantities.ts';
import { rowOf } from '../row.ts';
import { asItIs } from '../values.ts';
import type { Gap } from './differences.ts';
import { patternsOf } from './patterns.ts';
import { accountsOf, leashOf, told, windowOf, workdays } from './settings.ts';
import type { MonkeySketch } from './sketch.ts';

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
  trackers: 'its trackers are plug-ins of its own: name an event bus under `trackers`',
  error_counter: 'the platform counts its own errors',
  outage_checker: 'alarms under `outage`, and the platform’s incidentSource, are asked before every kill',
};

/** Source of the defaults: the same page. */
const hours = { startHour: 9, endHour: 15, timeZone: 'America/Los_Angeles' };
/** What Spinnaker proposes for an application. */
const proposed = { mean: 2, gap: 1 };

export function fromToml(root: Place): MonkeySketch {
  const own = root.at('chaosmonkey');
  for (const section of ['database', 'spinnaker', 'dynamic'])
    root.at(section).lost('where Chaos Monkey keeps and asks things, with its passwords: none of it is copied');
  for (const [key, place] of own.entries()) {
    const why = rowOf(elsewhere, key);
    if (why !== undefined) place.lost(why);
  }
  own.at('schedule_enabled').changed('schedules are deployed disabled, and enabled by a person');
  const accounts = accountsOf(own.at('accounts'));
  const most = numberOf(own.at('max_apps').value);
  const capped = most !== undefined && Number.isInteger(most) && most > 0 && most <= 100_000;
  if (capped) own.at('max_apps').changed('so many kills a day, which are at most so many applications');
  else own.at('max_apps').lost('more than a day can have');
  const leashed = leashOf(own.at('enabled'), own.at('leashed'));
  return {
    name: 'chaos-monkey',
    title: 'Chaos Monkey',
    groups: [
      { by: 'auto-scaling-group', ...(accounts.numbers.length > 0 && { where: { accounts: [...accounts.numbers] } }) },
    ],
    chance: { meanWorkdaysBetweenKills: proposed.mean },
    leashed,
    except: [],
    only: [],
    ...(capped && { maxKillsPerDay: most }),
    windows: [workdays(windowOf(own.at('start_hour'), own.at('end_hour'), own.at('time_zone'), hours) ?? hours)],
    questions: [
      ...accounts.questions,
      {
        path: ['chance'],
        ask: 'how often: each application’s own settings in Spinnaker say so, and can be imported as well',
      },
    ],
  };
}

export function fromSpinnaker(root: Place): { readonly sketch: MonkeySketch; readonly gap: Gap } {
  const attributes = root.at('attributes');
  const own =
    [attributes.at('chaosMonkey'), attributes.at('chaosmonkey')].find(({ value }) => value !== undefined) ?? root;
  const written = asItIs(root.at('name').value).written;
  const application = typeof written === 'string' && /^[\w.-]{1,100}$/.test(written) ? written : 'application';
  if (application === written) root.at('name').kept();
  else root.at('name').lost('it is no name of an application: say it in groups');
  const gap = {
    mean: days(own.at('meanTimeBetweenKillsInWorkDays')) ?? proposed.mean,
    gap: days(own.at('minTimeBetweenKillsInWorkDays')) ?? proposed.gap,
  };
  const { group, questions } = groupOf(own, application);
  const byCluster = group.by === 'auto-scaling-group';
  const except = patternsOf([own.at('exceptions'), attributes.at('exceptions')], 'except', application, byCluster);
  const only = patternsOf([own.at('whitelist')], 'only', application, byCluster);
  return {
    gap,
    sketch: {
      name: `chaos-monkey-${application}`,
      title: `Chaos Monkey of ${application}`,
      service: application,
      groups: [group],
      chance: chanceOf(gap),
      leashed: leashOf(own.at('enabled'), own.at('leashed')),
      except: except.patterns,
      only: only.patterns,
      windows: [workdays(hours)],
      questions: [
        ...questions,
        ...except.questions,
        ...only.questions,
        {
          path: ['guardrails', 'windows'],
          ask: 'its hours stand in Chaos Monkey’s own TOML, and not here: these are its defaults',
        },
      ],
    },
  };
}

/** A minimum above the mean cannot be: then what it really came to. */
const chanceOf = ({ mean, gap }: Gap): Chance => ({
  meanWorkdaysBetweenKills: gap > mean ? mean + gap - 1 : mean,
  ...(gap > 1 && { minWorkdaysBetweenKills: gap }),
});

function days(place: Place): number | undefined {
  const number = numberOf(place.value);
  const fits = number !== undefined && Number.isInteger(number) && number > 0 && number <= 365;
  if (fits) place.kept();
  else place.lost('it is no number of workdays from 1 to 365');
  return fits ? number : undefined;
}

function groupOf(
  own: Place,
  application: string,
): { readonly group: Grouping; readonly questions: readonly Question[] } {
  const place = own.at('grouping');
  const independent =
    told(
      own.at('regionsAreIndependent'),
      booleanOf(own.at('regionsAreIndependent').value),
      'groups are of one Region each, unless they say regionsAreIndependent: false',
    ) ?? true;
  const grouping = (['app', 'stack', 'cluster'] as const).find((each) => each === place.value) ?? 'cluster';
  if (place.value !== undefined && place.value !== grouping) place.lost('it is none of app, stack and cluster');
  const tag = 'resilience:service';
  const where = { tags: { [tag]: application } };
  const asked = (keys: string): readonly Question[] => [
    {
      path: ['groups', 0, 'keys'],
      ask: `the tags of instances that tell ${keys} apart: Spinnaker tells by the names of server groups`,
    },
  ];
  const regions = independent ? {} : { regionsAreIndependent: false };
  if (grouping === 'cluster' && independent) {
    place.changed('each Auto Scaling group by itself: two versions of a cluster are two groups while both are there');
    return { group: { by: 'auto-scaling-group', where: { names: [application, `${application}-*`] } }, questions: [] };
  }
  place.changed(`instances by their tags: ${tag}=${application} is looked for`);
  const keys = { app: [tag], stack: [tag, 'stack'], cluster: [tag, 'cluster'] }[grouping];
  return {
    group: { by: 'tag', keys, ...regions, where },
    questions: asked({ app: 'applications', stack: 'applications and stacks', cluster: 'clusters' }[grouping]),
  };
}
