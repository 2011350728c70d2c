/** Reads each file of a folder by each reader of ours, in a process of little memory; one line of JSON a file and reader. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { formatProblem, readDocument, readExperimentWithWorld } from '../../apps/documents/read.ts';
import { readConfiguration } from '../../lib/configuration/read.ts';

const readers = { readDocument, readExperimentWithWorld, readConfiguration };
const folder = process.argv[2]!;

for (const name of readdirSync(folder).sort())
  for (const [reader, read] of Object.entries(readers)) {
    const answer = read(join(folder, name)) as { problems?: Parameters<typeof formatProblem>[0][] };
    const problems = (answer.problems ?? []).map((each) => ({
      text: formatProblem(each),
      line: each.line,
      column: each.column,
    }));
    process.stdout.write(`${JSON.stringify({ name, reader, ok: !answer.problems, problems })}\n`);
  }
process.stdout.write(`${JSON.stringify({ polluted: 'polluted' in {} })}\n`);
