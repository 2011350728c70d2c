import { describe, expect, it } from 'vitest';
import { explain, Failure } from '../../../../apps/cli/failure.ts';

describe('errors', () => {
  it('that were foreseen are their sentence, with their exit code', () => {
    expect(explain(new Failure('no such run'), false)).toEqual({ text: 'squall: no such run', exitCode: 2 });
    expect(explain(new Failure('not injecting: x: y', 3), false).exitCode).toBe(3);
  });
  it('that were not are one line, and a stack when it is asked for', () => {
    const error = new TypeError('cannot read\nmore');
    expect(explain(error, false)).toEqual({
      text: 'squall: unexpected TypeError: cannot read (--verbose shows where)',
      exitCode: 1,
    });
    expect(explain(error, true).text).toMatch(/TypeError: cannot read\n[\s\S]*failure\.test\.ts/);
  });
  it('of the file system say all by themselves', () => {
    const error = Object.assign(new Error("EACCES: permission denied, mkdir '/x'"), { syscall: 'mkdir' });
    expect(explain(error, false).text).toBe("squall: EACCES: permission denied, mkdir '/x'");
  });
  it('never draw over the screen', () => expect(explain(new Failure('a\u001B[2Jb'), false).text).toBe('squall: ab'));
});
