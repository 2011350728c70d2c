import { systems } from '../../exchange/systems.ts';
import type { Verb } from './verb.ts';

export const importing: Verb = {
  name: 'import',
  summary: 'make experiments and monkeys of files of other systems, and say what became of each item',
  args: [{ name: '<path>', text: 'a file, or a folder of them' }],
  flags: [
    { flags: '--from <system>', text: 'what it is; recognised by its content when missing', choices: systems },
    { flags: '--output <file>', text: 'where to: a file, or a folder where there are several; stdout when missing' },
    { flags: '--strict', text: 'exit code 2 when anything is lost' },
    { flags: '--json', text: 'print all of it as JSON' },
  ],
  examples: [
    'squall import ec2-instances-terminate-template.json --output experiment.yaml',
    'squall import fis-template-library/ec2-instances-terminate --strict',
  ],
  load: () => import('../commands/import.ts'),
};
