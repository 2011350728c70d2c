/** No secret in a report: every face is drawn from a history that has passed here. */
import type { RunHistory } from '../../core/history/run-history.ts';

const secretKey =
  /token|password|passwd|passphrase|secret|credential|api[-_]?key|access[-_]?key|private[-_]?key|authorization|cookie/i;
export const hidden = '(hidden)';

/** Each begins at a fixed word and is bounded, so that a long stranger's text takes time in proportion to its length. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // An AWS access key id, long-lived or of a session.
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, hidden],
  [/\b(bearer|basic)\s{1,4}[\w.~+/=-]{8,}/gi, `$1 ${hidden}`],
  // name:password@ in a URL.
  [/:\/\/[^\s/@:]{0,200}:[^\s/@]{0,200}@/g, `://${hidden}@`],
  // password=… in a query string, an argument or a message.
  [
    /((?:token|password|passwd|secret|credential|api[-_]?key|access[-_]?key|signature)[\w-]{0,40}\s{0,4}=\s{0,4})(?!\(hidden\))[^\s&;,"')]+/gi,
    `$1${hidden}`,
  ],
];

export const redactText = (text: string): string =>
  patterns.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text);

/** Values under keys that name a secret are hidden, and what looks like one inside other text. Shape and types stay. */
export function redact<T>(value: T, key = ''): T {
  if (typeof value === 'string') return (secretKey.test(key) ? hidden : redactText(value)) as T;
  if (value === null || typeof value !== 'object') return (secretKey.test(key) && value !== null ? hidden : value) as T;
  // A list under a secret's name holds secrets; the members of an object speak for themselves, all hidden.
  const within = secretKey.test(key) ? key : undefined;
  if (Array.isArray(value)) return value.map((inner) => redact(inner, within ?? '')) as T;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redact(inner, within ?? name)])) as T;
}

/** The fault's client token is our own run id and wave, not a secret, and names the fault when the call was lost. */
export function redactHistory(history: RunHistory): RunHistory {
  const clean = redact(history);
  const ledger = clean.ledger.map((entry, i) => {
    const token = history.ledger[i]?.fault.token;
    return token === undefined ? entry : { ...entry, fault: { ...entry.fault, token: redactText(token) } };
  });
  return { ...clean, ledger };
}
