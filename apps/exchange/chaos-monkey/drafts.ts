/** What of a Chaos Monkey can be said today: one experiment a group, in its hours, with its gap. */
import { nothingChosen } from '../choosing.ts';
import { draftOf } from '../draft.ts';
import type { Draft } from '../importer.ts';
import { idFrom } from '../names.ts';
import { outline } from '../outline.ts';
import { podAccount, podsOf } from '../pods.ts';
import type { MonkeyConfiguration, MonkeyGroup } from './configuration.ts';

const replaced = 'their group starts others in their place';

export function draftsOf(configuration: MonkeyConfiguration, name: string): readonly Draft[] {
  const { groups, only, kills } = configuration;
  if (groups.length > 0) return groups.map((group) => draft(configuration, group.application, group));
  if (only.length > 0) return only.map((each) => draft(configuration, each));
  return [draft(configuration, kills === 'pods' ? 'pods' : idFrom(name), undefined, true)];
}

function draft(configuration: MonkeyConfiguration, of: string, group?: MonkeyGroup, everybody = false): Draft {
  const { kills, window, cron, gracePeriodSeconds } = configuration;
  const parts = outline();
  const choice = { ...nothingChosen(), select: { count: 1 } };
  const pods = kills === 'pods';
  if (pods) podsOf(choice, parts, everybody ? 'default' : of);
  else if (!everybody) choice.tags['resilience:service'] = of;
  const region = group?.allowed.length === 1 ? group.allowed[0]!.region : '*';
  if (region !== '*') choice.region = region;
  parts.step('terminate', {
    title: pods ? 'delete one pod' : 'terminate one instance',
    action: pods ? 'aws:eks:pod-delete' : 'aws:ec2:terminate-instances',
    targets: pods
      ? { Pods: parts.target('pods', 'eks:pod', choice) }
      : { Instances: parts.target('instances', 'ec2:instance', choice) },
    ...(pods && {
      with: {
        kubernetesServiceAccount: podAccount(parts),
        ...(gracePeriodSeconds !== undefined && { gracePeriodSeconds }),
      },
    }),
    undo: { irreversible: replaced },
  });
  if (pods) parts.ask(['targets', 'pods'], 'which pods of it: selectorValue under parameters, such as app=checkout');
  parts.ask(['guardrails', 'holidays'], 'whose holidays are no workdays: { country: DE, subdivision: BE }');
  const title = pods ? `One pod of ${of} is gone` : `One instance of ${of} is gone`;
  return draftOf({
    ...parts.facts(),
    name: idFrom(`chaos-monkey-${of}`),
    title,
    ...(!everybody && !pods && { service: of }),
    hypothesis: { if: title },
    blastRadius: group ? { preset: 'single', maxPerGroup: 1 } : { preset: 'single' },
    guardrails: {
      ...(window && {
        windows: [
          { days: 'MON-FRI', from: clock(window.startHour), to: clock(window.endHour), timeZone: window.timeZone },
        ],
      }),
      ...(group?.minWorkdaysBetweenKills !== undefined && { minimumGap: `P${group.minWorkdaysBetweenKills}D` }),
    },
    ...(cron !== undefined && { schedule: { cron, ...(window && { timeZone: window.timeZone }) } }),
  });
}

const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
