/** The function's own folder of SSM parameters, one for each fault: read with a bound on the time it may take. */
import type { Millis } from './fault.ts';

export interface Parameter {
  readonly name: string;
  readonly value: string | undefined;
}

/** @throws whatever went wrong, within `timeout` */
export type ReadParameters = (path: string, timeout: Millis) => Promise<readonly Parameter[]>;

/** Parameters of one folder that are read at most; Squall writes one for each fault on a function. */
const most = 50;

type Ssm = typeof import('@aws-sdk/client-ssm');

/**
 * The SDK is loaded when the middleware is made, in the function's init, and a runtime
 * without it leaves the function as it is. One try: the next read is seconds away.
 */
export function ssmParameters(load: () => Promise<Ssm> = () => import('@aws-sdk/client-ssm')): ReadParameters {
  const loaded = load().then(({ SSMClient, GetParametersByPathCommand }) => ({
    client: new SSMClient({ maxAttempts: 1 }),
    ask: (Path: string, NextToken?: string) =>
      new GetParametersByPathCommand({ Path, Recursive: false, WithDecryption: false, MaxResults: 10, NextToken }),
  }));
  // Told by the read that waits for it, and by nobody before.
  loaded.catch(() => {});
  return async (path, timeout) => {
    const abortSignal = AbortSignal.timeout(timeout);
    const ended = new Promise<never>((_, reject) =>
      abortSignal.addEventListener('abort', () => reject(abortSignal.reason), { once: true }),
    );
    const reading = async () => {
      const { client, ask } = await loaded;
      const found: Parameter[] = [];
      let next: string | undefined;
      do {
        const { Parameters = [], NextToken } = await client.send(ask(path, next), { abortSignal });
        for (const { Name = '', Value } of Parameters) found.push({ name: Name, value: Value });
        next = NextToken;
      } while (next !== undefined && found.length < most);
      return found;
    };
    return Promise.race([reading(), ended]);
  };
}
