/** An alarm that nothing can be said against, and what a run touches: each test spoils one thing. */
import type { AlarmObservation } from '../../../../core/ports/metrics.ts';
import type { Finding, Touched } from '../../../../core/stop-conditions/finding.ts';
import { lintDesign } from '../../../../core/stop-conditions/lint.ts';
import { now, alarm as soundAlarm } from '../../../fixtures/decisions/question.ts';

export const minute = 60_000;

export const alarm = (over: Partial<AlarmObservation> = {}): AlarmObservation =>
  soundAlarm({
    metrics: [metric()],
    threshold: { comparison: 'below', value: 95 },
    recent: steady([99.8, 99.9, 99.7, 99.8, 99.9, 99.8, 99.9, 99.8, 99.7, 99.9]),
    publicationDelay: 30_000,
    actions: { enabled: true, onAlarm: ['arn:aws:sns:eu-central-1:111122223333:pager'] },
    ...over,
  });

export const metric = (over: Partial<NonNullable<AlarmObservation['metrics']>[number]> = {}) => ({
  namespace: 'Shop',
  metric: 'SuccessRate',
  dimensions: { Service: 'checkout' } as Readonly<Record<string, string>>,
  stat: 'Average',
  ...over,
});

export const steady = (values: readonly number[]): NonNullable<AlarmObservation['recent']> =>
  values.map((value, i) => ({ at: now - (values.length - i) * minute, value }));

export const touched = (over: Partial<Touched> = {}): Touched => ({
  service: 'checkout',
  services: ['checkout', 'web'],
  resources: ['web', 'web-1', 'i-web0001'],
  zones: ['euc1-az1'],
  probed: [],
  waves: [{ begins: 0, lasts: 10 * minute }],
  ...over,
});

/** Of one check, `weight: says`; of all when none is named. */
export function found(check: string, of: AlarmObservation, within: Touched = touched()): readonly string[] {
  return lintDesign(of, within)
    .filter((finding) => check === '' || finding.check === check)
    .map(({ weight, says }: Finding) => `${weight}: ${says}`);
}
