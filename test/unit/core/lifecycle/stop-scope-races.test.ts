/**
 * A run that begins while its scope is stopped, one port call at a time: wherever the switch
 * rises and wherever the runs are looked for, nothing injects once both are over, and
 * nothing is injected after a stop that was acknowledged.
 */
import { expect, test } from 'vitest';
import { type StepName, steps } from '../../../../core/lifecycle/steps.ts';
import { type StoppedRun, stopScope } from '../../../../core/lifecycle/stop-scope.ts';
import type { Ports } from '../../../../core/ports/ports.ts';
import { stream } from '../../../../simulator/engine/random.ts';
import { definition } from './definition.ts';
import { interleaved } from './interleaved.ts';
import { begin, runId, testWorld } from './world.ts';

const incident = { scope: 'service:checkout', by: 'ada', reason: 'incident 12', at: begin } as const;

interface Outcome {
  readonly calls: number;
  /** What must not be. */
  readonly wrong: readonly string[];
}

/** @param blind the switch is asked once, as if Arm did not ask again */
async function race(choose: (waiting: readonly string[]) => string, blind = false): Promise<Outcome> {
  const world = testWorld();
  await world.history.storeDefinition({ hash: 'hash-1', experiment: definition });
  const stopped: StoppedRun[] = [];
  const startedAfter: string[] = [];
  let [calls, asked, over] = [0, 0, false];
  const start = world.faults.start;
  world.faults.start = async (injection) => {
    if (over) startedAfter.push(injection.token);
    return start(injection);
  };
  const run = async (ports: Ports) => {
    const raised = async () => (blind && asked++ > 0 ? [] : ports.switches.raised());
    const seen = blind ? { ...ports, switches: { ...ports.switches, raised } } : ports;
    let at = await steps.Admit(
      { runId, input: { experiment: definition.metadata.name, seed: 7, startedBy: 'bob' } },
      seen,
    );
    while (['Arm', 'VerifyBefore', 'Inject', 'HandOver'].includes(at.next)) {
      world.now += at.waitSeconds * 1000;
      at = await steps[at.next as StepName](at, seen);
    }
  };
  const stop = async (ports: Ports) => {
    stopped.push(...(await stopScope(incident, ports)));
    over = true;
  };
  await interleaved(world.ports, { run, stop }, (waiting) => {
    const name = choose(waiting);
    if (name === 'run') calls++;
    return name;
  });
  const record = await world.ports.runs.load(runId);
  const wrong: string[] = [];
  if (record?.phase === 'injecting') wrong.push('it injects under a raised switch');
  const acknowledged = stopped.some((each) => 'aborted' in each && each.aborted.known && each.aborted.acknowledged);
  if (acknowledged && startedAfter.length > 0) wrong.push('injected after the stop was acknowledged');
  if (record?.phase === 'proposed') wrong.push('it waits for nothing');
  return { calls, wrong };
}

/** `first` calls of the run, then the switch, `between` calls of the run, and then the rest of the stop. */
function cut(first: number, between: number): (waiting: readonly string[]) => string {
  let [run, stop] = [0, 0];
  return (waiting) => {
    const due = stop === 0 ? first : first + between;
    const name = waiting.includes('run') && (run < due || !waiting.includes('stop')) ? 'run' : 'stop';
    if (name === 'run') run++;
    else stop++;
    return waiting.includes(name) ? name : waiting[0]!;
  };
}

/** Every pair of places. Answers what went wrong, by place. */
async function everyCut(blind = false): Promise<{ readonly races: number; readonly wrong: readonly string[] }> {
  const { calls } = await race((waiting) => (waiting.includes('run') ? 'run' : 'stop'), blind);
  const wrong: string[] = [];
  let races = 0;
  for (let first = 0; first <= calls; first++)
    for (let between = 0; first + between <= calls; between++) {
      races++;
      const found = await race(cut(first, between), blind);
      wrong.push(...found.wrong.map((what) => `${first}+${between}: ${what}`));
    }
  return { races, wrong };
}

test('wherever the switch rises, and wherever runs are looked for after it', async () => {
  const { races, wrong } = await everyCut();
  expect(wrong).toEqual([]);
  expect(races).toBeGreaterThan(300);
});

test('an Arm that does not ask again is found out', async () => {
  const { wrong } = await everyCut(true);
  expect(wrong.join('\n')).toContain('it injects under a raised switch');
});

test.each(Array.from({ length: 150 }, (_, seed) => seed))('calls in any order, seed %i', async (seed) => {
  const random = stream(seed, 'order');
  const { wrong } = await race((waiting) => waiting[random.int(waiting.length)]!);
  expect(wrong, `seed ${seed}`).toEqual([]);
});
