/** What each failure does to a request, and what is said of it. */
import { describe, expect, it } from 'vitest';
import { exception, host, httpEvent, latency, said, start, status, written } from './setup.ts';

const balanced = {
  httpMethod: 'GET',
  path: '/orders',
  multiValueHeaders: { host: ['shop.example'] },
  requestContext: { elb: { targetGroupArn: 'arn' } },
};

describe('a request that a fault touches', () => {
  it('waits, and then is served as ever', async () => {
    const slow = host();
    slow.parameters.set('a', written(latency));
    slow.parameters.set('b', written({ ...latency, milliseconds: 50 }, { run: 'run-2', step: 'more' }));
    expect(await slow.invoke()).toEqual({
      statusCode: 200,
      body: '{"ok":true}',
      headers: { 'x-squall-fault': 'run-1/slow, run-2/more' },
    });
    expect([slow.slept, slow.worked]).toEqual([[250, 50], 1]);
  });

  it('waits within the jitter, each request its own time, the same again each time it is tried', async () => {
    const spread = host();
    spread.parameters.set('a', written({ ...latency, milliseconds: 1000, jitter: 400 }));
    for (let i = 0; i < 200; i++) await spread.invoke(httpEvent(), `request-${i}`);
    expect(Math.min(...spread.slept)).toBeGreaterThanOrEqual(600);
    expect(Math.max(...spread.slept)).toBeLessThanOrEqual(1400);
    expect(new Set(spread.slept).size).toBeGreaterThan(100);
    await spread.invoke(httpEvent(), 'request-7');
    expect(spread.slept.at(-1)).toBe(spread.slept[7]);
  });

  it('fails in place of the function, or after its work', async () => {
    const before = host();
    before.parameters.set('a', written(exception));
    await expect(before.invoke()).rejects.toMatchObject({ name: 'DatabaseGone', squall: 'run-1/slow' });
    expect(before.worked).toBe(0);
    const after = host();
    after.parameters.set('a', written({ ...exception, preventExecution: false }));
    await expect(after.invoke()).rejects.toMatchObject({ name: 'DatabaseGone' });
    expect(after.worked).toBe(1);
  });

  it.each([
    [
      'a function URL or HTTP API',
      httpEvent(),
      { headers: { 'content-type': 'application/json', 'x-squall-fault': 'run-1/slow' } },
    ],
    [
      'a load balancer with many values a header',
      balanced,
      {
        statusDescription: '503 Service Unavailable',
        multiValueHeaders: { 'content-type': ['application/json'], 'x-squall-fault': ['run-1/slow'] },
      },
    ],
    [
      'a REST API',
      { ...balanced, headers: {}, requestContext: {} },
      { headers: { 'content-type': 'application/json', 'x-squall-fault': 'run-1/slow' } },
    ],
  ])('is answered with a status in the shape of %s', async (_, event, shape) => {
    const answering = host();
    answering.parameters.set('a', written(status));
    expect(await answering.invoke(event)).toEqual({
      statusCode: 503,
      body: '{"message":"busy"}',
      isBase64Encoded: false,
      ...shape,
    });
    expect(answering.worked).toBe(0);
  });

  it('is answered with a status after the work was done, for callers that then try again', async () => {
    const done = host();
    done.parameters.set('a', written({ ...status, preventExecution: false }));
    expect(await done.invoke()).toMatchObject({ statusCode: 503 });
    expect(done.worked).toBe(1);
  });

  it('gets a response of half its length, of damaged characters, or empty; bytes still decode', async () => {
    const bodies: unknown[] = [];
    for (const how of ['truncate', 'garble', 'empty']) {
      const odd = host();
      odd.parameters.set('a', written({ kind: 'corrupt-response', how }));
      bodies.push(((await odd.invoke()) as { body: string }).body);
    }
    expect(bodies[0]).toBe('{"ok"');
    expect(bodies[1]).toMatch(/^\?.{10}$/);
    expect(() => JSON.parse(bodies[1] as string)).toThrow();
    expect(bodies[2]).toBe('');
    const bytes = host({}, () => ({
      statusCode: 200,
      isBase64Encoded: true,
      body: Buffer.alloc(90, 7).toString('base64'),
    }));
    bytes.parameters.set('a', written({ kind: 'corrupt-response', how: 'truncate' }));
    const { body } = (await bytes.invoke()) as { body: string };
    expect(Buffer.from(body, 'base64')).toEqual(Buffer.alloc(45, 7));
  });

  it('is left as it was, and that is said, where the failure has no meaning for it', async () => {
    const queue = host({}, () => 7);
    queue.parameters.set('a', written(status));
    queue.parameters.set('b', written({ kind: 'corrupt-response', how: 'empty' }));
    expect(await queue.invoke({ Records: [] })).toBe(7);
    expect(said(queue)).toEqual([
      'not applied: the event is no HTTP request, so there is no status to answer with',
      'not applied: the response has no body of text',
    ]);
  });

  it('is told of in one line, a log entry and a metric at once, with nothing of the request but its id', async () => {
    const telling = host({ header: false });
    telling.parameters.set('a', written(latency));
    const event = { ...httpEvent('/orders', { authorization: 'Bearer hunter2' }), body: 'card=4111' };
    expect(await telling.invoke(event)).toEqual({ statusCode: 200, body: '{"ok":true}' });
    expect(telling.lines).toHaveLength(1);
    expect(telling.lines[0]).not.toMatch(/hunter2|4111|\n/);
    expect(JSON.parse(telling.lines[0]!)).toEqual({
      _aws: {
        Timestamp: start,
        CloudWatchMetrics: [
          {
            Namespace: 'Squall/Requests',
            Dimensions: [['Function', 'Failure']],
            Metrics: [{ Name: 'Touched', Unit: 'Count' }],
          },
        ],
      },
      Function: 'orders',
      Failure: 'latency',
      Touched: 1,
      squall: { run: 'run-1', step: 'slow', epoch: 1, requestId: 'request-1', did: 'delayed by 250 ms' },
    });
  });

  it('throws what the function itself throws', async () => {
    const broken = host({}, () => {
      throw new Error('its own');
    });
    broken.parameters.set('a', written(latency));
    await expect(broken.invoke()).rejects.toThrow('its own');
  });
});
