/** Source: AWS FIS actions reference, AWS Lambda actions. */
import type { FaultDefinition } from '../definition.ts';
import type { FaultParameter } from '../parameter.ts';
import { findByTags } from './looking.ts';
import { fisDuration, fisFaults } from './of-fis.ts';
import { shareOf } from './parameters.ts';

const functions = { Functions: { type: 'lambda:function' } };

const invocationPercentage = shareOf('invocationPercentage', 'share of invocations hit');

const preventExecution: FaultParameter = {
  name: 'preventExecution',
  type: 'boolean',
  required: true,
  doc: 'true: the function’s code does not run; false: it runs, and its answer is replaced',
};

const holes = [
  {
    what: 'takes effect in about 60 s, and wears off in about 20 s after its end',
    answer: 'undo waits two minutes before it says that the functions are as they were',
  },
];

/** FIS leaves word in a folder that the functions’ extension reads. */
const needs = [
  { sid: 'FindOptedInFunctions', actions: ['lambda:GetFunction'], target: 'Functions' },
  {
    sid: 'LeaveWordForFunctions',
    actions: ['s3:PutObject', 's3:DeleteObject'],
    resources: ['{lambdaFaults}*'],
  },
  findByTags,
];

export const lambda: readonly FaultDefinition[] = fisFaults([
  {
    id: 'aws:lambda:invocation-add-delay',
    summary: 'delays the start of the functions’ invocations',
    targets: functions,
    reach: { counts: 'share', parameter: 'invocationPercentage' },
    parameters: [
      fisDuration('how long invocations are delayed'),
      invocationPercentage,
      {
        name: 'startupDelayMilliseconds',
        type: 'integer',
        unit: 'ms',
        min: 0,
        max: 900_000,
        required: false,
        default: '1000',
        doc: 'delay before the function’s code runs',
      },
    ],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS withdraws the delay after the duration, or when it is stopped' }],
    undoTime: 120_000,
    holes,
    needs,
    examples: {
      minimal: { duration: 'PT5M' },
      maximal: { duration: 'PT5M', invocationPercentage: 25, startupDelayMilliseconds: 3000 },
    },
  },
  {
    id: 'aws:lambda:invocation-error',
    summary: 'fails the functions’ invocations',
    targets: functions,
    reach: { counts: 'share', parameter: 'invocationPercentage' },
    parameters: [fisDuration('how long invocations fail'), preventExecution, invocationPercentage],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS withdraws the errors after the duration, or when it is stopped' }],
    undoTime: 120_000,
    holes,
    needs,
    examples: {
      minimal: { duration: 'PT5M', preventExecution: true },
      maximal: { duration: 'PT5M', preventExecution: false, invocationPercentage: 10 },
    },
  },
  {
    id: 'aws:lambda:invocation-http-integration-response',
    summary: 'answers the functions’ invocations with an HTTP response of one’s choice',
    targets: functions,
    reach: { counts: 'share', parameter: 'invocationPercentage' },
    parameters: [
      fisDuration('how long invocations are answered so'),
      { name: 'contentTypeHeader', type: 'text', required: true, doc: 'content type of the response' },
      { name: 'statusCode', type: 'integer', min: 0, max: 999, required: true, doc: 'status of the response' },
      preventExecution,
      invocationPercentage,
    ],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'provider', how: 'FIS withdraws the response after the duration, or when it is stopped' }],
    undoTime: 120_000,
    holes,
    needs,
    examples: {
      minimal: { duration: 'PT5M', contentTypeHeader: 'text/plain', statusCode: 503, preventExecution: true },
      maximal: {
        duration: 'PT5M',
        contentTypeHeader: 'application/json',
        statusCode: 429,
        preventExecution: false,
        invocationPercentage: 50,
      },
    },
  },
]);
