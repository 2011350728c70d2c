import { file } from './flags.ts';
import type { Verb } from './verb.ts';

export const exporting: Verb = {
  name: 'export',
  summary: 'write an experiment as a template of AWS FIS, and say what FIS has no place for',
  args: [{ ...file, text: 'an experiment file' }],
  flags: [
    { flags: '--format <format>', text: 'what to write', choices: ['fis'], default: 'fis' },
    { flags: '--output <folder>', text: 'a folder as the FIS template library lays it out; stdout when missing' },
    { flags: '-p, --param <name=value>', text: 'set a parameter of the experiment', many: true },
    { flags: '--account <id>', text: 'the account that it is for; left open when missing' },
    { flags: '--region <region>', text: 'the Region that it is for; left open when missing' },
    { flags: '--log-group <name>', text: 'the log group that FIS is to write its own log to; none when missing' },
    { flags: '--log-folder <arn>', text: 'the folder in S3 that FIS is to write its own log to; none when missing' },
    {
      flags: '--iam',
      text: 'print the least policies that it needs, and the trust of its role, instead of a template',
    },
    { flags: '--strict', text: 'exit code 2 when anything is lost' },
  ],
  examples: [
    'squall export templates/experiments/cpu-stress/experiment.yaml --iam --account 111122223333 --region eu-central-1',
    'squall export templates/experiments/cpu-stress/experiment.yaml --output cpu-stress',
  ],
  load: () => import('../commands/export.ts'),
};
