import { describe, expect, test } from 'vitest';
import { bounded } from '../../../../adapters/aws/clients.ts';

class GetThingCommand {}

/** Answers as it is told to, and remembers what it was given. */
function clientThat(answer: (signal: AbortSignal) => Promise<unknown>) {
  const signals: AbortSignal[] = [];
  return {
    signals,
    config: { serviceId: 'Things' },
    send: async (_command: object, { abortSignal }: { abortSignal: AbortSignal }): Promise<unknown> => {
      signals.push(abortSignal);
      return answer(abortSignal);
    },
  };
}
const never = () => new Promise(() => undefined);
const get = new GetThingCommand();
const throwing = (error: Error) => () => Promise.reject(error);

describe('a bounded client', () => {
  test('answers what the client answers', async () => {
    expect(await bounded(clientThat(async () => 'thing')).send(get, {} as never)).toBe('thing');
  });

  test('with no time left nothing is sent', async () => {
    const client = clientThat(async () => 'thing');
    bounded(client, { remaining: () => 400 });
    await expect(client.send(get, {} as never)).rejects.toMatchObject({
      name: 'OutOfTime',
      message: 'Things GetThing: not sent, no time was left for it',
    });
    expect(client.signals).toEqual([]);
  });

  test('the time left is asked anew for each call, and ends one that is not answered', async () => {
    let left = 10_000;
    let hangs = false;
    const client = bounded(
      clientThat(() => (hangs ? never() : Promise.resolve('thing'))),
      { remaining: () => left },
    );
    expect(await client.send(get, {} as never)).toBe('thing');
    [left, hangs] = [510, true];
    await expect(client.send(get, {} as never)).rejects.toMatchObject({
      name: 'OutOfTime',
      message: 'Things GetThing: not answered within 10 ms',
    });
    expect(client.signals.map(({ aborted }) => aborted)).toEqual([false, true]);
  });

  test('the signal of the bounds and that of the call both end it', async () => {
    for (const which of ['bounds', 'call']) {
      const controller = new AbortController();
      const client = clientThat(never);
      bounded(client, which === 'bounds' ? { signal: controller.signal } : {});
      const options = which === 'call' ? { abortSignal: controller.signal } : {};
      const answer = client.send(get, options as never);
      controller.abort();
      await expect(answer).rejects.toMatchObject({ name: 'OutOfTime', message: 'Things GetThing: called off' });
    }
  });

  test('errors get their names', async () => {
    const client = clientThat(throwing(Object.assign(new Error('slow down'), { name: 'ThrottlingException' })));
    await expect(bounded(client).send(get, {} as never)).rejects.toMatchObject({
      name: 'Throttled',
      message: 'Things GetThing: slow down',
    });
  });
});
