import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { visit } from '../../../../apps/certify/aws/visitor.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('asks once a second whatever it is answered, and no more once it has left', async () => {
  const asked: string[] = [];
  const fetch = vi.fn(async (url: string | URL | Request) => {
    asked.push(String(url));
    if (asked.length === 2) throw new Error('refused');
    return new Response('ok', { status: asked.length === 3 ? 503 : 200 });
  });
  const visitor = visit('http://sample.example/', fetch);
  await vi.advanceTimersByTimeAsync(5500);
  expect(asked).toEqual(Array.from({ length: 5 }, () => 'http://sample.example/'));
  visitor.leave();
  visitor.leave();
  await vi.advanceTimersByTimeAsync(5000);
  expect(asked).toHaveLength(5);
});
