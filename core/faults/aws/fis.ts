/** Source: AWS FIS actions reference, the wait action. */
import { type FaultDefinition, fisDuration, fisPrice } from '../definition.ts';

export const fis: readonly FaultDefinition[] = [
  {
    id: 'aws:fis:wait',
    family: 'fis',
    provider: 'fis',
    summary: 'changes nothing, and lets time pass',
    targets: {},
    reach: { counts: 'nothing', why: 'it has no targets' },
    parameters: [fisDuration('how long to wait')],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'nothing to undo' }],
    undoTime: 0,
    holes: [],
    pricePerActionMinute: fisPrice,
  },
];
