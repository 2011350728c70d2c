import { describe, expect, test } from 'vitest';
import { validateExperiment } from '../../../../core/experiment/validate.ts';
import { changed, smallest, wholeFormat } from '../../../fixtures/documents.ts';

const told = (value: unknown): readonly string[] => {
  const checked = validateExperiment(value);
  return checked.ok ? [] : checked.problems.map(({ message }) => message);
};
const small = (changes: Record<string, unknown>) => told(changed(smallest(), changes));
const whole = (changes: Record<string, unknown>) => told(changed(wholeFormat(), changes));

test('both examples are valid', () => {
  expect(small({})).toEqual([]);
  expect(whole({})).toEqual([]);
});

test('another kind is one problem', () => {
  expect(small({ kind: 'World' })).toEqual(['kind: found a file of kind World; allowed: a file of kind Experiment']);
  expect(told(null)).toEqual([
    'the file: found an empty value; allowed: an object with apiVersion: squall/v1 and kind: Experiment',
  ]);
});

describe('a stop condition', () => {
  test('is required, or its lack explained', () => {
    expect(small({ 'guardrails.stopAlarms': undefined })).toEqual([
      expect.stringMatching(/^guardrails\.stopAlarms: found nothing; .*unsafe\.noStopCondition/),
    ]);
    expect(
      small({ 'guardrails.stopAlarms': undefined, 'guardrails.unsafe': { noStopCondition: 'no alarms yet' } }),
    ).toEqual([]);
  });
  test('is not given and explained away at once', () =>
    expect(small({ 'guardrails.unsafe': { noStopCondition: 'x' } })).toEqual([
      expect.stringMatching(/beside guardrails\.stopAlarms; allowed: one of the two/),
    ]));
});

describe('targets', () => {
  test('exist, and are of the type that the action wants', () => {
    expect(whole({ 'steps.0.targets.Instances': 'serverz' })).toEqual([
      'steps[0].targets.Instances: found the text "serverz", which names none of the targets; allowed: servers; did you mean servers?',
    ]);
    expect(whole({ 'steps.0.targets.Instances': 'pool' })).toEqual([
      'steps[0].targets.Instances: found "pool", which is of type ec2:autoscaling-group; allowed: a target of type ec2:instance: servers',
    ]);
  });
  test('are given under the keys of the action', () => {
    expect(small({ 'steps.0.targets': { Instance: 'victim' } })).toEqual([
      'steps[0].targets.Instance: found the unknown key "Instance"; allowed: Instances; did you mean Instances?',
    ]);
    expect(small({ 'steps.0.targets': undefined })).toEqual([
      'steps[0].targets.Instances: found nothing; allowed: the name of a target of type ec2:instance',
    ]);
    expect(
      small({
        'steps.1': { id: 'wait', action: 'aws:fis:wait', targets: { Instances: 'victim' }, with: { duration: 'PT1M' } },
      }),
    ).toEqual([
      'steps[1].targets.Instances: found the unknown key "Instances"; allowed: no targets: aws:fis:wait acts on none',
    ]);
  });
  test('say what they match', () =>
    expect(small({ 'targets.victim.where': {} })).toEqual([
      expect.stringMatching(/targets\.victim\.where: found no condition, which matches everything/),
    ]));
});

