/** Source: AWS FIS actions reference, the wait action and the fault injection actions. */
import type { FaultDefinition } from '../definition.ts';
import { apiErrors } from './api-errors.ts';
import { fisDuration, fisFaults } from './of-fis.ts';

export const fis: readonly FaultDefinition[] = [
  ...apiErrors,
  ...fisFaults([
    {
      id: 'aws:fis:wait',
      summary: 'changes nothing, and lets time pass',
      targets: {},
      reach: { counts: 'nothing', why: 'it has no targets' },
      parameters: [fisDuration('how long to wait')],
      bounded: { by: 'duration', parameter: 'duration' },
      undo: [{ by: 'provider', how: 'nothing to undo' }],
      undoTime: 0,
      holes: [],
      needs: [],
      examples: { minimal: { duration: 'PT1M' }, maximal: { duration: 'PT10M' } },
    },
  ]),
];
