/** Source: AWS FIS actions reference, Amazon CloudWatch actions. */
import type { FaultDefinition } from '../definition.ts';
import { fisFaults } from './of-fis.ts';

export const cloudwatch: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:cloudwatch:assert-alarm-state',
    summary: 'changes nothing, and fails where an alarm is in none of the named states',
    targets: {},
    reach: { counts: 'nothing', why: 'it has no targets' },
    parameters: [
      {
        name: 'alarmArns',
        type: 'list',
        required: true,
        most: 5,
        form: { pattern: 'arn:[\\w-]+:cloudwatch:[\\w-]+:\\d{12}:alarm:[^,]+', means: 'the ARN of an alarm' },
        doc: 'the alarms',
      },
      {
        name: 'alarmStates',
        type: 'list',
        required: true,
        allowed: ['OK', 'ALARM', 'INSUFFICIENT_DATA'],
        most: 3,
        doc: 'states that are taken',
      },
    ],
    bounded: { by: 'instant' },
    undo: [{ by: 'provider', how: 'nothing to undo' }],
    undoTime: 0,
    holes: [
      {
        what: 'it looks once, and sees nothing of what follows',
        answer: 'stop alarms and probes go on looking for as long as the run lasts',
      },
    ],
    needs: [{ sid: 'LookAtAlarms', actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] }],
    examples: {
      minimal: {
        alarmArns: ['arn:aws:cloudwatch:eu-central-1:111122223333:alarm:shop-checkout-5xx'],
        alarmStates: ['OK'],
      },
      maximal: {
        alarmArns: [1, 2, 3, 4, 5].map((n) => `arn:aws:cloudwatch:eu-central-1:111122223333:alarm:shop-${n}`),
        alarmStates: ['OK', 'ALARM', 'INSUFFICIENT_DATA'],
      },
    },
  },
]);
