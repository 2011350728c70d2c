import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { listenForInterrupts } from '../../../../../apps/cli/run/interrupts.ts';

function listening() {
  const signals = new EventEmitter();
  const heard: string[] = [];
  const interrupts = listenForInterrupts(signals as unknown as NodeJS.Process);
  const answer = () => interrupts.answer({ first: () => heard.push('first'), second: () => heard.push('second') });
  return { signals, heard, interrupts, answer };
}

describe('interrupts', () => {
  it('before a run mean that nothing was started', async () => {
    const { signals, heard, interrupts } = listening();
    signals.emit('SIGINT');
    expect(await interrupts.early).toBe('interrupted');
    expect(heard).toEqual([]);
  });
  it('that came while the run was being started stop it as soon as it can be', () => {
    const { signals, heard, interrupts, answer } = listening();
    expect(interrupts.cameEarly()).toBe(false);
    signals.emit('SIGINT');
    signals.emit('SIGINT');
    expect(interrupts.cameEarly()).toBe(true);
    answer();
    expect(heard).toEqual(['first']);
    signals.emit('SIGINT');
    expect(heard).toEqual(['first', 'second']);
    answer();
    expect(heard).toEqual(['first', 'second']);
  });
  it('stop at the first, and detach at the second', () => {
    const { signals, heard, answer } = listening();
    answer();
    signals.emit('SIGINT');
    signals.emit('SIGINT');
    expect(heard).toEqual(['first', 'second']);
  });
  it('take SIGTERM for the first, and never for the second', () => {
    const { signals, heard, answer } = listening();
    answer();
    signals.emit('SIGTERM');
    signals.emit('SIGTERM');
    expect(heard).toEqual(['first']);
    signals.emit('SIGINT');
    expect(heard).toEqual(['first', 'second']);
  });
  it('are let go of', () => {
    const { signals, interrupts } = listening();
    interrupts.release();
    expect(signals.listenerCount('SIGINT') + signals.listenerCount('SIGTERM')).toBe(0);
  });
});
