/** The functions as they are deployed: the built bundles, their environment, and a host that calls them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { Instant } from '../../core/ports/clock.ts';
import { type Environment, variablesOf } from '../../lambdas/runtime/environment.ts';
import { names } from '../../lib/configuration/names.ts';
import { bundleFunctions } from '../../lib/constructs/bundle.ts';
import type { Call, Told } from './functions-host.ts';
import { motoCredentials } from './moto.ts';

export interface Functions {
  /** Physical names, such as `squall-staging-verify-before`. */
  readonly names: readonly string[];
  /** One call of one function at a time, as an environment of Lambda takes them. @throws by the name that the handler threw */
  invoke(functionName: string, event: unknown, now: Instant): Promise<unknown>;
  /** How many have begun. */
  calls(): number;
  /** Whatever is being called is dead, as in a crash of its environment; the next call finds a new one. */
  kill(): Promise<void>;
  /** What they have logged, metrics among it: JSON, a line each. */
  readonly lines: readonly string[];
  stop(): Promise<void>;
}

const root = join(import.meta.dirname, '../..');

/** Built anew from what stands in the tree. @param endpoint of all of AWS */
export async function startFunctions(environment: Environment, endpoint: string): Promise<Functions> {
  const folder = mkdtempSync(join(tmpdir(), 'squall-functions-'));
  const { shared, stopper, sizes } = await bundleFunctions(root, folder);
  // `triggers/stop` is alone in its bundle; the others lie in theirs by their rooms.
  const files = new Map(
    Object.keys(sizes).map((entry) => [
      `${names.prefix(environment.stage)}-${basename(entry)}`,
      entry === 'triggers/stop' ? join(stopper, 'stop.mjs') : join(shared, `${entry}.mjs`),
    ]),
  );
  const lines: string[] = [];
  const waiting = new Map<number, (told: Told) => void>();
  const lost = (why: string) => {
    for (const [id, tell] of waiting) tell({ id, errorType: 'Runtime.ExitError', errorMessage: why });
    waiting.clear();
  };
  const hosted = (): Worker => {
    const fresh = new Worker(new URL('./functions-host.ts', import.meta.url), {
      // Nothing of this process's own: what the stack does not set, a function does not have.
      env: {
        ...variablesOf(environment),
        AWS_REGION: environment.region,
        AWS_ACCESS_KEY_ID: motoCredentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: motoCredentials.secretAccessKey,
        AWS_ENDPOINT_URL: endpoint,
      },
      execArgv: [],
      stdout: true,
      stderr: true,
    });
    for (const stream of [fresh.stdout, fresh.stderr])
      createInterface({ input: stream }).on('line', (line) => lines.push(line));
    fresh.on('message', (told: Told) => {
      waiting.get(told.id)?.(told);
      waiting.delete(told.id);
    });
    fresh.on('error', (error) => lost(error.message));
    return fresh;
  };
  let worker = hosted();

  let calls = 0;
  const busy = new Map<string, Promise<unknown>>();
  async function call(functionName: string, event: unknown, now: Instant): Promise<unknown> {
    const file = files.get(functionName);
    if (!file) throw new Error(`no bundle has the function ${functionName}`);
    const given: Call = { id: ++calls, functionName, file, event, now, timeout: environment.functionTimeout };
    const told = await new Promise<Told>((resolve) => {
      waiting.set(given.id, resolve);
      worker.postMessage(given);
    });
    if ('answer' in told) return told.answer;
    throw Object.assign(new Error(told.errorMessage), { name: told.errorType });
  }

  return {
    names: [...files.keys()],
    invoke(functionName, event, now) {
      const answer = (busy.get(functionName) ?? Promise.resolve()).then(() => call(functionName, event, now));
      busy.set(
        functionName,
        answer.catch(() => {}),
      );
      return answer;
    },
    calls: () => calls,
    lines,
    async kill() {
      const dead = worker;
      worker = hosted();
      await dead.terminate();
      lost('the environment ended');
    },
    async stop() {
      await worker.terminate();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
