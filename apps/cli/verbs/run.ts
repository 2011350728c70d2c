import { deployed, directoryOfReports, file, forcePrecheck, local, parameters, rollout } from './flags.ts';
import type { Verb } from './verb.ts';

export const run: Verb = {
  name: 'run',
  summary: 'run an experiment, watch it, and write its report',
  args: [file],
  flags: [
    ...deployed,
    local,
    ...parameters,
    ...rollout,
    forcePrecheck,
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
  load: () => import('../commands/run.ts'),
};
