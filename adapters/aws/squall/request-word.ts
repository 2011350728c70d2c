/**
 * The word that a fault on requests leaves for a function: one parameter in the function's
 * own folder, whose name bears the token, so that no two runs ever write the same one. What
 * reads it is packages/lambda-failure; the two are held against each other over the wire.
 */

import { fault } from '../../../core/faults/catalogue.ts';
import type { FaultDefinition } from '../../../core/faults/definition.ts';
import { durationOf } from '../../../core/faults/parameters.ts';
import type { Instant, Millis } from '../../../core/ports/clock.ts';
import type { FaultAction } from '../../../core/ports/faults.ts';
import { lastOf } from '../arns.ts';
import type { OwnInjection, Place } from './own-fault.ts';

/** The longest that the middleware may be told to keep what it read, and the time that the read may take. */
export const wearsOff: Millis = 32_000;

/** What the function must be told in `SQUALL_FAILURE_PATH`. */
export const folderOf = ({ stage }: Pick<Place, 'stage'>, functionArn: string): string =>
  `/squall/${stage}/requests/${lastOf(functionArn)}`;

export const parameterOf = (place: Pick<Place, 'stage'>, functionArn: string, token: string): string =>
  `${folderOf(place, functionArn)}/${token.replace(/[^\w.-]/g, '.')}`;

/** @throws Error for an action that is none on requests */
export function lasts({ action, parameters }: FaultAction): Millis {
  return durationOf(definitionOf(action), parameters);
}

/** @param until when it is over, by any clock that looks */
export function wordOf({ runId, epoch, token, action }: OwnInjection, until: Instant): string {
  const { stepId, parameters } = action;
  const { requestPercentage = '100', tenant, path, header } = parameters;
  return JSON.stringify({
    squall: 1,
    run: runId,
    token,
    epoch,
    step: stepId,
    until,
    share: Number(requestPercentage) / 100,
    // Of the token, so that two faults of a run choose their requests apart.
    seed: token,
    match: {
      ...(tenant !== undefined && { tenant }),
      ...(path !== undefined && { path }),
      ...(header !== undefined && { header }),
    },
    failure: failureOf(action),
  });
}

export interface Word {
  readonly token: string;
  readonly until: Instant;
}

/** Undefined for what is not ours to read. */
export function readWord(value: string | undefined): Word | undefined {
  try {
    const { token, until }: Partial<Word> = JSON.parse(value ?? '') ?? {};
    return typeof token === 'string' && typeof until === 'number' ? { token, until } : undefined;
  } catch {
    return undefined;
  }
}

/** The same word, over from now. */
export const endedWord = (value: string, now: Instant): string => JSON.stringify({ ...JSON.parse(value), until: now });

function failureOf({ action, parameters }: FaultAction): object {
  const given = { ...defaultsOf(definitionOf(action)), ...parameters };
  const text = (name: string) => given[name] ?? '';
  const number = (name: string) => Number(text(name));
  const kind = action.slice(action.lastIndexOf(':') + 1);
  const preventExecution = text('preventExecution') === 'true';
  switch (kind) {
    case 'latency': {
      const milliseconds = number('latencyMilliseconds');
      return { kind, milliseconds, jitter: Math.min(number('jitterMilliseconds'), milliseconds) };
    }
    case 'exception':
      return { kind, name: text('name'), message: text('message'), preventExecution };
    case 'status': {
      const content = { body: text('body'), contentType: text('contentType') };
      return { kind, statusCode: number('statusCode'), ...content, preventExecution };
    }
    case 'corrupt-response':
      return { kind, how: text('how') };
    case 'deny-hosts':
      return { kind, hosts: text('hosts').split(',') };
    default:
      throw new Error(`${action} is no failure of requests`);
  }
}

const defaultsOf = ({ parameters }: FaultDefinition): Readonly<Record<string, string>> =>
  Object.fromEntries(parameters.flatMap((each) => (each.default === undefined ? [] : [[each.name, each.default]])));

function definitionOf(action: string): FaultDefinition {
  const definition = fault(action);
  if (!definition) throw new Error(`the catalogue has no ${action}`);
  return definition;
}
