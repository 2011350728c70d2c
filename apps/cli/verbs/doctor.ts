import { deployed, directory, local, output } from './flags.ts';
import type { Verb } from './verb.ts';

export const doctor: Verb = {
  name: 'doctor',
  summary: 'check what a run depends on; with --trip, fire a stop alarm and measure the time to stop',
  args: [{ name: '[file]', text: 'with --trip: the experiment that the alarm guards; the sample fleet when missing' }],
  flags: [
    ...deployed,
    local,
    { flags: '--trip <alarm>', text: 'fire this stop alarm while a fault is active, and measure' },
    { flags: '--seed <n>', text: 'with --trip: make the choices of a seed; random when missing', parse: 'whole' },
    { flags: '-p, --param <name=value>', text: 'with --trip: set a parameter of the experiment', many: true },
    { flags: '--confirm <alarm>', text: 'the alarm, where nobody can type it', only: 'aws' },
    { flags: '--in <dir>', text: 'where experiment files are looked for; this directory when missing', only: 'local' },
    { ...output, choices: ['table', 'json', 'yaml'] },
    directory,
  ],
  examples: [
    'squall doctor',
    'squall doctor --trip shop-checkout-5xx templates/experiments/cpu-stress/experiment.yaml',
    'squall doctor --trip squall-staging-sample-5xx --aws --stage staging',
  ],
  load: () => import('../commands/doctor.ts'),
};
