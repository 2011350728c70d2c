import { describe, expect, it } from 'vitest';
import { checks } from '../../../../core/stop-conditions/index.ts';
import { alarm, found, metric, minute, steady, touched } from './subject.ts';

describe('a sound alarm', () => {
  it('has nothing said against it, by any check', () => {
    expect(checks.length).toBe(9);
    expect(found('', alarm())).toEqual([]);
  });
});

describe('not-covering', () => {
  const elsewhere = alarm({
    name: 'orders-5xx',
    metrics: [metric({ namespace: 'Orders', dimensions: { Service: 'orders' } })],
  });

  it('disqualifies one whose dimensions name other things, and says which', () => {
    const [said] = found('not-covering', elsewhere);
    expect(said).toMatch(/^disqualifies: looks at Service orders, which is nothing that the faults touch/);
  });

  it.each([
    [
      'a probe reads the same metric',
      {},
      { probed: [{ namespace: 'Orders', metric: 'SuccessRate', dimensions: { Service: 'orders' } }] },
    ],
    ['a dimension is a touched group', { metrics: [metric({ dimensions: { AutoScalingGroupName: 'web' } })] }, {}],
    ['a dimension is a touched instance', { metrics: [metric({ dimensions: { InstanceId: 'i-web0001' } })] }, {}],
    [
      'the service is a word of a dimension',
      { metrics: [metric({ dimensions: { LoadBalancer: 'app/checkout-public/50dc' } })] },
      {},
    ],
    ['the alarm is named for the service', { name: 'prod-checkout-5xx' }, {}],
    ['one of several metrics is', { metrics: [metric({ dimensions: { Service: 'orders' } }), metric()] }, {}],
  ])('passes where %s', (_, over, within) => {
    expect(found('not-covering', { ...elsewhere, ...over }, touched(within))).toEqual([]);
  });

  it('takes words whole: web-2 is not web-23, and checkout not checkouts', () => {
    for (const value of ['i-web00012', 'checkouts', 'webs'])
      expect(
        found('not-covering', alarm({ name: 'a', metrics: [metric({ dimensions: { Of: value } })] })),
      ).toHaveLength(1);
  });

  it('does not take a probe’s metric with further dimensions for the same', () => {
    const probed = [{ namespace: 'Orders', metric: 'SuccessRate' }];
    expect(found('not-covering', elsewhere, touched({ probed }))).toHaveLength(1);
  });

  it('warns where it looks at the experiment’s service, and another is broken', () => {
    const said = found('not-covering', alarm(), touched({ services: ['recommendations'], resources: ['recommend'] }));
    expect(said).toEqual([expect.stringMatching(/^warns: looks at checkout, and the faults touch recommendations/)]);
  });

  it.each([
    ['its metric has no dimension', { name: 'a', metrics: [metric({ namespace: 'N', dimensions: {} })] }],
    ['it does not say which metric', { name: 'a', metrics: [] }],
  ])('warns that it cannot be told where %s', (why, over) => {
    expect(found('not-covering', alarm(over))[0]).toMatch(new RegExp(`^warns: may or may not see .*${why}`));
  });

  it('says nothing where nothing is touched', () => {
    expect(found('', elsewhere, touched({ services: [], resources: [], zones: [], waves: [] }))).toEqual([]);
  });
});

describe('other-zone', () => {
  const zoned = (zone: string) =>
    alarm({ metrics: [metric({ dimensions: { Service: 'checkout', AvailabilityZone: zone } })] });

  it.each([
    ['disqualifies', 'euc1-az2', 'looks at euc1-az2 alone, and the faults touch euc1-az1'],
    ['warns', 'euc1-az1', 'when that zone falls silent so does its metric'],
    ['warns', 'eu-central-1a', 'cannot be told whether the faults touch it'],
  ])('%s one on %s', (weight, zone, says) => {
    expect(found('other-zone', zoned(zone))).toEqual([expect.stringMatching(new RegExp(`^${weight}: .*${says}`))]);
  });

  it('passes one on several zones, and where no zone is known', () => {
    const both = alarm({ metrics: ['euc1-az1', 'euc1-az2'].flatMap((zone) => zoned(zone).metrics ?? []) });
    expect(found('other-zone', both)).toEqual([]);
    expect(found('other-zone', zoned('euc1-az2'), touched({ zones: [] }))).toEqual([]);
  });
});

