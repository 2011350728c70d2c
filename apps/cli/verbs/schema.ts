import type { Verb } from './verb.ts';

export const schema: Verb = {
  name: 'schema',
  summary: 'print the JSON Schema (draft-07) that editors complete and check files with',
  args: [
    { name: '[kind]', text: 'experiment (the default), world or monkey', choices: ['experiment', 'world', 'monkey'] },
  ],
  flags: [],
  examples: ['squall schema world > world.schema.json'],
  load: () => import('../commands/schema.ts'),
};
