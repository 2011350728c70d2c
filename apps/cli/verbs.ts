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
  /** Says something only of runs on this machine, or only of those in AWS. */
  readonly only?: 'local' | 'aws';
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
const directoryHere: Flag = { ...directory, only: 'local' };
const directoryOfReports: Flag = { ...directory, text: 'where runs are kept, and reports of those in AWS' };
const output: Flag = {
  flags: '-o, --output <format>',
  text: 'how to print it',
  choices: ['table', 'json', 'yaml'],
  default: 'table',
};
const local: Flag = { flags: '--local', text: 'on the simulated cloud (the default)', only: 'local' };
/** One flag makes it real, and nothing else does. */
const deployed: readonly Flag[] = [
  { flags: '--aws', text: 'on a platform deployed in AWS, instead of this machine' },
  { flags: '--config <file>', text: 'its configuration; squall.config.yaml when missing', only: 'aws' },
  { flags: '--stage <stage>', text: 'found by the stacks of its stage, instead of a configuration', only: 'aws' },
  { flags: '--region <region>', text: "where they are; your shell's Region when missing", only: 'aws' },
];
const parameters: readonly Flag[] = [
  { flags: '--seed <n>', text: 'make the choices (and the traffic) of a seed; random when missing', parse: 'whole' },
  { flags: '-p, --param <name=value>', text: 'set a parameter of the experiment', many: true },
  {
    flags: '--traffic <model>',
    text: 'requests one by one, or metrics derived from capacity',
    choices: ['requests', 'closed-form'],
    only: 'local',
  },
];
const file = { name: '<file>', text: 'an experiment file; with --aws also the name of a deployed one' };
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
      ...deployed,
      local,
      ...parameters,
      { ...output, choices: ['text', 'json', 'yaml'], default: 'text' },
      {
        flags: '--predict [n]',
        text: 'rehearse it n times first (5 when n is missing), and say how likely it holds',
        preset: '5',
        parse: 'rehearsals',
        only: 'local',
      },
      {
        flags: '--preview',
        text: 'show it to FIS with every action skipped, and refuse what it sees otherwise; takes the rights to start',
        only: 'aws',
      },
      { flags: '--detailed-exitcode', text: '0 nothing would be touched, 1 error, 2 something would, 3 refused' },
    ],
    examples: [
      'squall plan templates/experiments/az-power-interruption/experiment.yaml --seed 7',
      'squall plan templates/experiments/az-power-interruption/experiment.yaml --predict 20',
      'squall plan az-power-interruption --aws --stage staging',
    ],
    load: () => import('./commands/plan.ts'),
  },
  {
    name: 'run',
    summary: 'run an experiment, watch it, and write its report',
    args: [file],
    flags: [
      ...deployed,
      local,
      ...parameters,
      {
        flags: '--speed <n>',
        text: 'virtual seconds a second, or max (the default)',
        parse: 'speed',
        only: 'local',
      },
      { flags: '-y, --yes', text: 'do not ask, unless a target carries a production tag' },
      { flags: '--confirm <name>', text: "the experiment's name, for production targets where nobody can type it" },
      { flags: '--plan <hash>', text: 'refuse unless this is still the plan' },
      { flags: '--continue', text: 'go on in the world that the last run left, instead of a new one', only: 'local' },
      {
        flags: '--approved-by <name>',
        text: 'play the part of someone who approves it, recorded as simulated',
        many: true,
        only: 'local',
      },
      {
        flags: '--wait-for-approval',
        text: 'wait for squall approve from elsewhere, with the world standing still; the default on a terminal',
        only: 'local',
      },
      { flags: '--detach', text: 'print the id of the run once it has been asked for, and leave', only: 'aws' },
      { flags: '--json', text: 'print NDJSON, one object a transition; the last is the result' },
      { flags: '--junit <file>', text: 'write a result that a CI understands' },
      { flags: '--report <dir>', text: 'where the report goes, instead of <directory>/reports/<run>' },
      directoryOfReports,
    ],
    examples: [
      'squall run templates/experiments/az-power-interruption/experiment.yaml --seed 7 --yes',
      'squall run experiment.yaml --param duration=PT5M --speed 60',
      'squall run experiment.yaml --aws --seed 7 --plan 2fd887e347229b3d',
    ],
    load: () => import('./commands/run.ts'),
  },
  {
    name: 'watch',
    summary: 'follow a run of another process, or in AWS, until it ends',
    args: [run],
    flags: [
      ...deployed,
      directoryHere,
      { flags: '--json', text: 'print NDJSON, one object a transition; the last is the result' },
    ],
    examples: ['squall watch last', 'squall watch last --aws'],
    load: () => import('./commands/watch.ts'),
  },
  {
    name: 'approve',
    summary: 'let a run begin that someone else has started and that waits for approval',
    args: [run],
    flags: [
      ...deployed,
      directoryHere,
      { flags: '--reason <text>', text: 'recorded with the approval' },
      { flags: '--plan <hash>', text: 'refuse unless the run waits with this plan' },
      {
        flags: '--as <name>',
        text: 'the part you play, recorded as simulated; in AWS you are who STS says',
        only: 'local',
      },
    ],
    examples: ['squall approve last --as bob', 'squall approve last --aws --stage staging --plan 2fd887e347229b3d'],
    load: () => import('./commands/approve.ts'),
  },
  {
    name: 'stop',
    summary: 'abort a run and roll back, wherever it runs',
    args: [run],
    flags: [
      ...deployed,
      directoryHere,
      { flags: '--reason <text>', text: 'recorded as the cause', default: 'asked for with squall stop' },
      { flags: '--no-wait', text: 'answer once it has been asked for' },
    ],
    examples: ['squall stop last --reason "errors at checkout"', 'squall stop last --aws --stage staging'],
    load: () => import('./commands/stop.ts'),
  },
  {
    name: 'reap',
    summary: 'bring every abandoned run to rest',
    args: [],
    flags: [...deployed, local, directoryHere],
    examples: ['squall reap --local', 'squall reap --aws'],
    load: () => import('./commands/reap.ts'),
  },
  {
    name: 'ls',
    summary: 'list runs, experiments, faults or worlds',
    args: [{ name: '[what]', text: 'runs (the default)', choices: ['runs', 'experiments', 'faults', 'worlds'] }],
    flags: [
      ...deployed,
      output,
      { flags: '--experiment <name>', text: 'runs of one experiment' },
      { flags: '--verdict <verdict>', text: 'runs that showed this', choices: ['held', 'refuted', 'inconclusive'] },
      { flags: '--unfinished', text: 'runs without a terminal record' },
      { flags: '--limit <n>', text: 'at most so many, newest first', parse: 'whole' },
      {
        flags: '--in <dir>',
        text: 'where experiments and worlds are looked for; the built-in ones when missing',
        only: 'local',
      },
      directoryHere,
    ],
    examples: [
      'squall ls',
      'squall ls faults',
      'squall ls experiments --aws',
      'squall ls runs --verdict refuted --output json',
    ],
    load: () => import('./commands/ls.ts'),
  },
  {
    name: 'show',
    summary: 'show one run: what it did, what it showed, what was undone',
    args: [run],
    flags: [
      ...deployed,
      output,
      { flags: '--canonical', text: 'what a seed decides and nothing else: two replays print the same bytes' },
      directoryHere,
    ],
    examples: ['squall show last', 'squall show last --canonical | sha256sum'],
    load: () => import('./commands/show.ts'),
  },
  {
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
    load: () => import('./commands/report.ts'),
  },
  {
    name: 'certify',
    summary: 'exercise the whole platform on its sample fleet, and sign evidence of what was restored',
    args: [],
    flags: [
      ...deployed,
      local,
      { flags: '--only <exercise>', text: 'one exercise, or several; nothing is certified by them', many: true },
      { flags: '--seed <n>', text: 'make the choices of a seed; random when missing', parse: 'whole' },
      { flags: '-y, --yes', text: 'do not ask before a rehearsal', only: 'local' },
      { flags: '--confirm <stage>', text: 'the stage, where nobody can type it' },
      { flags: '--key <file>', text: 'sign with this Ed25519 key (PEM) instead of <directory>/certify.key' },
      { flags: '--out <dir>', text: 'where evidence goes, instead of <directory>/certifications/<id>' },
      { flags: '--json', text: 'print NDJSON; the last line is the result' },
      { flags: '--verify <file>', text: 'say whether evidence is what was signed; nothing else is done' },
      { flags: '--public-key <file>', text: 'with --verify: the key (PEM) that it must be signed with' },
      directory,
    ],
    examples: [
      'squall certify --yes',
      'squall certify --aws --stage staging',
      'squall certify --verify evidence.json --public-key certify.key.pub',
    ],
    load: () => import('./commands/certify.ts'),
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