describe('too-slow', () => {
  const slow = alarm({ period: 5 * minute, breaching: 3, of: 3 });
  const lasting = (...waves: readonly [number, number][]) =>
    touched({ waves: waves.map(([begins, lasts]) => ({ begins: begins * minute, lasts: lasts * minute })) });

  it('disqualifies one that comes after every fault is over', () => {
    expect(found('too-slow', slow, lasting([0, 10]))[0]).toMatch(
      /^disqualifies: is too slow for faults of 10 min, .*\(16 min 2 s at best\)/,
    );
  });

  it('only warns where a short fault is its own bound', () => {
    expect(found('too-slow', slow, lasting([0, 5]))[0]).toMatch(/^warns: is too slow for faults of 5 min/);
  });

  it('counts all waves: what keeps the second from coming is not too slow', () => {
    expect(found('too-slow', slow, lasting([0, 10], [10, 10]))[0]).toMatch(
      /^warns: may come too late for faults of 10 min/,
    );
    expect(found('too-slow', slow, lasting([0, 10], [10, 40]))[0]).toMatch(
      /^warns: may come too late for faults of 10 min/,
    );
  });

  it('disqualifies one that lets harm go on for more than half an hour, however long the faults', () => {
    expect(found('too-slow', alarm({ period: 10 * minute }), lasting([0, 600]))[0]).toMatch(
      /^disqualifies: lets harm go on for 33 min 10 s/,
    );
    expect(found('too-slow', slow, lasting([0, 600]))[0]).toMatch(/^warns: lets harm go on for 23 min 10 s/);
  });

  it('passes one with nothing to stop: faults that are done when they are called', () => {
    expect(found('too-slow', slow, lasting([0, 0]))).toEqual([]);
  });
});

describe('hides-outage', () => {
  const failures = {
    metrics: [metric({ metric: 'HTTPCode_Target_5XX_Count' })],
    threshold: { comparison: 'above', value: 10 },
  } as const;

  it.each(['notBreaching', 'ignore'] as const)('disqualifies %s on what ends in an outage', (missingData) => {
    expect(found('hides-outage', alarm({ missingData }))[0]).toMatch(
      /^disqualifies: .*without data|^disqualifies: takes missing data for good/,
    );
  });

  it('warns of it on failures, of which there are none without requests', () => {
    expect(found('hides-outage', alarm({ ...failures, missingData: 'notBreaching' }))[0]).toMatch(
      /^warns: takes missing data for good/,
    );
    expect(found('hides-outage', alarm({ metrics: [], missingData: 'ignore' }))[0]).toMatch(
      /^warns: keeps its state without data/,
    );
  });

  it('takes failures that have to stay above for something that ends', () => {
    const threshold = { comparison: 'below', value: 1 } as const;
    expect(found('hides-outage', alarm({ ...failures, threshold, missingData: 'notBreaching' }))[0]).toMatch(
      /^disqualifies/,
    );
  });

  it('knows that alarms on DynamoDB ignore missing data, whatever they say', () => {
    const metrics = [metric({ namespace: 'AWS/DynamoDB', metric: 'SuccessfulRequestLatency' })];
    expect(found('hides-outage', alarm({ metrics, missingData: 'breaching' }))[0]).toMatch(
      /^disqualifies: .*on DynamoDB/,
    );
  });

  it.each(['breaching', 'missing'] as const)('passes %s: the run ends when the alarm is not OK', (missingData) => {
    expect(found('hides-outage', alarm({ missingData }))).toEqual([]);
  });
});

