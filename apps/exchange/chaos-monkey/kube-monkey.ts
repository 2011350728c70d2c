/** kube-monkey kills pods, and a monkey of ours has no groups of pods: one experiment for each namespace. */
import { nothingChosen } from '../choosing.ts';
import { draftOf } from '../draft.ts';
import type { Draft } from '../importer.ts';
import { idFrom } from '../names.ts';
import { outline } from '../outline.ts';
import type { Place } from '../place.ts';
import { podAccount, podsOf } from '../pods.ts';
import { numberOf } from '../quantities.ts';
import { leashOf, namesOf, windowOf, workdays } from './settings.ts';

const hours = { startHour: 10, endHour: 16, timeZone: 'America/Los_Angeles' };
type Window = ReturnType<typeof workdays>;

export function fromKubeMonkey(root: Place): readonly Draft[] {
  const own = root.at('kubemonkey');
  root.at('kubernetes').lost('AWS FIS reaches the cluster by its name');
  root.at('debug').lost('for trying kube-monkey out; squall rehearses on a simulated fleet instead');
  root.at('notifications').lost('notices go by the platform’s topic, and headers may hold secrets');
  own.at('run_hour').lost('a schedule of ours begins the run itself');
  leashOf(own.at('enabled'), own.at('dry_run'), 'squall plan says whom it would hit, and injects nothing');
  const grace = numberOf(own.at('graceperiod_sec').value);
  const whole = grace !== undefined && Number.isInteger(grace) && grace >= 0;
  if (whole) own.at('graceperiod_sec').kept();
  else own.at('graceperiod_sec').lost('it is no number of seconds');
  const window = windowOf(own.at('start_hour'), own.at('end_hour'), own.at('time_zone'), hours);
  const namespaces = namesOf(own.at('whitelisted_namespaces'), 'one experiment for each namespace');
  namesOf(own.at('blacklisted_namespaces'), 'what is not named is not hit');
  return (namespaces.length > 0 ? namespaces : [undefined]).map((namespace) =>
    experimentOn(namespace, whole ? grace : undefined, window && workdays(window)),
  );
}

function experimentOn(namespace: string | undefined, gracePeriodSeconds: number | undefined, window?: Window): Draft {
  const parts = outline();
  const choice = { ...nothingChosen(), select: { count: 1 } };
  podsOf(choice, parts, namespace ?? 'default');
  parts.step('terminate', {
    title: 'delete one pod',
    action: 'aws:eks:pod-delete',
    targets: { Pods: parts.target('pods', 'eks:pod', choice) },
    with: {
      kubernetesServiceAccount: podAccount(parts),
      ...(gracePeriodSeconds !== undefined && { gracePeriodSeconds }),
    },
    undo: { irreversible: 'its deployment starts another in its place' },
  });
  parts.ask(['targets', 'pods'], 'which pods of it: selectorValue under parameters, such as app=checkout');
  parts.ask(['guardrails', 'holidays'], 'whose holidays are no workdays: { country: DE, subdivision: BE }');
  parts.ask(['schedule'], 'when: kube-monkey draws a time of each workday, and a schedule has one');
  const title = `One pod of ${namespace ?? 'pods'} is gone`;
  return draftOf({
    ...parts.facts(),
    name: idFrom(`chaos-monkey-${namespace ?? 'pods'}`),
    title,
    hypothesis: { if: title },
    blastRadius: { preset: 'single' },
    guardrails: { ...(window && { windows: [window] }) },
  });
}
