/** The table of commands: what `squall --help` lists. Each is loaded only when it is called. */
import type { Io } from './io.ts';

export interface Flag {
  /** As commander reads it: `--seed <n>`. */
  readonly flags: string;
  readonly text: string;
  readonly choices?: readonly string[];
  readonly default?: string;
  /** Given many times, it collects. */
  readonly many?: true;
  /** What an optional value, `--predict [n]`, is when it is left out. */
  readonly preset?: string;
  readonly parse?: 'whole' | 'speed' | 'rehearsals';
}

export interface Verb {
  readonly name: string;
  readonly summary: string;
  /** As commander reads them: `<file>`, `<files...>`, `[run]`. */
  readonly args: readonly { readonly name: string; readonly text: string; readonly choices?: readonly string[] }[];
  readonly flags: readonly Flag[];
  /** Shown below the help of the verb. */
  readonly examples: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: each command types the options that its own flags give
  readonly load: () => Promise<{ execute(io: Io, args: readonly string[], options: any): Promise<number> }>;
}

const directory: Flag = { flags: '--directory <dir>', text: 'where runs are kept', default: '.squall' };
const output: Flag = {
  flags: '-o, --output <format>',
  text: 'how to print it',
  choices: ['table', 'json', 'yaml'],
  default: 'table',
};
const local: Flag = { flags: '--local', text: 'rehearse on the simulated cloud (the default)' };
const aws: Flag = { flags: '--aws', text: 'not in this version: it rehearses locally only' };
const parameters: readonly Flag[] = [
  { flags: '--seed <n>', text: 'replay the choices and the traffic of a seed; random when missing', parse: 'whole' },
  { flags: '-p, --param <name=value>', text: 'set a parameter of the experiment', many: true },
  {
    flags: '--traffic <model>',
    text: 'requests one by one, or metrics derived from capacity',
    choices: ['requests', 'closed-form'],
  },
];
const file = { name: '<file>', text: 'an experiment file' };
const run = { name: '[run]', text: 'a run id, the beginning of one, or "last" (the default)' };

