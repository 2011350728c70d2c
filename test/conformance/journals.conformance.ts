/** The lifecycle on simulated ports, its machines executed by moto's engine: the same histories as on a laptop. */
import { SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsExecutions } from '../../adapters/aws/executions.ts';
import { readExperimentWithWorld } from '../../apps/documents/read.ts';
import { type MakeExecutions, onLocalEngine } from '../../apps/local/machinery.ts';
import { type RehearsalOptions, rehearse } from '../../apps/local/rehearsal.ts';
import type { RunHistory } from '../../core/history/run-history.ts';
import type { StepReference } from '../../core/lifecycle/reference.ts';
import { runOf } from '../../core/lifecycle/safety-net.ts';
import type { StepName } from '../../core/lifecycle/steps.ts';
import { names } from '../../lib/configuration/names.ts';
import { settings } from './fleet.ts';
import { failing, stopping } from './journals-mishaps.ts';
import { type Machines, stageName, startMachines } from './machines.ts';

let machines: Machines;
beforeAll(async () => {
  machines = await startMachines();
});
afterAll(() => machines.stop());

const inMoto: MakeExecutions = (machinery) => {
  machines.setStage(machinery);
  return awsExecutions(new SFNClient(settings(machines.gateway.endpoint)), machines.arns);
};

function drill(name: string): Pick<RehearsalOptions, 'experiment' | 'world'> {
  const read = readExperimentWithWorld(`templates/experiments/${name}/experiment.yaml`);
  if ('problems' in read || !read.world) throw new Error(`${name} does not validate`);
  return { experiment: read.experiment, world: read.world };
}

type Mishap = (make: MakeExecutions) => MakeExecutions;

let runs = 0;
/** In both, and expected to be one history. */
async function inBoth(
  name: string,
  seed: number,
  other: Partial<RehearsalOptions> & { readonly mishap?: Mishap } = {},
): Promise<RunHistory> {
  const { mishap = (make) => make, ...rest } = other;
  const options: RehearsalOptions = {
    ...drill(name),
    runId: `${name}-${++runs}`,
    parameters: {},
    seed,
    startedBy: 'conformance',
    traffic: 'closed-form',
    ...rest,
  };
  const local = await rehearse({ ...options, executions: mishap(onLocalEngine) });
  const played = await rehearse({ ...options, executions: mishap(inMoto) });
  const { end, verdict, recovery } = played.record.terminal!;
  console.log(`${name}, seed ${seed}: ${end}, ${verdict}, ${recovery}; ${played.journal.length} entries, all equal`);
  expect(played).toEqual(local);
  expect(played.journal.filter(({ type }) => type === 'concluded')).toHaveLength(1);
  return played;
}

const executionsOf = ({ record }: RunHistory) =>
  [...machines.executions.values()].flatMap(({ name, machine, ended }) =>
    runOf({ machine, name }) === record.runId ? [`${machine} ${ended?.how}`] : [],
  );
const visitsOf = ({ record }: RunHistory, step: StepName) =>
  machines.gateway.invocations
    .filter(({ name }) => name === names.function(stageName, step))
    .map(({ event }) => event as StepReference)
    .flatMap(({ runId, visit }) => (runId === record.runId ? [visit] : []));

const ends = {
  'instance-termination': { end: 'completed', verdict: 'held', recovery: 'irreversible' },
  'az-power-interruption': { end: 'completed', verdict: 'held', recovery: 'restored' },
  'az-power-interruption-underprovisioned': { end: 'aborted', verdict: 'refuted', cause: { kind: 'alarm' } },
} as const;
const drills = Object.keys(ends) as (keyof typeof ends)[];

describe('a run in moto has the history that it has on a laptop', () => {
  test.each(drills.flatMap((name) => [1, 7, 2026].map((seed) => [name, seed] as const)))(
    '%s, seed %i',
    async (name, seed) => {
      const history = await inBoth(name, seed);
      expect(history.record.terminal).toMatchObject(ends[name]);
      expect(executionsOf(history)).toEqual(['experiment succeeded', 'recovery succeeded']);
    },
  );

  test('request by request, as the world says', async () => {
    const { traffic } = drill('instance-termination').world;
    expect((await inBoth('instance-termination', 11, { traffic: traffic! })).record.terminal!.end).toBe('completed');
  });

  test('refused: no recovery is started', async () => {
    const { experiment } = drill('instance-termination');
    const history = await inBoth('instance-termination', 7, {
      experiment: { ...experiment, environment: 'production' },
    });
    expect(history.record.terminal).toMatchObject({ end: 'refused', recovery: 'none' });
    expect(executionsOf(history)).toEqual(['experiment succeeded']);
  });

  test('a step that fails for the moment is tried again by the engine', async () => {
    const mishap: Mishap = (make) => failing(make, { step: 'Observe', visit: 2, times: 2, error: 'Unavailable' });
    const history = await inBoth('instance-termination', 7, { mishap });
    expect(history.record.terminal!.end).toBe('completed');
    expect(visitsOf(history, 'Observe').slice(0, 6)).toEqual([0, 1, 2, 2, 2, 3]);
  });

  test.each(['VerifyBefore', 'Inject', 'Observe'] as const)(
    '%s failing for good is handed over, and ends in a recovery',
    async (step) => {
      const mishap: Mishap = (make) => failing(make, { step, visit: 0, times: 1, error: 'InvalidRequest' });
      const history = await inBoth('instance-termination', 7, { mishap });
      const detail = `a step failed: InvalidRequest: ${step} failed for the 1. time`;
      expect(history.record.terminal).toMatchObject({ end: 'errored', cause: { kind: 'failed', detail } });
      expect(executionsOf(history)).toEqual(['experiment succeeded', 'recovery succeeded']);
    },
  );

  test('a recovery that fails is followed by the next', async () => {
    const mishap: Mishap = (make) => failing(make, { step: 'Undo', visit: 0, times: 1, error: 'AccessDenied' });
    const history = await inBoth('az-power-interruption', 7, { mishap });
    expect(history.record.terminal).toMatchObject({ end: 'completed', recovery: 'restored' });
    expect(executionsOf(history)).toEqual(['experiment succeeded', 'recovery failed', 'recovery succeeded']);
  });

  test('both executions stopped half-way: the next recovery ends it', async () => {
    const mishap: Mishap = (make) =>
      stopping(stopping(make, { step: 'Observe', visit: 2 }), { step: 'VerifyAfter', visit: 1 });
    const history = await inBoth('az-power-interruption', 7, { mishap });
    expect(history.record.terminal).toMatchObject({ end: 'aborted', recovery: 'restored', cause: { kind: 'crashed' } });
    expect(executionsOf(history)).toEqual(['experiment aborted', 'recovery aborted', 'recovery succeeded']);
  });
});
