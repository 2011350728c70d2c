import { severities } from '../../../core/conformity/rule.ts';
import { deployed, directoryHere, output } from './flags.ts';
import type { Verb } from './verb.ts';

/** Here too the configuration may be named: what it says of scans counts for a world as well. */
const flags = deployed.map((flag) => {
  if (!flag.flags.startsWith('--config')) return flag;
  const { only: _, ...both } = flag;
  return { ...both, text: 'whose section conformity counts; with --aws, squall.config.yaml when missing' };
});

export const scan: Verb = {
  name: 'scan',
  summary: 'find what does not conform, with owner, severity, and the experiment that proves it',
  args: [],
  flags: [
    { flags: '--world <file>', text: 'the world that is scanned; it is remembered what was found', only: 'local' },
    ...flags,
    { flags: '--fail-on <severity>', text: 'exit with 4 when something is as bad, or worse', choices: severities },
    { flags: '--all', text: 'show what is suppressed and what was not evaluated, one by one' },
    output,
    directoryHere,
  ],
  examples: [
    'squall scan --world templates/worlds/shop.yaml',
    'squall scan --world templates/worlds/shop.yaml --fail-on high --output json',
    'squall scan --aws --stage staging --all',
  ],
  load: () => import('../commands/scan.ts'),
};
