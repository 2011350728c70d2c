import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parseReference } from '../../../core/lifecycle/input.ts';
import { observe } from '../../../core/lifecycle/observe.ts';
import { undo } from '../../../core/lifecycle/undo.ts';
import type { Ports } from '../../../core/ports/ports.ts';
import { variablesOf } from '../../../lambdas/runtime/environment.ts';
import { squallFunction } from '../../../lambdas/runtime/function.ts';
import { stepHandler } from '../../../lambdas/runtime/step-handler.ts';
import { lambdaContext } from './lambda-context.ts';
import { sampleEnvironment } from './sample-environment.ts';

const lines: Record<string, unknown>[] = [];
const heard = (text: unknown) => {
  lines.push(JSON.parse(String(text)));
};

beforeEach(() => {
  for (const [name, value] of Object.entries(variablesOf(sampleEnvironment))) vi.stubEnv(name, value);
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  lines.length = 0;
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, level).mockImplementation(heard);
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const observing = { name: 'Observe', parse: parseReference, step: observe } as const;
const reference = { runId: 'run-7', wave: 2, visit: 3, next: 'Observe', waitSeconds: 0 };
const metricLines = () => lines.filter((line) => '_aws' in line);
const logLines = () => lines.filter((line) => !('_aws' in line));

const dimensionsOf = (line: Record<string, unknown>) =>
  (line._aws as { CloudWatchMetrics: { Dimensions: string[][] }[] }).CloudWatchMetrics[0]?.Dimensions.flat().sort();

class Throttled extends Error {
  override readonly name = 'Throttled';
}

const failing = (error: Error) =>
  ({ clock: { now: () => 0 }, runs: { load: () => Promise.reject(error) } }) as unknown as Ports;

test('an error leaves with its own name, which Retry and Catch match', async () => {
  const handler = stepHandler(observing, () => failing(new Throttled('DynamoDB GetItem: slow down')));
  await expect(handler(reference, lambdaContext())).rejects.toMatchObject({
    name: 'Throttled',
    message: 'DynamoDB GetItem: slow down',
  });
});

test('input that makes no sense is refused by name before anything is made', async () => {
  const makePorts = vi.fn();
  const handler = stepHandler({ name: 'Undo', parse: parseReference, step: undo }, makePorts as never);
  await expect(handler({ runId: 'x' }, lambdaContext())).rejects.toMatchObject({ name: 'MalformedInput' });
});

test('every line carries the run, and no metric is by run', async () => {
  const handler = stepHandler(observing, () => failing(new Throttled('no')));
  await expect(handler(reference, lambdaContext())).rejects.toThrow();
  expect(logLines().length).toBeGreaterThan(0);
  for (const line of logLines()) expect(line).toMatchObject({ runId: 'run-7', wave: 2, function: 'Observe' });
  expect(metricLines().length).toBeGreaterThan(0);
  for (const line of metricLines()) {
    expect(line).toMatchObject({ stage: 'staging', function: 'Observe' });
    expect(JSON.stringify(line)).not.toContain('run-7');
    // Alarms and dashboards are built on exactly these: lib/constructs/platform-metrics.ts.
    expect(dimensionsOf(line)).toEqual(['function', 'service', 'stage']);
  }
  expect(metricLines().some((line) => line.Failures === 1)).toBe(true);
});

test('the next call’s lines do not carry the last call’s run', async () => {
  const handler = stepHandler(observing, () => failing(new Throttled('no')));
  await expect(handler(reference, lambdaContext())).rejects.toThrow();
  lines.length = 0;
  await expect(handler({ ...reference, runId: 'run-8' }, lambdaContext())).rejects.toThrow();
  expect(JSON.stringify(logLines())).not.toContain('run-7');
});

test('ports are made once a process, and bounded by the call that is under way', async () => {
  const remaining: number[] = [];
  const makePorts = vi.fn((_environment, bounds) => bounds);
  const handler = squallFunction(
    {
      name: 'Observe',
      parse: parseReference,
      about: ({ runId }) => ({ runId }),
      work: async (_input, { ports }) => {
        remaining.push((ports as unknown as { remaining(): number }).remaining());
      },
    },
    makePorts,
  );
  await handler(reference, lambdaContext(20_000));
  await handler(reference, lambdaContext(700));
  expect(makePorts).toHaveBeenCalledTimes(1);
  expect(remaining).toEqual([20_000, 700]);
});
