import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { bash } from '../../../../../apps/cli/completion/bash.ts';
import { fish } from '../../../../../apps/cli/completion/fish.ts';
import { zsh } from '../../../../../apps/cli/completion/zsh.ts';
import { verbs } from '../../../../../apps/cli/verbs/index.ts';

/** What bash answers when Tab is pressed after the last word. */
function completed(...words: string[]): string[] {
  const script = `${bash(verbs)}
COMP_WORDS=("$@"); COMP_CWORD=$(( $# - 1 )); _squall; printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['-c', script, 'bash', ...words], { encoding: 'utf8', cwd: import.meta.dirname })
    .trim()
    .split('\n');
}

describe('completion', () => {
  it('knows the verbs', () => {
    expect(completed('squall', 're')).toEqual(['resume', 'reap', 'report']);
    expect(completed('squall', '')).toEqual(expect.arrayContaining(verbs.map(({ name }) => name)));
  });
  it('knows the flags of each verb, and files where a verb takes them', () => {
    expect(completed('squall', 'run', '--se')).toEqual(['--seed']);
    expect(completed('squall', 'validate', 'completion')).toEqual(['completion.test.ts']);
  });
  it('knows the values of flags and arguments', () => {
    expect(completed('squall', 'run', '--traffic', 'c')).toEqual(['closed-form']);
    expect(completed('squall', 'ls', 'e')).toEqual(['experiments']);
    expect(completed('squall', 'show', '-o', 'j')).toEqual(['json']);
  });
  it('names every verb and flag in zsh and fish, too', () => {
    for (const { name, flags } of verbs) {
      expect(zsh(verbs)).toContain(`    ${name}) _arguments`);
      for (const flag of flags) {
        const long = /--([a-z-]+)/.exec(flag.flags)![1];
        expect(zsh(verbs)).toContain(`'--${long}[`);
        expect(fish(verbs)).toContain(`'__fish_seen_subcommand_from ${name}' -l ${long}`);
      }
    }
  });
});
