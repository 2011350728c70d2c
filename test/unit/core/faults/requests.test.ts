/** The actions on requests and on proxies: what they take and refuse, and what is said of them. */
import { describe, expect, it } from 'vitest';
import { fault } from '../../../../core/faults/catalogue.ts';
import { checkParameters, compileParameters } from '../../../../core/faults/parameters.ts';
import { lambdaRequests } from '../../../../core/faults/squall/lambda.ts';
import { toxiproxy } from '../../../../core/faults/squall/toxiproxy.ts';
import { undoPlanOf } from '../../../../core/faults/undo.ts';

const all = [...lambdaRequests, ...toxiproxy];

/** One wrong value for each parameter of each action. */
const wrong: Readonly<Record<string, unknown>> = {
  duration: 'PT30S',
  requestPercentage: 0,
  toxicityPercentage: 101,
  tenant: '',
  path: 'orders',
  header: 'x canary: yes',
  latencyMilliseconds: 0,
  jitterMilliseconds: -1,
  name: '',
  message: '',
  preventExecution: 'maybe',
  statusCode: 199,
  body: '',
  contentType: '',
  how: 'delete',
  hosts: ['https://api.example.com'],
  stream: 'sideways',
  kilobytesPerSecond: 0,
  delayMilliseconds: 0,
  timeoutMilliseconds: 1.5,
  averageBytes: 0,
  variationBytes: -1,
  delayMicroseconds: 'soon',
  bytes: -1,
};

describe('the actions on requests and proxies', () => {
  it('are all of those that were agreed', () => {
    expect(lambdaRequests.map(({ id }) => id)).toEqual(
      ['latency', 'exception', 'status', 'corrupt-response', 'deny-hosts'].map((name) => `squall:lambda:${name}`),
    );
    expect(toxiproxy.map(({ id }) => id)).toEqual(
      ['latency', 'down', 'bandwidth', 'slow-close', 'timeout', 'reset-peer', 'slicer', 'limit-data'].map(
        (name) => `squall:toxiproxy:${name}`,
      ),
    );
    for (const definition of all) expect(fault(definition.id)).toBe(definition);
  });

  it.each(all.map((definition) => [definition.id, definition] as const))(
    '%s takes its examples, compiles them, and refuses one wrong value of each parameter',
    (_, definition) => {
      const { minimal, maximal } = definition.examples;
      for (const example of [minimal, maximal]) {
        expect(checkParameters(definition, example)).toEqual([]);
        expect(Object.keys(compileParameters(definition, example)).sort()).toEqual(Object.keys(example).sort());
      }
      expect(Object.keys(maximal).sort()).toEqual(definition.parameters.map(({ name }) => name).sort());
      for (const { name } of definition.parameters)
        expect(
          checkParameters(definition, { ...maximal, [name]: wrong[name] }).map(({ parameter }) => parameter),
        ).toEqual([name]);
      const required = definition.parameters.filter((parameter) => parameter.required).map(({ name }) => name);
      expect(Object.keys(minimal).sort()).toEqual(required.sort());
    },
  );

  it('count requests or connections, except for a proxy that is down, which is gone whole', () => {
    for (const { id, reach } of all) expect(reach.counts).toBe(id === 'squall:toxiproxy:down' ? 'members' : 'share');
  });

  it('end by themselves in functions, and by us at proxies', () => {
    for (const definition of lambdaRequests) expect(undoPlanOf(definition, {}).by).toBe('provider');
    for (const definition of toxiproxy) expect(undoPlanOf(definition, {}).by).toBe('us');
  });

  it('need nothing of AWS at proxies, and of parameters nothing but the folder of requests', () => {
    for (const { needs } of toxiproxy) expect(needs).toEqual([]);
    for (const { needs } of lambdaRequests)
      for (const { actions, resources = [] } of needs.filter((need) =>
        need.actions.some((action) => /^ssm:/.test(action)),
      ))
        expect([actions.length > 0, resources]).toEqual([
          true,
          ['arn:{partition}:ssm:{region}:{account}:parameter/squall/{stage}/requests/*'],
        ]);
  });
});
