import type { Verb } from './verb.ts';

export const completion: Verb = {
  name: 'completion',
  summary: 'print a completion script for a shell',
  args: [{ name: '<shell>', text: 'the shell', choices: ['bash', 'zsh', 'fish'] }],
  flags: [],
  examples: ['squall completion bash > /etc/bash_completion.d/squall'],
  load: () => import('../commands/completion.ts'),
};