export const verbs: readonly Verb[] = [
  {
    name: 'validate',
    summary: 'check experiment and world files, and list every problem',
    args: [{ name: '<files...>', text: 'experiment and world files' }],
    flags: [{ ...output, choices: ['text', 'json', 'yaml'], default: 'text' }],
    examples: ['squall validate templates/experiments/*/experiment.yaml'],
    load: () => import('./commands/validate.ts'),
  },
  {
    name: 'plan',
    summary: 'show what a run would touch, how it is undone, and what would refuse it',
    args: [file],
    flags: [
      local,
      aws,
      ...parameters,
      { ...output, choices: ['text', 'json', 'yaml'], default: 'text' },
      {
        flags: '--predict [n]',
        text: 'rehearse it n times first (5 when n is missing), and say how likely it holds',
        preset: '5',
        parse: 'rehearsals',
      },
      { flags: '--detailed-exitcode', text: '0 nothing would be touched, 1 error, 2 something would, 3 refused' },
    ],
    examples: [
      'squall plan templates/experiments/az-power-interruption/experiment.yaml --seed 7',
      'squall plan templates/experiments/az-power-interruption/experiment.yaml --predict 20',
    ],
    load: () => import('./commands/plan.ts'),
  },
  {
    name: 'run',
    summary: 'run an experiment, watch it, and write its report',
    args: [file],
    flags: [
      local,
      aws,
      ...parameters,
      { flags: '--speed <n>', text: 'virtual seconds a second, or max', default: 'max', parse: 'speed' },
      { flags: '-y, --yes', text: 'do not ask, unless a target carries a production tag' },
      { flags: '--confirm <name>', text: "the experiment's name, for production targets where nobody can type it" },
      { flags: '--plan <hash>', text: 'refuse unless this is still the plan' },
      { flags: '--continue', text: 'go on in the world that the last run left, instead of a new one' },
      { flags: '--json', text: 'print NDJSON, one object a transition; the last is the result' },
      { flags: '--junit <file>', text: 'write a result that a CI understands' },
      { flags: '--report <dir>', text: 'where the report goes, instead of <directory>/reports/<run>' },
      directory,
    ],
    examples: [
      'squall run templates/experiments/az-power-interruption/experiment.yaml --seed 7 --yes',
      'squall run experiment.yaml --param duration=PT5M --speed 60',
    ],
    load: () => import('./commands/run.ts'),
  },
  {
    name: 'watch',
    summary: 'follow a run of another process until it ends',
    args: [run],
    flags: [directory, { flags: '--json', text: 'print NDJSON, one object a transition; the last is the result' }],
    examples: ['squall watch last'],
    load: () => import('./commands/watch.ts'),
  },
  {
    name: 'stop',
    summary: 'abort a run and roll back, wherever it runs',
    args: [run],
    flags: [
      directory,
      { flags: '--reason <text>', text: 'recorded as the cause', default: 'asked for with squall stop' },
      { flags: '--no-wait', text: 'answer once it has been asked for' },
    ],
    examples: ['squall stop last --reason "errors at checkout"'],
    load: () => import('./commands/stop.ts'),
  },
  {
    name: 'reap',
    summary: 'bring every abandoned run to rest',
    args: [],
    flags: [local, aws, directory],
    examples: ['squall reap --local'],
    load: () => import('./commands/reap.ts'),
  },
  {
    name: 'ls',
    summary: 'list runs, experiments, faults or worlds',
    args: [{ name: '[what]', text: 'runs (the default)', choices: ['runs', 'experiments', 'faults', 'worlds'] }],
    flags: [
      output,
      { flags: '--experiment <name>', text: 'runs of one experiment' },
      { flags: '--verdict <verdict>', text: 'runs that showed this', choices: ['held', 'refuted', 'inconclusive'] },
      { flags: '--unfinished', text: 'runs without a terminal record' },
      { flags: '--limit <n>', text: 'at most so many runs, newest first', parse: 'whole' },
      { flags: '--in <dir>', text: 'where experiments and worlds are looked for; the built-in ones when missing' },
      directory,
    ],
    examples: ['squall ls', 'squall ls faults', 'squall ls runs --verdict refuted --output json'],
    load: () => import('./commands/ls.ts'),
  },
  {
    name: 'show',
    summary: 'show one run: what it did, what it showed, what was undone',
    args: [run],
    flags: [
      output,
      { flags: '--canonical', text: 'what a seed decides and nothing else: two replays print the same bytes' },
      directory,
    ],
    examples: ['squall show last', 'squall show last --canonical | sha256sum'],
    load: () => import('./commands/show.ts'),
  },
  {
    name: 'report',
    summary: 'write the report of a run again',
    args: [run],
    flags: [
      {
        flags: '-f, --format <format>',
        text: 'one format, or several; all when missing',
        choices: ['html', 'markdown', 'json', 'junit'],
        many: true,
      },
      { flags: '--out <dir>', text: 'where to; - prints one format to stdout' },
      directory,
    ],
    examples: ['squall report last --format html --out /tmp/report', 'squall report last -f markdown --out -'],
    load: () => import('./commands/report.ts'),
  },
  {
    name: 'schema',
    summary: 'print the JSON Schema (draft-07) that editors complete and check files with',
    args: [{ name: '[kind]', text: 'experiment (the default) or world', choices: ['experiment', 'world'] }],
    flags: [],
    examples: ['squall schema world > world.schema.json'],
    load: () => import('./commands/schema.ts'),
  },
  {
    name: 'completion',
    summary: 'print a completion script for a shell',
    args: [{ name: '<shell>', text: 'the shell', choices: ['bash', 'zsh', 'fish'] }],
    flags: [],
    examples: ['squall completion bash > /etc/bash_completion.d/squall'],
    load: () => import('./commands/completion.ts'),
  },
];
