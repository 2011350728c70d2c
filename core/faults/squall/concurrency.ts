/**
 * Reserved concurrency of functions. Source: AWS Lambda developer guide, "Configuring reserved
 * concurrency": zero throttles every invocation, and a reservation is taken from the account's.
 */
import type { FaultDefinition } from '../definition.ts';
import { ownDuration } from './duration.ts';
import { squallFaults } from './of-squall.ts';

export const concurrency: readonly FaultDefinition[] = squallFaults([
  {
    id: 'squall:lambda:throttle',
    summary: 'reserves so little concurrency for the functions that invocations are throttled',
    targets: { Functions: { type: 'lambda:function', most: 100 } },
    reach: { counts: 'members' },
    parameters: [
      ownDuration('how long until it is put back'),
      {
        name: 'concurrency',
        type: 'integer',
        min: 0,
        max: 1000,
        required: false,
        default: '0',
        doc: 'invocations at once that are let through; 0: none',
      },
    ],
    bounded: { by: 'duration', parameter: 'duration' },
    undo: [{ by: 'us', how: 'put the functions’ reserved concurrency back, or take it away where there was none' }],
    undoTime: 60_000,
    holes: [
      {
        what: 'what others reserve of the account meanwhile is missing when the reservation is put back, and Lambda then refuses it',
        answer: 'undo tries again until it is taken, and the run says what is owed; give some of the account’s back',
      },
      {
        what: 'asynchronous invocations and event sources wait, and come all at once when it is over',
        answer: 'nothing is done about that: it is a part of what the experiment shows, and recovery probes see it',
      },
      {
        what: 'AWS takes no condition with the call that puts it back, so that a change made by others in that second is lost',
        answer:
          'it is looked at just before; what differs from both the fault and the snapshot is left alone, and is a drift',
      },
    ],
    needs: [
      {
        sid: 'ReserveForOptedInFunctions',
        actions: ['lambda:PutFunctionConcurrency'],
        target: 'Functions',
        for: ['inject', 'undo'],
      },
      {
        sid: 'FreeOptedInFunctions',
        actions: ['lambda:DeleteFunctionConcurrency'],
        target: 'Functions',
        for: ['undo'],
      },
      {
        sid: 'LookAtConcurrency',
        actions: ['lambda:GetFunctionConcurrency'],
        target: 'Functions',
        optIn: { cannot: 'a function is looked at before it is known to have opted in, and nothing is changed' },
        for: ['inject', 'observe', 'undo'],
      },
    ],
    examples: { minimal: { duration: 'PT5M' }, maximal: { duration: 'PT12H', concurrency: 5 } },
  },
]);
