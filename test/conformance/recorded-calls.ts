/** What the suite's servers and clients saw of AWS, one line of JSON a call, in a folder of the whole suite's. */
import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** As a server of the suite took it. moto's are written by `recorded_calls.py`. */
export interface RecordedCall {
  /** Who answered, or had its hand in the answer. */
  readonly by: 'moto' | 'fis-stub' | 'policy-simulator' | 'quota-service' | 'run-command' | 'gateway' | 'paging';
  /** As the request was signed for it: `states`, `monitoring`, … */
  readonly service: string;
  /** Missing where only method and path say it. */
  readonly operation?: string | null;
  readonly method: string;
  readonly path: string;
  /** The caller's `user-agent`: our SDK, moto's own boto3, the AWS command line. */
  readonly agent: string;
  /** `amz-sdk-invocation-id`: the same at every server that a call passes through. */
  readonly id?: string | null;
  readonly status: number;
  /** Of an error: its code, or the exception of the server. */
  readonly reason?: string;
}

/** A client of a test file made this call: for the product, or for the suite's own purposes. */
export interface Claim {
  readonly by: 'client';
  readonly id: string;
  readonly from: 'product' | 'suite';
}

/** A resource of a template that moto's CloudFormation did not create. */
export interface Skipped {
  readonly by: 'stacks';
  readonly stack: string;
  readonly type: string;
  readonly logicalId: string;
}

export type Line = RecordedCall | Claim | Skipped;

const folder = 'SQUALL_RECORDED_CALLS_FOLDER';
const file = 'SQUALL_RECORDED_CALLS';

/** @returns where it is; processes that are started from now on find it in their environment */
export function makeRecords(): string {
  const made = mkdtempSync(join(tmpdir(), 'squall-calls-'));
  process.env[folder] = made;
  return made;
}

export function removeRecords(): void {
  if (process.env[folder]) rmSync(process.env[folder], { recursive: true, force: true });
}

/** What this process records is this test file's. Without a folder nothing is recorded. */
export function recordFor(testFile: string): void {
  if (process.env[folder]) process.env[file] = join(process.env[folder], `${basename(testFile)}.jsonl`);
}

/** Of this test file, for servers that record by themselves. */
export const recordsFile = (): string | undefined => process.env[file];

export function record(line: Line): void {
  if (process.env[file]) appendFileSync(process.env[file], `${JSON.stringify(line)}\n`);
}

/** What a server of the suite answered, or had its hand in. */
export function recordAnswer(
  { method = '', url = '/', headers }: IncomingMessage,
  answered: Pick<RecordedCall, 'by' | 'service' | 'operation' | 'status'>,
): void {
  const id = headers['amz-sdk-invocation-id'];
  const path = new URL(url, 'http://localhost').pathname;
  record({ ...answered, method, path, agent: headers['user-agent'] ?? '', id: id === undefined ? null : String(id) });
}

/** By the test file's name. */
export function recorded(): ReadonlyMap<string, readonly Line[]> {
  const from = process.env[folder];
  if (!from) return new Map();
  const lines = (name: string) => readFileSync(join(from, name), 'utf8').split('\n').filter(Boolean);
  return new Map(
    readdirSync(from).map((name) => [
      name.replace(/\.jsonl$/, ''),
      lines(name).map((line) => JSON.parse(line) as Line),
    ]),
  );
}
