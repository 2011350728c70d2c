/** Source: AWS FIS actions reference, AWS Lambda actions. */
import { type FaultDefinition, type FaultParameter, fisDuration, fisPrice } from '../definition.ts';

const functions = { Functions: 'lambda:function' };

const invocationPercentage: FaultParameter = {
  name: 'invocationPercentage',
  type: 'number',
  unit: '%',
  min: 1,
  max: 100,
  required: false,
  default: '100',
  doc: 'share of invocations hit',
};

const ramp = ['takes effect in about 60 s, and wears off in about 20 s after its end'];

export const lambda: readonly FaultDefinition[] = [
  {
    id: 'aws:lambda:invocation-add-delay',
    family: 'lambda',
    provider: 'fis',
    summary: 'delays the start of the functions’ invocations',
    targets: functions,
    reach: { counts: 'requests', parameter: 'invocationPercentage' },
    parameters: [
      fisDuration('how long invocations are delayed'),
      invocationPercentage,
      {
        name: 'startupDelayMilliseconds',
        type: 'number',
        unit: 'ms',
        min: 0,
        max: 900_000,
        required: false,
        default: '2000',
        doc: 'delay before the function’s code runs',
      },
    ],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS withdraws the delay after the duration, or when it is stopped' }],
    undoTime: 120_000,
    holes: ramp,
    pricePerActionMinute: fisPrice,
  },
  {
    id: 'aws:lambda:invocation-error',
    family: 'lambda',
    provider: 'fis',
    summary: 'fails the functions’ invocations',
    targets: functions,
    reach: { counts: 'requests', parameter: 'invocationPercentage' },
    parameters: [
      fisDuration('how long invocations fail'),
      {
        name: 'preventExecution',
        type: 'boolean',
        required: true,
        doc: 'true: the function’s code does not run; false: it runs, and its answer is replaced',
      },
      invocationPercentage,
    ],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS withdraws the errors after the duration, or when it is stopped' }],
    undoTime: 120_000,
    holes: ramp,
    pricePerActionMinute: fisPrice,
  },
];
