import { output } from './flags.ts';
import type { Verb } from './verb.ts';

export const validate: Verb = {
  name: 'validate',
  summary: 'check experiment, world and monkey files, and list every problem',
  args: [{ name: '<files...>', text: 'experiment, world and monkey files' }],
  flags: [{ ...output, choices: ['text', 'json', 'yaml'], default: 'text' }],
  examples: ['squall validate templates/experiments/*/experiment.yaml'],
  load: () => import('../commands/validate.ts'),
};
