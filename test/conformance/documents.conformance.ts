/** The scripts of our Systems Manager documents, read by ShellCheck: what is run, and what is left on the host to take it back. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { scriptOf } from '../../lib/documents/compose.ts';
import { hostDocuments } from '../../lib/documents/documents.ts';
import { ensureVirtualEnvironment, python } from './virtual-environment.ts';

const root = join(import.meta.dirname, '../..');
const read = (name: string) => readFileSync(join(root, 'templates/ssm/scripts', `${name}.sh`), 'utf8');

beforeAll(ensureVirtualEnvironment);

const scripts = hostDocuments.flatMap((document) => [
  [document.name, scriptOf(document, root)] as const,
  ...(document.name === 'revert'
    ? []
    : [
        [
          `the way back of ${document.name}`,
          `token=a1\nfault='${document.name}'\n${read(`${document.name}.undo`)}\n${read('take-back')}`,
        ] as const,
      ]),
]);

test.each(scripts)('%s', (_name, script) => {
  const command = join(dirname(python), 'shellcheck');
  const { status, stdout } = spawnSync(command, ['--shell=bash', '--severity=warning', '--format=gcc', '-'], {
    input: script,
    encoding: 'utf8',
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
});
