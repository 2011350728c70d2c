import { deployed, directoryHere, output } from './flags.ts';
import type { Verb } from './verb.ts';

export const monkey: Verb = {
  name: 'monkey',
  summary: 'show what a monkey will do on a day, rehearse a kill, and explain why each came when and where it did',
  args: [
    { name: '<what>', text: 'plan, run, rehearse or explain', choices: ['plan', 'run', 'rehearse', 'explain'] },
    {
      name: '<subject>',
      text: 'of plan, run and rehearse, a monkey file; of explain, a run id, the beginning of one, or "last"',
    },
  ],
  flags: [
    ...deployed,
    {
      flags: '--date <date>',
      text: 'of plan and run: the workday, such as 2026-11-23; of rehearse: the first; the next one when missing',
    },
    {
      flags: '--seed <n>',
      text: 'of plan, run and rehearse: the seed that it is drawn by; random when missing',
      parse: 'whole',
    },
    {
      flags: '--now <time>',
      text: 'of plan and run: as if planned at this time, such as 2026-11-23T11:00Z; when its day is planned, when missing',
    },
    { flags: '--group <name>', text: 'of run: whose kill; the first of the day when missing', only: 'local' },
    { flags: '--days <n>', text: 'of rehearse: so many days; 5 when missing', parse: 'whole', only: 'local' },
    {
      flags: '--report <file>',
      text: 'of rehearse: write what came of it to a file .html, .md or .json',
      only: 'local',
    },
    { flags: '--monkey <file>', text: 'of explain: its file, to compute the odds from as well' },
    directoryHere,
    output,
  ],
  examples: [
    'squall monkey plan templates/monkeys/chaos-monkey/monkey.yaml --date 2026-12-02 --seed 7',
    'squall monkey plan templates/monkeys/chaos-monkey/monkey.yaml --date 2026-12-02 --seed 7 --aws --stage staging',
    'squall monkey run templates/monkeys/chaos-monkey/monkey.yaml --date 2026-12-02 --seed 7',
    'squall monkey rehearse templates/monkeys/chaos-monkey-of-a-fleet/monkey.yaml --date 2026-03-02 --days 30 --seed 7 --report month.html',
    'squall monkey explain last --monkey templates/monkeys/chaos-monkey/monkey.yaml',
  ],
  load: () => import('../commands/monkey.ts'),
};