describe('actions', () => {
  test('are in the catalogue', () =>
    expect(small({ 'steps.0.action': 'aws:ec2:terminate-instance' })).toEqual([
      expect.stringMatching(
        /^steps\[0\]\.action: found .*squall ls faults.*did you mean aws:ec2:terminate-instances\?$/,
      ),
    ]));
  test('stand alone: one action or one template', () => {
    expect(small({ 'steps.0.fisTemplate': 'EXT1' })).toEqual([
      expect.stringMatching(/found an action beside a fisTemplate/),
    ]);
    expect(small({ 'steps.0.action': undefined })).toEqual([
      expect.stringMatching(/steps\[0\]\.action: found nothing/),
    ]);
  });
  test('take the parameters of the catalogue', () => {
    expect(whole({ 'steps.1.with.percentage': 1000 })).toEqual([
      'steps[1].with.percentage: found the number 1000; allowed: a whole number from 1 to 100 %',
    ]);
    expect(whole({ 'steps.1.with.percentag': 50 })).toEqual([
      'steps[1].with.percentag: found the unknown key "percentag"; allowed: one of duration, availabilityZoneIdentifiers, percentage; did you mean percentage?',
    ]);
    expect(whole({ 'steps.1.with.duration': 'PT5S' })).toEqual([
      expect.stringMatching(
        /steps\[1\]\.with\.duration: found the text "PT5S"; allowed: an ISO 8601 duration from PT1M to PT12H/,
      ),
    ]);
    expect(whole({ 'steps.1.with.duration': undefined })).toEqual([
      expect.stringMatching(/steps\[1\]\.with\.duration: found nothing/),
    ]);
  });
  test('inside JSON text are pointed at through it, and secrets there stay hidden', () => {
    const withDocument = (own: string) =>
      small({
        'steps.0': {
          id: 'stress',
          action: 'aws:ssm:send-command',
          targets: { Instances: 'victim' },
          with: { documentArn: 'AWSFIS-Run-CPU-Stress', duration: 'PT5M', documentParameters: own },
        },
      });
    expect(withDocument('{"LoadPercnt":"5"}')).toEqual([
      expect.stringMatching(
        /^steps\[0\]\.with\.documentParameters\.LoadPercnt: found "LoadPercnt"; .*did you mean LoadPercent\?$/,
      ),
    ]);
    expect(withDocument('{"Password":"hunter2"}').join()).not.toContain('hunter2');
  });
  test('that nobody can undo are declared so', () => {
    expect(small({ 'steps.0.undo': undefined })).toEqual([
      expect.stringMatching(/^steps\[0\]\.undo: found nothing; allowed: \{ irreversible: /),
    ]);
    expect(small({ 'steps.0.undo': 'auto' })).toEqual([
      expect.stringMatching(
        /^steps\[0\]\.undo: found auto, and nobody can undo aws:ec2:terminate-instances: a terminated instance is gone/,
      ),
    ]);
    expect(whole({ 'steps.4.undo.steps.0.action': 'aws:fis:wiat' })).toEqual([
      expect.stringMatching(/^steps\[4\]\.undo\.steps\[0\]\.action: .*did you mean aws:fis:wait\?/),
    ]);
  });
});

describe('the order of steps', () => {
  test('names other steps', () => {
    expect(whole({ 'steps.2.after.0': 'powr' })).toEqual([
      expect.stringMatching(
        /^steps\[2\]\.with\.prefixListIdentifier: .*not settled by then; allowed: an output of no-new-capacity$/,
      ),
      expect.stringMatching(/^steps\[2\]\.after\[0\]: .*which names none of the other steps.*did you mean power\?$/),
    ]);
    expect(whole({ 'steps.1.after': ['no-new-capacity'] })).toEqual([
      expect.stringMatching(/^steps\[1\]\.after\[0\]: found the step itself/),
    ]);
    expect(whole({ 'steps.2.after': ['power', 'power'] })).toEqual([
      expect.stringMatching(/^steps\[2\]\.after\[1\]: found the text "power", used already at steps\[2\]\.after\[0\]/),
    ]);
  });
  test('has no circle, also through the step before', () => {
    expect(whole({ 'steps.0.after': ['no-new-capacity'], 'steps.1.after': ['power'] })).toEqual([
      'steps[0].after: found steps that wait for each other: power after no-new-capacity after power; allowed: an order in which each step comes after those that it waits for',
    ]);
    expect(whole({ 'steps.3.after': ['fail-back'] })).toEqual([
      expect.stringMatching(/failover after fail-back after failover/),
    ]);
  });
});

describe('references', () => {
  test('name a parameter', () =>
    expect(whole({ 'hypothesis.if': 'for ${parameters.durations} and ${parameters.zone}' })).toEqual([
      expect.stringMatching(
        /^hypothesis\.if: found "\$\{parameters\.durations\}", which names no parameter; .*did you mean \$\{parameters\.duration\}\?$/,
      ),
    ]));
  test('or an earlier step, below with', () => {
    const at = 'steps.2.with.prefixListIdentifier';
    expect(whole({ [at]: '${steps.powr.output.x}' })).toEqual([
      expect.stringMatching(/names no step.*did you mean \$\{steps\.power\.output\.x\}\?/),
    ]);
    expect(whole({ [at]: '${steps.failover.output.x}' })).toEqual([
      expect.stringMatching(
        /whose step has not settled by then; allowed: an output of power, no-new-capacity|no-new-capacity, power/,
      ),
    ]);
    expect(whole({ 'hypothesis.then': '${steps.power.output.x}' })).toEqual([
      expect.stringMatching(/allowed: outputs of steps only under `with` of a later step/),
    ]);
  });
  test('are well formed', () => {
    for (const text of ['${zone}', '${parameters.zone', '${parameters.}', '${}'])
      expect(whole({ 'hypothesis.because': text })).toEqual([
        expect.stringMatching(/which is no reference; allowed: a reference such as/),
      ]);
  });
  test('stand where they are resolved: no names, no keys, no defaults', () => {
    expect(whole({ 'metadata.owner': '${parameters.scope}' })).toEqual([
      expect.stringMatching(/^metadata\.owner: .*references are not resolved in metadata\.owner/),
    ]);
    expect(whole({ 'targets.nets.where.tags': { '${parameters.scope}': 'x' } })).toEqual([
      expect.stringMatching(/references are not resolved in keys/),
    ]);
    expect(whole({ 'parameters.duration.default': '${parameters.duration}' })).toEqual([
      expect.stringMatching(/^parameters\.duration\.default: .*not resolved in parameters/),
    ]);
    expect(whole({ world: '${parameters.scope}.yaml' })).toEqual([expect.stringMatching(/^world: /)]);
  });
});

describe('parameters', () => {
  test.each([
    ['share.default', 95, /share\.default: found the number 95; allowed: a number from 10 to 90$/],
    ['share.min', 95, /share\.min: found the number 95, more than max; allowed: at most 90$/],
    [
      'duration.default',
      'PT1H',
      /duration\.default: found the text "PT1H"; allowed: an ISO 8601 duration such as PT10M from PT2M to PT20M$/,
    ],
    ['scope.default', 's33', /scope\.default: found the text "s33"; allowed: one of vpc, s3; did you mean s3\?$/],
    [
      'region.default',
      'random',
      /region\.default: found the text "random"; allowed: a region: only a zone can be chosen at random$/,
    ],
    ['region.default', 'europe', /region\.default: .*allowed: a Region such as eu-central-1$/],
  ])('%s %s', (field, wrong, message) =>
    expect(whole({ [`parameters.${field}`]: wrong })).toEqual([expect.stringMatching(message)]),
  );
});

describe('probes', () => {
  test('look at each time that matters', () =>
    expect(small({ 'hypothesis.probes.0.when': ['after'] })).toEqual([
      expect.stringMatching(/no probe with "before" in its when: the gate has nothing to look at/),
      expect.stringMatching(/no probe with "during" in its when: nothing would be seen of the fault/),
    ]));
  test('are judged by a tolerance that fits them', () => {
    expect(small({ 'hypothesis.probes.0.expect': undefined })).toEqual([
      expect.stringMatching(/^hypothesis\.probes\[0\]\.expect: found nothing/),
    ]);
    expect(small({ 'hypothesis.probes.0.expect': { status: 200 } })).toEqual([
      expect.stringMatching(/only an http probe has a status/),
    ]);
    expect(small({ 'hypothesis.probes.0.expect': { between: [2, 1] } })).toEqual([
      expect.stringMatching(/the lower bound first/),
    ]);
    expect(small({ 'hypothesis.probes.0.expect': { matches: '(' } })).toEqual([
      expect.stringMatching(/a regular expression/),
    ]);
    expect(whole({ 'hypothesis.probes.7.expect': { equals: 1 } })).toEqual([
      expect.stringMatching(/a composite holds when its probes do/),
    ]);
  });
  test('are of exactly one kind', () =>
    expect(small({ 'hypothesis.probes.0.http': { url: 'https://a.example' } })).toEqual([
      expect.stringMatching(
        /^hypothesis\.probes\[0\]: found an object with id, cloudwatch, .*exactly one of cloudwatch, math/,
      ),
    ]));
  test('are known to those who name them', () => {
    expect(whole({ 'guardrails.stopWhen.0.probe': 'tial' })).toEqual([
      expect.stringMatching(/^guardrails\.stopWhen\[0\]\.probe: .*did you mean tail\?$/),
    ]);
    expect(whole({ 'guardrails.stopWhen.0.probe': 'front' })).toEqual([
      expect.stringMatching(/gives no series of numbers/),
    ]);
    expect(whole({ 'guardrails.stopWhen.0.below': 3 })).toEqual([expect.stringMatching(/exactly one of above, below/)]);
    expect(whole({ 'hypothesis.probes.7.composite.all': ['paid', 'both'] })).toEqual([
      expect.stringMatching(/composite\.all\[1\]: found the text "both", which names none of the other plain probes/),
    ]);
    expect(whole({ 'hypothesis.probes.7.composite.any': ['paid'] })).toEqual([
      expect.stringMatching(/exactly one of all, any/),
    ]);
    expect(whole({ 'hypothesis.probes.2.math.expression': 'brokn / all' })).toEqual([
      expect.stringMatching(/"brokn", which names none of the metrics; allowed: broken, all; did you mean broken\?/),
    ]);
  });
});

test('ids stand for one thing each', () => {
  expect(whole({ 'hypothesis.probes.1.id': 'paid', 'guardrails.stopWhen': undefined })).toEqual([
    'hypothesis.probes[1].id: found the text "paid", used already at hypothesis.probes[0].id; allowed: each name once',
  ]);
  expect(whole({ 'steps.5.id': 'fail-back' })).toEqual([expect.stringMatching(/^steps\[5\]\.id: /)]);
});

describe('times', () => {
  test.each([
    ['guardrails.windows.0.timeZone', 'Europe/Berlni', /did you mean Europe\/Berlin\?$/],
    ['guardrails.windows.0.to', '09:00', /the window is never open/],
    ['guardrails.blackouts.0.from', '2026-02-31', /a day that no year has/],
    ['guardrails.blackouts.0.to', '2026-12-01', /before from; allowed: 2026-12-20 or later/],
    ['guardrails.holidays.country', 'Germany', /ISO 3166/],
    ['schedule.cron', '0 10 * * TUE', /six fields as EventBridge takes them/],
    ['schedule.cron', '0 10 * * TUE *', /one of the days \?/],
    ['schedule.rate', '7 days', /exactly one of cron, rate/],
    ['hypothesis.probes.0.cloudwatch.period', 'PT45S', /whole minutes such as PT1M/],
    ['hypothesis.recovery.within', 'PT0S', /longer than nothing/],
    ['maxDuration', 'PT13H', /at most PT12H/],
    [
      'maxDuration',
      'PT14M',
      /found the text "PT14M"; allowed: at least PT15M, which the steps take one wave after the other/,
    ],
  ])('%s %s', (field, wrong, message) => expect(whole({ [field]: wrong })).toEqual([expect.stringMatching(message)]));
});

test('several problems come together, in the order of the file', () => {
  const found = whole({
    maxDuration: 'PT13H',
    'steps.1.with.percentage': 0,
    'hypothesis.if': '${x}',
    'guardrails.stopAlarms': undefined,
  });
  expect(found.map((message) => message.split(':')[0])).toEqual([
    'hypothesis.if',
    'guardrails.stopAlarms',
    'steps[1].with.percentage',
    'maxDuration',
  ]);
});