describe('never-crossed', () => {
  it.each([
    ['below', 0, 'Requests'],
    ['atMost', -1, 'Requests'],
    ['above', 100, 'CPUUtilization'],
    ['atLeast', 101, 'FailedPercent'],
  ] as const)('disqualifies %s %s of %s', (comparison, value, name) => {
    const seen = alarm({ metrics: [metric({ metric: name })], threshold: { comparison, value }, recent: [] });
    expect(found('never-crossed', seen)[0]).toMatch(/^disqualifies: goes into ALARM/);
  });

  it.each([
    ['below', 1, 'Requests'],
    ['above', 100, 'Latency'],
    ['atLeast', 100, 'CPUUtilization'],
  ] as const)('passes %s %s of %s', (comparison, value, name) => {
    const seen = alarm({ metrics: [metric({ metric: name })], threshold: { comparison, value }, recent: [] });
    expect(found('never-crossed', seen)).toEqual([]);
  });

  it('says nothing of metric maths and of bands', () => {
    const { threshold: _, ...band } = alarm();
    expect(found('never-crossed', band)).toEqual([]);
    expect(
      found('never-crossed', alarm({ expression: 'a - b', threshold: { comparison: 'below', value: 0 } })),
    ).toEqual([]);
  });
});

describe('near-threshold', () => {
  const values = [96, 97, 95.5, 98, 96.5, 97.5, 96, 95.2, 97, 98.5];

  it('warns of a steady state within three standard deviations', () => {
    expect(found('near-threshold', alarm({ recent: steady(values) }))[0]).toMatch(
      /^warns: reads 96.72 in steady state, 1.6 standard/,
    );
  });

  it('warns of datapoints that were across it', () => {
    expect(found('near-threshold', alarm({ recent: steady([...values, 94, 95]) }))[0]).toMatch(
      /^warns: had 1 of its last 12 datapoints/,
    );
    const atMost = { comparison: 'atMost', value: 95 } as const;
    expect(found('near-threshold', alarm({ threshold: atMost, recent: steady([...values, 94, 95]) }))[0]).toMatch(
      /^warns: had 2 of/,
    );
  });

  it('says nothing of a few datapoints, of a constant one, and of one far away', () => {
    expect(found('near-threshold', alarm({ recent: steady(values.slice(0, 7)) }))).toEqual([]);
    expect(found('near-threshold', alarm({ recent: steady(values.map(() => 96)) }))).toEqual([]);
    expect(
      found('near-threshold', alarm({ threshold: { comparison: 'below', value: 90 }, recent: steady(values) })),
    ).toEqual([]);
  });
});

describe('few-datapoints', () => {
  const p99 = { metrics: [metric({ metric: 'Latency', stat: 'p99' })], recent: [] };

  it('warns of one datapoint of a percentile, or of a ratio', () => {
    expect(found('few-datapoints', alarm({ ...p99, breaching: 1 }))[0]).toMatch(
      /^warns: stops a run on one datapoint of p99/,
    );
    expect(found('few-datapoints', alarm({ expression: '100 * a / b', breaching: 1 }))[0]).toMatch(
      /one datapoint of a ratio/,
    );
  });

  it('warns of a percentile that says nothing of few samples', () => {
    expect(found('few-datapoints', alarm({ ...p99, lowSamples: 'ignore' }))[0]).toMatch(
      /^warns: keeps its state while p99/,
    );
  });

  it('passes two of three, and one of an average', () => {
    expect(found('few-datapoints', alarm({ ...p99, lowSamples: 'evaluate' }))).toEqual([]);
    expect(found('few-datapoints', alarm({ breaching: 1 }))).toEqual([]);
  });
});

describe('fast-period', () => {
  const fast = (namespace: string, period: number) =>
    found('fast-period', alarm({ period, metrics: [metric({ namespace })] }));

  it('warns of seconds on what a service publishes by the minute, and of nothing else', () => {
    expect(fast('AWS/ApplicationELB', 10_000)[0]).toMatch(/^warns: judges AWS\/ApplicationELB SuccessRate every 10 s/);
    expect([...fast('AWS/ApplicationELB', minute), ...fast('Shop', 10_000)]).toEqual([]);
  });
});

describe('actions', () => {
  const setting = (enabled: boolean, onAlarm: readonly string[]) =>
    found('actions', alarm({ actions: { enabled, onAlarm } }));

  it('warns where nobody is told, and where more happens than telling', () => {
    expect(setting(false, [])[0]).toMatch(/^warns: has its actions disabled/);
    expect(setting(true, ['arn:aws:automate:eu-central-1:ec2:reboot'])[0]).toMatch(
      /^warns: also acts by itself .*ec2:reboot/,
    );
    expect(setting(true, ['arn:aws:sns:eu-central-1:111122223333:pager'])).toEqual([]);
  });
});
