import { describe, expect, it } from 'vitest';
import { catalogue, fault } from '../../../../core/faults/catalogue.ts';
import { checkParameters, compileParameters, durationOf } from '../../../../core/faults/parameters.ts';

const stop = fault('aws:ec2:stop-instances')!;
const capacity = fault('aws:ec2:asg-insufficient-instance-capacity-error')!;
const command = fault('aws:ssm:send-command')!;
const errors = fault('aws:lambda:invocation-error')!;
const loss = 'arn:aws:ssm:eu-central-1::document/AWSFIS-Run-Network-Packet-Loss';

describe('the parameters of an action', () => {
  it('lets pass what the catalogue takes', () => {
    expect(
      checkParameters(stop, { startInstancesAfterDuration: 'PT10M', completeIfInstancesTerminated: true }),
    ).toEqual([]);
    expect(checkParameters(stop)).toEqual([]);
    expect(
      checkParameters(capacity, { duration: 'PT10M', availabilityZoneIdentifiers: ['euc1-az1'], percentage: 100 }),
    ).toEqual([]);
    expect(checkParameters(errors, { duration: 'PT5M', preventExecution: true, invocationPercentage: 30 })).toEqual([]);
  });

  it('names an unknown one with its nearest spelling', () => {
    expect(checkParameters(stop, { startInstanceAfterDuration: 'PT10M' })).toEqual([
      {
        parameter: 'startInstanceAfterDuration',
        found: 'startInstanceAfterDuration',
        allowed: 'one of startInstancesAfterDuration, completeIfInstancesTerminated',
        nearest: 'startInstancesAfterDuration',
      },
    ]);
  });

  it.each([
    ['a duration below FIS’s minute', stop, { startInstancesAfterDuration: 'PT30S' }],
    ['a duration above twelve hours', stop, { startInstancesAfterDuration: 'PT13H' }],
    ['no duration', stop, { startInstancesAfterDuration: 'ten minutes' }],
    ['a percentage above 100', capacity, { duration: 'PT1M', availabilityZoneIdentifiers: ['a'], percentage: 101 }],
    [
      'a percentage with a fraction',
      capacity,
      { duration: 'PT1M', availabilityZoneIdentifiers: ['a'], percentage: 1.5 },
    ],
    ['an empty list', capacity, { duration: 'PT1M', availabilityZoneIdentifiers: [] }],
    ['neither true nor false', errors, { duration: 'PT1M', preventExecution: 'maybe' }],
    ['a required one missing', errors, { duration: 'PT1M' }],
    ['a scope that does not exist', fault('aws:network:disrupt-connectivity')!, { duration: 'PT1M', scope: 'alll' }],
  ])('finds %s', (_what, definition, given) => {
    expect(checkParameters(definition, given)).toHaveLength(1);
  });

  it('leaves references until they are resolved', () => {
    expect(checkParameters(stop, { startInstancesAfterDuration: '${parameters.duration}' })).toEqual([]);
    const documentParameters = '{"LossPercent":"${parameters.loss}"}';
    expect(
      checkParameters(command, { documentArn: loss, duration: '${parameters.duration}', documentParameters }),
    ).toEqual([]);
  });

  it('looks into a document’s own parameters', () => {
    const check = (documentParameters: string, documentArn = loss) =>
      checkParameters(command, { documentArn, duration: 'PT5M', documentParameters }).map(({ parameter, nearest }) => [
        parameter,
        nearest,
      ]);
    expect(check('{"LossPercent":"10","Interface":"eth0"}')).toEqual([]);
    expect(check('{"LosPercent":"10"}')).toEqual([['documentParameters.LosPercent', 'LossPercent']]);
    expect(check('{"LossPercent":"0"}')).toEqual([['documentParameters.LossPercent', undefined]]);
    expect(check('not JSON')).toEqual([['documentParameters', undefined]]);
    expect(check('{}', `${loss}es`)).toEqual([['documentArn', 'AWSFIS-Run-Network-Packet-Loss']]);
  });

  it('refuses a document that outlives its action', () => {
    const given = { documentArn: loss, duration: 'PT5M', documentParameters: '{"DurationSeconds":"301"}' };
    expect(checkParameters(command, given)).toMatchObject([{ allowed: 'a whole number from 1 to 300 s' }]);
  });

  it('compiles to strings as FIS takes them', () => {
    const given = { duration: 'PT90S', availabilityZoneIdentifiers: ['euc1-az1', 'euc1-az2'], percentage: 50 };
    expect(compileParameters(capacity, given)).toEqual({
      duration: 'PT1M30S',
      availabilityZoneIdentifiers: 'euc1-az1,euc1-az2',
      percentage: '50',
    });
    expect(
      compileParameters(command, { documentArn: loss, duration: 'PT5M', documentParameters: '{"LossPercent":9}' }),
    ).toEqual({
      documentArn: loss,
      duration: 'PT5M',
      documentParameters: '{"DurationSeconds":"300","LossPercent":"9"}',
    });
  });

  it('knows how long a fault lasts', () => {
    expect(durationOf(stop, { startInstancesAfterDuration: 'PT10M' })).toBe(600_000);
    expect(durationOf(stop, {})).toBe(0);
    expect(durationOf(fault('aws:ec2:terminate-instances')!, {})).toBe(0);
  });
});

describe('the catalogue', () => {
  it('has each id once, and bounds every action by a parameter that it takes', () => {
    expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length);
    for (const { bounded, parameters, id } of catalogue)
      if (bounded.by === 'duration')
        expect(
          parameters.map(({ name }) => name),
          id,
        ).toContain(bounded.parameter);
  });

  it('ends every list of undo rules with one for all cases', () => {
    for (const { undo, id } of catalogue) expect(undo.at(-1)?.when, id).toBeUndefined();
  });
});
