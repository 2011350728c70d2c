/** I12: no token or secret in logs, journals, notices, records of a cause, screens or reports. */
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { failureOf } from '../../adapters/aws/errors.ts';
import { askHttp } from '../../adapters/aws/http.ts';
import { openDatabase } from '../../adapters/simulated/database.ts';
import { openHistory } from '../../adapters/simulated/history.ts';
import { memoryHistory } from '../../adapters/simulated/memory-history.ts';
import { explain } from '../../apps/cli/failure.ts';
import type { Io } from '../../apps/cli/io.ts';
import { printed } from '../../apps/cli/screen/output.ts';
import { plainAll } from '../../apps/cli/text/plain.ts';
import { heardJournal } from '../../apps/local/heard-journal.ts';
import { html, json, junit, markdown } from '../../apps/report/index.ts';
import type { JournalEntry } from '../../core/history/journal.ts';
import type { RunHistory } from '../../core/history/run-history.ts';
import { abort } from '../../core/lifecycle/abort.ts';
import { ensureRecovery } from '../../core/lifecycle/ensure-recovery.ts';
import { notify } from '../../core/lifecycle/notify.ts';
import type { Ports } from '../../core/ports/ports.ts';
import { redact, redactText, redactTexts } from '../../core/secrets/redact.ts';
import { telemetryOf } from '../../lambdas/runtime/telemetry.ts';
import { recordOf } from '../contract/records.ts';
import { histories } from '../fixtures/histories.ts';
import { opaque, plantedText, secretName } from './planted.ts';

const runs = { numRuns: 150 };
afterEach(() => {
  vi.restoreAllMocks();
});

test('a planted secret is hidden in any text, hidden once, and nothing else is', () => {
  fc.assert(
    fc.property(plantedText, ({ secret, text }) => {
      const clean = redactText(text);
      expect(clean).not.toContain(secret);
      expect(redactText(clean)).toBe(clean);
    }),
    { numRuns: 1000 },
  );
  for (const innocent of [
    'success-rate stayed at least 99.5: p99 stayed at most 800 and 6 of 6 were healthy',
    'arn:aws:ec2:eu-central-1:111122223333:instance/i-09375584ced88911a',
    'nothing is found under its token; looking again',
    'ExpiredTokenException: the security token included in the request is expired',
    'alarm shop-checkout-5xx went into ALARM at 2026-03-03T09:41:00Z',
    'not injecting: opt-in: orders-1 does not carry the tag resilience:fis-enabled=true',
  ])
    expect(redactText(innocent)).toBe(innocent);
});

test('and takes time in proportion to a text, whatever it is of', () => {
  for (const piece of ['://a:', 'password', 'token=', 'eyJ', 'bearer ', '-----BEGIN PRIVATE KEY-----', 'a:b@', 'key"'])
    expect(redactText(piece.repeat(4000)).length).toBeGreaterThan(0);
});

const entryWith = (text: string): JournalEntry => ({
  runId: 'run-1',
  at: 0,
  step: 'Undo',
  wave: 1,
  visit: 0,
  n: 0,
  type: 'undoing',
  entryId: '1/a',
  how: `could not be undone yet: ${text}`,
});

describe('no journal', () => {
  test.each(['memory', 'SQLite'])('in %s, nor what is told of it as it is written', async (kind) => {
    await fc.assert(
      fc.asyncProperty(plantedText, async ({ secret, text }) => {
        const database = openDatabase(':memory:');
        const { journal } = kind === 'memory' ? memoryHistory() : openHistory(database, 't');
        const heard: JournalEntry[] = [];
        await heardJournal(journal, (entry) => heard.push(entry)).append([entryWith(text)]);
        const standing = await journal.read('run-1');
        database.close();
        expect(standing).toHaveLength(1);
        expect(JSON.stringify(standing)).not.toContain(secret);
        expect(heard).toEqual(standing);
      }),
      { numRuns: 40 },
    );
  });
});

test('no cause of a run, and so no reason of its end', async () => {
  await fc.assert(
    fc.asyncProperty(plantedText, fc.constantFrom(abort, ensureRecovery), async ({ secret, text }, end) => {
      const history = memoryHistory();
      await history.runs.propose(recordOf('run-1'));
      const executions = { look: async () => ({ state: 'absent' }), start: async () => {}, stop: async () => {} };
      const ports = { ...history, executions, clock: { now: () => 1 }, stage: { functionTimeout: 1 } };
      await end('run-1', { kind: 'person', detail: `ada stopped it: ${text}`, at: 1 }, ports as unknown as Ports);
      const record = await history.runs.load('run-1');
      expect(record?.cause?.detail).toContain('ada stopped it');
      expect(JSON.stringify([record, await history.journal.read('run-1')])).not.toContain(secret);
    }),
    { numRuns: 60 },
  );
});

