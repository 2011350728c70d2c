import { expect, test } from 'vitest';
import { askHttp } from '../../../../adapters/aws/http.ts';

const answering = (status: number) => async (_url: unknown, init?: RequestInit) => {
  expect(init?.redirect).toBe('manual');
  return new Response(null, { status });
};

test('the status as it is, a redirect included', async () => {
  for (const status of [200, 302, 503])
    expect(await askHttp('https://shop.example/health', 1000, answering(status))).toMatchObject({ status });
});

test('why there was no answer', async () => {
  const failing = (error: Error) => askHttp('https://shop.example/', 1000, () => Promise.reject(error));
  const refused = new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') });
  expect(await failing(refused)).toEqual({ failed: 'connect ECONNREFUSED' });
  expect(await failing(new DOMException('aborted', 'TimeoutError'))).toEqual({ failed: 'no answer within 1000 ms' });
});

test('only https, and the loopback', async () => {
  const asked = (url: string) => askHttp(url, 1000, answering(200));
  for (const url of ['http://127.0.0.1:8080/', 'http://localhost/', 'http://[::1]/', 'https://a.example/'])
    expect(await asked(url)).toMatchObject({ status: 200 });
  for (const url of [
    'http://127.0.0.1.example.com/',
    'http://a.example/',
    'ftp://localhost/',
    'nonsense',
    'http://127.0.0.1:9001/',
  ])
    expect(await asked(url)).toMatchObject({ failed: expect.any(String) });
});
