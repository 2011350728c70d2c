import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { everything, placed } from '../stacks/synthesized.ts';
import { temporaryFolder } from '../temporary-folder.ts';
import { python } from './virtual-environment.ts';

const run = promisify(execFile);
/** cfn-lint has no __main__ of its own. */
const main = 'import sys; from cfnlint.runner import main; sys.exit(main())';
const schedule = { cron: '0 10 ? * TUE *', timeZone: 'Europe/Berlin' };

it('every template of the whole deployment passes cfn-lint without an error', async () => {
  const { stacks } = placed(everything, schedule).synth();
  expect(stacks.map(({ stackName }) => stackName).length).toBe(9);
  const files = stacks.map(({ templateFullPath }) => templateFullPath);
  // Exit code 4 is "warnings only"; errors have bit 2.
  const answer = await run(python, ['-c', main, '--non-zero-exit-code', 'error', '--', ...files]).catch(
    (error) => error,
  );
  expect({ code: answer.code ?? 0, errors: String(answer.stdout).match(/^E\d{4} .*$/gm) ?? [] }, answer.stdout).toEqual(
    { code: 0, errors: [] },
  );
});

it('cfn-lint finds what is wrong', async () => {
  const { stacks } = placed().synth();
  const broken = join(temporaryFolder('broken'), 'broken.template.json');
  writeFileSync(broken, JSON.stringify(stacks[0]!.template).replaceAll('"AWS::DynamoDB::', '"AWS::DynamoDBs::'));
  const answer = run(python, ['-c', main, '--non-zero-exit-code', 'error', '--', broken]);
  await expect(answer).rejects.toMatchObject({ stdout: expect.stringMatching(/^E3006 /m) });
});
