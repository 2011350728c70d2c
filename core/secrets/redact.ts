/** No secret leaves by a log, a journal, a notice, a screen or a report: what looks like one is hidden. */

const names =
  'token|password|passwd|passphrase|secret|credential|api[-_]?key|access[-_]?key|private[-_]?key|authorization|cookie';
const secretKey = new RegExp(names, 'i');
export const hidden = '(hidden)';

/** What a text must have for any of the patterns to find something: most have not, and are done with at once. */
const suspicious =
  /[:=]|\b(?:AKIA|ASIA)[A-Z0-9]|\beyJ|\b(?:IQoJ|FwoG|FQoG)|\b(?:gh[pousr]|github_pat|xox[abposr]|sk_live)[_-]|bearer|basic|PRIVATE KEY/i;

/** Each begins at a fixed word and is bounded, so that a long stranger's text takes time in proportion to its length. */
const patterns: readonly (readonly [RegExp, string])[] = [
  // An AWS access key id, long-lived or of a session.
  [/\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/g, hidden],
  // A session token of STS, by its beginnings, as it is or as a URL has it.
  [/\b(?:IQoJ|FwoG|FQoG)[A-Za-z0-9+/=%]{40,}/g, hidden],
  // A signed web token; tokens of GitHub, Slack and Stripe.
  [/\beyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]+)?/g, hidden],
  [/\b(?:gh[pousr]|github_pat|xox[abposr]|sk_live)[_-][\w-]{8,}/g, hidden],
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]{0,4000}?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g, hidden],
  [/\b(bearer|basic)\s{1,4}[\w.~+/=-]{8,}/gi, `$1 ${hidden}`],
  // name:password@ in a URL.
  [/:\/\/[^\s/@:]{0,200}:[^\s/@]{0,200}@/g, `://${hidden}@`],
  // password=… in a query string, an argument or a message; "password": "…" in JSON; a header's line.
  // What follows the name of an error is its message: ExpiredTokenException: the security …
  [
    new RegExp(
      `((?:${names}|signature)[\\w-]{0,40}(?<!Exception|Error)["']?\\s{0,4}[=:]\\s{0,4}["']?)(?!\\(hidden\\)|(?:bearer|basic)\\s)[^\\s&;,"')}\\]]+`,
      'gi',
    ),
    `$1${hidden}`,
  ],
];

export const redactText = (text: string): string =>
  suspicious.test(text)
    ? patterns.reduce((clean, [pattern, replacement]) => clean.replace(pattern, replacement), text)
    : text;

/** Values under keys that name a secret are hidden, and what looks like one inside other text. Shape and types stay. */
export function redact<T>(value: T, key = ''): T {
  if (typeof value === 'string') return (secretKey.test(key) ? hidden : redactText(value)) as T;
  if (value === null || typeof value !== 'object') return (secretKey.test(key) && value !== null ? hidden : value) as T;
  // A list under a secret's name holds secrets; the members of an object speak for themselves, all hidden.
  const within = secretKey.test(key) ? key : undefined;
  if (Array.isArray(value)) return value.map((inner) => redact(inner, within ?? '')) as T;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redact(inner, within ?? name)])) as T;
}

/** Text alone, whatever it stands under: for values whose keys are ours. */
export function redactTexts<T>(value: T): T {
  if (typeof value === 'string') return redactText(value) as T;
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.map(redactTexts) as T;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redactTexts(inner)])) as T;
}
