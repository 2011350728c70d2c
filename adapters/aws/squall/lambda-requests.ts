/** Failures of a share of functions' requests: words left in Parameter Store, read there again, and taken away. */
import { LambdaClient } from '@aws-sdk/client-lambda';
import { DeleteParametersCommand, GetParametersCommand, PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { Clock } from '../../../core/ports/clock.ts';
import { chunks } from '../chunks.ts';
import { wallClock } from '../clock.ts';
import { isFailure } from '../errors.ts';
import { FaultRefused } from '../fault-refused.ts';
import { refuseUnlessListening } from './opted-in-functions.ts';
import type { OwnFault, OwnReference, Place } from './own-fault.ts';
import { endedWord, lasts, parameterOf, readWord, type Word, wearsOff, wordOf } from './request-word.ts';

interface Standing extends Word {
  readonly name: string;
  readonly functionArn: string;
  readonly value: string;
}

/** Parameters that one call of Parameter Store takes. */
const atOnce = 10;

export function lambdaRequests(place: Place, clock: Clock = wallClock): OwnFault {
  const ssm = place.client(SSMClient);

  async function standing(functions: readonly string[], token: string): Promise<readonly Standing[]> {
    const names = new Map(functions.map((functionArn) => [parameterOf(place, functionArn, token), functionArn]));
    const found: Standing[] = [];
    for (const Names of chunks([...names.keys()], atOnce)) {
      const { Parameters = [] } = await ssm.send(new GetParametersCommand({ Names: [...Names] }));
      for (const { Name: name = '', Value: value = '' } of Parameters) {
        const word = readWord(value);
        const functionArn = names.get(name);
        // Somebody else's words are theirs, whatever their names.
        if (word?.token === token && functionArn !== undefined) found.push({ ...word, name, value, functionArn });
      }
    }
    return found;
  }

  async function remove(words: readonly Standing[]): Promise<void> {
    for (const some of chunks(words, atOnce))
      await ssm.send(new DeleteParametersCommand({ Names: some.map(({ name }) => name) }));
  }

  /** Made, and never written over: a second start of the same finds it. */
  async function leave(name: string, value: string): Promise<void> {
    const how = { Type: 'String', Tier: 'Standard', Overwrite: false } as const;
    const Description = 'A fault of Squall on requests, over at its `until`. Deleting it ends it sooner.';
    try {
      await ssm.send(new PutParameterCommand({ Name: name, Value: value, Description, ...how }));
    } catch (error) {
      if (!isFailure(error, 'AlreadyExists')) throw error;
    }
  }

  const functionsOf = (targets: Readonly<Record<string, readonly string[]>>) => [...(targets.Functions ?? [])].sort();

  return {
    async start(injection) {
      const { action, token } = injection;
      const functions = functionsOf(action.targets);
      await refuseUnlessListening(place.client(LambdaClient), place, functions);
      const before = await standing(functions, token);
      // Of a start that was cut short: all of its words end together.
      const until = before[0]?.until ?? clock.now() + lasts(action);
      const value = wordOf(injection, until);
      try {
        for (const functionArn of functions) await leave(parameterOf(place, functionArn, token), value);
      } catch (error) {
        if (!isFailure(error, 'AccessDenied', 'InvalidRequest', 'NotFound')) throw error;
        await remove(await standing(functions, token));
        throw new FaultRefused(error.message, { cause: error });
      }
    },

    /** What is over, and heard of everywhere, is taken away as it is seen. */
    async observe(reference) {
      const { token, own, externalId } = reference;
      const now = clock.now();
      const words = await standing(functionsOf(own.targets), token);
      const targets = words.map(({ functionArn }) => functionArn).sort();
      if (words.some(({ until }) => now < until)) return { state: 'running', targets };
      const ownEnd = own.intendedAt + lasts(own);
      // Ended before its time by `stop`: the middleware may have read it a moment before.
      if (words.some(({ until }) => until < ownEnd && now < until + wearsOff))
        return { state: 'stopping', reason: 'functions read their folders again within half a minute', targets };
      await remove(words);
      const stopped = words.length > 0 ? words.some(({ until }) => until < ownEnd) : now < ownEnd;
      if (words.length === 0 && externalId === undefined) return { state: 'absent', targets: [] };
      return { state: stopped ? 'stopped' : 'completed', targets };
    },

    /** Ended by its own word rather than removed, so that it is known when functions have heard of it. */
    async stop({ token, own }: OwnReference) {
      const now = clock.now();
      for (const { name, value, until } of await standing(functionsOf(own.targets), token))
        if (now < until)
          await ssm.send(new PutParameterCommand({ Name: name, Value: endedWord(value, now), Overwrite: true }));
    },

    /** Functions end it by themselves; nothing of theirs was changed. */
    async undo() {},
  };
}
