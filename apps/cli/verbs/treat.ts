import { deployed, output } from './flags.ts';
import type { Verb } from './verb.ts';

/** Here too the configuration may be named: what it says of the doctor counts for a world as well. */
const flags = deployed.map((flag) => {
  if (!flag.flags.startsWith('--config')) return flag;
  const { only: _, ...both } = flag;
  return { ...both, text: 'whose section doctorMonkey counts; with --aws, squall.config.yaml when missing' };
});

export const treat: Verb = {
  name: 'treat',
  summary: 'show the Doctor Monkey: at work on a world whose instances hang, or what it would do in AWS now',
  args: [],
  flags: [
    { flags: '--world <file>', text: 'the world that it works on, in virtual time', only: 'local' },
    { flags: '--hang <n>', text: 'instances that hang; 1 when missing', parse: 'whole', only: 'local' },
    {
      flags: '--seed <n>',
      text: 'make the choices (and the traffic) of a seed; 1 when missing',
      parse: 'whole',
      only: 'local',
    },
    ...flags,
    output,
  ],
  examples: [
    'squall treat --world templates/worlds/shop.yaml',
    'squall treat --world templates/worlds/shop.yaml --hang 3 --seed 7',
    'squall treat --aws --stage staging',
  ],
  load: () => import('../commands/treat.ts'),
};
