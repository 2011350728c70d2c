import { deployed, directory, output } from './flags.ts';
import type { Verb } from './verb.ts';

export const promote: Verb = {
  name: 'promote',
  summary: 'take what a stage of a rollout showed to the platform of the next one, or list what is known',
  args: [
    { name: '<what>', text: 'export, import or ls', choices: ['export', 'import', 'ls'] },
    { name: '[subject]', text: 'to export: a run id, the beginning of one, or "last"; to import: a record' },
  ],
  flags: [
    ...deployed,
    directory,
    {
      flags: '--key <file>',
      text: 'to export: an Ed25519 private key; <directory>/promote.key when missing, made once',
    },
    { flags: '-o, --out <file>', text: 'to export: where the record goes; <run>.promotion.json when missing' },
    { flags: '--trust <file>', text: 'to import: the public key that must have signed it', only: 'local' },
    { flags: '--for <file>', text: 'to import: refuse a record that is not of this experiment file' },
    { flags: '--output <format>', text: output.text, choices: ['table', 'json', 'yaml'], default: 'table' },
  ],
  examples: [
    'squall promote export last --aws --stage staging --key promote.key -o staging.json',
    'squall promote import staging.json --aws --stage production',
    'squall promote ls --aws --stage production',
  ],
  load: () => import('../commands/promote.ts'),
};