test('no notice', async () => {
  await fc.assert(
    fc.asyncProperty(plantedText, async ({ secret, text }) => {
      const send = vi.fn(async () => {});
      await notify({ runId: 'run-1', kind: 'aborted', subject: text, body: text }, { notices: { send } });
      expect(JSON.stringify(send.mock.calls)).not.toContain(secret);
    }),
    runs,
  );
});

test('no log line, of an error, of its cause, or of anything beside it', () => {
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  const lines: string[] = [];
  for (const level of ['log', 'info', 'warn', 'error', 'debug'] as const)
    vi.spyOn(console, level).mockImplementation((line: unknown) => void lines.push(String(line)));
  const { logger } = telemetryOf('Undo');
  fc.assert(
    fc.property(plantedText, secretName, opaque, ({ secret, text }, name, value) => {
      lines.length = 0;
      logger.error(text, new Error(text, { cause: new Error(text) }));
      logger.info('step done', { detail: text, nested: [{ [name]: value }] });
      logger.appendKeys({ runId: text });
      logger.warn('more');
      logger.resetKeys();
      expect(lines).toHaveLength(3);
      expect(lines.join('\n')).not.toContain(secret);
      expect(lines.join('\n')).not.toContain(value);
    }),
    runs,
  );
  vi.unstubAllEnvs();
});

test('no error of an AWS call, and no answer of a probe', async () => {
  await fc.assert(
    fc.asyncProperty(plantedText, async ({ secret, text }) => {
      const error = Object.assign(new Error(text), { name: 'AccessDeniedException' });
      const failure = failureOf(error, 'FIS StartExperiment') as Error;
      expect(failure.name).toBe('AccessDenied');
      expect(failure.message).not.toContain(secret);
      expect(explain(failure, false).text).not.toContain(secret);
      expect(explain(error, true).text).not.toContain(secret);
      const broken = () => Promise.reject(new TypeError('fetch failed', { cause: new Error(text) }));
      expect(JSON.stringify(await askHttp('https://shop.example/', 1000, broken))).not.toContain(secret);
      expect(JSON.stringify(await askHttp(`http://shop.example/?${text}`, 1000))).not.toContain(secret);
    }),
    runs,
  );
  const asked = vi.fn();
  const answer = await askHttp('https://ada:hunter2hunter2@shop.example/', 1000, asked);
  expect(answer).toEqual({
    failed: 'an address with a name or password in it is not asked: https://(hidden)@shop.example/',
  });
  expect(asked).not.toHaveBeenCalled();
});

/** A history with a secret wherever a stranger may have put one. */
function leaky(text: string, name: string, value: string): RunHistory {
  const { record, journal, ledger } = histories.held!;
  const { plan } = record;
  const targets = plan.targets.map((target) => ({
    ...target,
    matched: target.matched.map((found) => ({ ...found, tags: { ...found.tags, note: text, [name]: value } })),
  }));
  return {
    record: {
      ...record,
      plan: {
        ...plan,
        targets,
        parameters: { ...plan.parameters, note: text, [name]: value },
        steps: plan.steps.map((step) => ({ ...step, parameters: { ...step.parameters, documentParameters: text } })),
      },
      terminal: { ...record.terminal!, reason: text },
    },
    journal: [...journal, entryWith(text)],
    ledger,
  };
}

test('no screen, no output for programs and no report', async () => {
  await fc.assert(
    fc.asyncProperty(plantedText, secretName, opaque, async ({ secret, text }, name, value) => {
      const history = leaky(text, name, value);
      let out = '';
      const io = { out: (line: string) => (out += line), write: (line: string) => (out += line) } as unknown as Io;
      await printed(io, 'json', history);
      await printed(io, 'yaml', history);
      const faces = [html, markdown, json, junit].map((face) => face(history));
      const shown = [out, JSON.stringify(plainAll(history)), ...faces, JSON.stringify(redact(history))].join('\n');
      expect(shown).not.toContain(secret);
      expect(shown).not.toContain(value);
    }),
    { numRuns: 20 },
  );
});

test('what is ours is left as it is', () => {
  const { journal, record } = histories.held!;
  expect(redactTexts(journal)).toEqual(journal);
  expect(redactTexts(record)).toEqual(record);
});
