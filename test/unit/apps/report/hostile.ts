/** A whole history whose free text is a stranger's. */
import fc from 'fast-check';
import type { RunHistory } from '../../../../core/history/run-history.ts';
import { histories } from '../../../fixtures/histories.ts';

export const attacks = [
  '</script><img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></style><script>alert(1)</script>',
  '<!--',
  ']]>',
  '&lt;b&gt;',
  '`${alert(1)}`',
  '\u202egnp.exe',
  '\u2066\u200f',
  '\u0000\u0007\u001b[31m',
  '\ud800',
  '| a | [x](javascript:alert(1)) ![y](http://evil.example/p.png)',
  '\n# heading\n```\n',
  'x'.repeat(5000),
  '',
  '\\',
  '$&$1',
  '-1',
  'NaN',
  '\ufffe\uffff',
] as const;

const free = new Set([
  'title',
  'owner',
  'service',
  'startedBy',
  'reason',
  'if',
  'then',
  'because',
  'why',
  'detail',
  'name',
  'zone',
  'region',
  'account',
  'group',
  'how',
  'changes',
  'action',
  'namespace',
  'metric',
  'url',
  'basis',
  'externalId',
  'experiment',
  'Service',
  'state',
  'health',
  'environment',
  'alarm',
]);

/** Every free text replaced by the next of `texts`, in turn. */
export function poisoned(texts: readonly string[], of: RunHistory = histories.aborted!): RunHistory {
  let next = 0;
  const walk = (value: unknown, key: string): unknown => {
    if (typeof value === 'string') return free.has(key) ? texts[next++ % texts.length] : value;
    if (Array.isArray(value)) return value.map((inner) => walk(inner, key));
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, walk(inner, name)]));
  };
  return walk(of, '') as RunHistory;
}

export const hostileText = fc.oneof(
  fc.constantFrom(...attacks),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.array(fc.constantFrom(...attacks, ...'<>"\'&`=/ '), { maxLength: 6 }).map((parts) => parts.join('')),
);
export const hostileTexts = fc.array(hostileText, { minLength: 1, maxLength: 12 });
