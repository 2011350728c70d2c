/** What a ten-minute experiment costs the platform, counted on real handlers and moto's engine. */
import { type DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import { expect, onTestFinished, test } from 'vitest';
import type { Experiment } from '../../core/experiment/schema/experiment.ts';
import { runOf } from '../../core/lifecycle/safety-net.ts';
import type { HandlersPlatform } from './handlers-platform.ts';
import * as runs from './handlers-runs.ts';
import { asText, costLines, dollars, historyEvents, transitionsIn, type WireCall } from './transitions.ts';
import type { Item } from './transitions-table.ts';

const aims = { transitions: 100, dollars: 0.005 };

const tenMinutes = (experiment: Experiment): Experiment => ({
  ...experiment,
  steps: experiment.steps.map((step) => (step.id === 'watch' ? { ...step, with: { duration: 'PT10M' } } : step)),
});

async function items(client: DynamoDBClient, TableName: string): Promise<readonly Item[]> {
  const found: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName }))
    found.push(...(Items as unknown as Item[]));
  return found;
}

/** A test of the file that calls it. @param at the platform, once it stands @param calls what its meter has seen */
export function costOnHandlers(at: () => HandlersPlatform, calls: WireCall[]): void {
  test('ten minutes, sampled every 30 s, take at most 100 transitions and half a cent', async () => {
    const platform = at();
    await runs.deploy(platform, tenMinutes);
    // The sweeper runs whether or not anything else does: it is priced with what the platform costs when idle.
    platform.events.lost = ['sweep'];
    onTestFinished(() => {
      platform.events.lost = [];
    });
    calls.length = 0;
    const [logged, called] = [platform.functions.lines.length, platform.functions.calls()];
    const runId = await runs.start(platform);
    const history = await runs.concluded(platform, runId);
    await runs.expectGivenBack(platform, history);
    expect(history.record.terminal).toMatchObject({ end: 'completed', verdict: 'held' });
    expect(history.record.plan.times.sampleEvery).toBe(30_000);
    const looks = history.journal.filter(({ type }) => type === 'observed');
    expect(looks.length).toBeGreaterThanOrEqual(20);

    const { executions, arns } = platform.machines;
    const own = [...executions.values()].filter((execution) => runOf(execution) === runId);
    const histories = await Promise.all(
      own.map(({ machine, name }) =>
        historyEvents(
          platform.clients.stepFunctions,
          `${arns[machine].replace(':stateMachine:', ':execution:')}:${name}`,
        ),
      ),
    );
    const transitions = histories.reduce((sum, events) => sum + transitionsIn(events), 0);
    const lines = costLines({
      transitions,
      invocations: platform.functions.calls() - called,
      calls,
      items: await items(platform.clients.dynamodb, platform.environment.historyTable),
      logBytes: Buffer.byteLength(platform.functions.lines.slice(logged).join('\n') + JSON.stringify(histories)),
    });
    const minutes = (history.record.terminal!.at - history.record.proposedAt) / 60_000;
    console.log(`${runId}: ${minutes} minutes from its proposal to its terminal record, in dollars\n${asText(lines)}`);
    for (const { what, count } of lines) expect(count, what).toBeGreaterThan(0);
    expect(transitions).toBeLessThanOrEqual(aims.transitions);
    expect(dollars(lines)).toBeLessThanOrEqual(aims.dollars);
  });
}
