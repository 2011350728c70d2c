import { deployed, directoryOfReports, run } from './flags.ts';
import type { Verb } from './verb.ts';

export const report: Verb = {
  name: 'report',
  summary: 'write the report of a run again',
  args: [run],
  flags: [
    ...deployed,
    {
      flags: '-f, --format <format>',
      text: 'one format, or several; all when missing',
      choices: ['html', 'markdown', 'json', 'junit'],
      many: true,
    },
    { flags: '--out <dir>', text: 'where to; - prints one format to stdout' },
    directoryOfReports,
  ],
  examples: ['squall report last --format html --out /tmp/report', 'squall report last -f markdown --out -'],
  load: () => import('../commands/report.ts'),
};
