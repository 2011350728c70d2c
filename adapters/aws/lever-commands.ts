/**
 * GetSafetyLever and UpdateSafetyLeverState, which the FIS client in use does not know yet.
 * Its own command for one experiment is sent elsewhere: endpoint, signature, retries and
 * errors are the client's, path, body and answer those of the lever.
 */
import { type FisClient, GetExperimentCommand } from '@aws-sdk/client-fis';

/** FIS answered in a form that we do not know. */
export class LeverUnknown extends Error {
  override readonly name = 'LeverUnknown';
}

/** The one lever of the account in the Region. */
const id = 'default';

interface Request {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: unknown;
}

interface Response {
  readonly statusCode: number;
  body: unknown;
}

interface Collecting {
  streamCollector(stream: unknown): Promise<Uint8Array>;
}

/** The `safetyLever` of the answer, as it came. */
async function asked(fis: FisClient, operation: string, method: string, tail: string, body?: object): Promise<unknown> {
  const command = new GetExperimentCommand({ id });
  let lever: unknown;
  command.middlewareStack.add(
    (next, context) => (given) => {
      // What errors and logs call it.
      Object.assign(context, { commandName: operation });
      return next(given);
    },
    { step: 'initialize', priority: 'high', name: 'nameOfLever' },
  );
  command.middlewareStack.add(
    (next) => (given) => {
      const request = given.request as Request;
      if (!request.path.endsWith(`/experiments/${id}`))
        throw new LeverUnknown('the request to FIS has another path than is known here');
      request.method = method;
      request.path = request.path.replace(/\/experiments\/[^/]+$/, `/safetyLevers/${id}${tail}`);
      if (body) {
        request.headers['content-type'] = 'application/json';
        request.body = JSON.stringify(body);
      }
      return next(given);
    },
    { step: 'build', priority: 'high', name: 'pathOfLever' },
  );
  command.middlewareStack.add(
    (next) => async (given) => {
      const answer = await next(given);
      const response = answer.response as Response;
      // What is no success is the client's own to read.
      if (response.statusCode !== 200) return answer;
      const bytes = await (fis.config as unknown as Collecting).streamCollector(response.body);
      response.body = new TextEncoder().encode('{}');
      lever = (JSON.parse(new TextDecoder().decode(bytes) || '{}') as { safetyLever?: unknown }).safetyLever;
      return answer;
    },
    { step: 'deserialize', priority: 'low', name: 'answerOfLever' },
  );
  await fis.send(command);
  return lever;
}

export const getSafetyLever = (fis: FisClient): Promise<unknown> => asked(fis, 'GetSafetyLever', 'GET', '');

/** A reason is asked for, and kept by FIS with the state. */
export const updateSafetyLever = (
  fis: FisClient,
  state: { readonly status: 'engaged' | 'disengaged'; readonly reason: string },
): Promise<unknown> => asked(fis, 'UpdateSafetyLeverState', 'PATCH', '/state', { state });
