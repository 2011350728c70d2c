import { describe, expect, test } from 'vitest';
import { toldOfSmallest as small, toldOfWhole as whole } from '../../../../fixtures/documents.ts';

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
      expect.stringMatching(/found action beside fisTemplate/),
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
