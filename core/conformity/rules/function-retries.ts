import { isKnown } from '../known.ts';
import { conforms, finding, notEvaluated, rule } from '../rule.ts';

export const functionRetries = rule({
  rule: 'function-retries',
  asks: 'what a function could not do is tried a few times, and then kept for a person',
  severity: 'medium',
  of: ['function'],
  proof: 'error-injection',
  judge({ sources, asynchronous }) {
    const wrong: string[] = [];
    if (isKnown(sources))
      for (const { from, stream, mostRetries, keepsFailures } of sources) {
        if (stream && !Number.isFinite(mostRetries))
          wrong.push(`a record of ${from} that fails is tried until it expires, and holds up all behind it`);
        else if (stream && !keepsFailures) wrong.push(`a record of ${from} that fails for good is lost`);
      }
    if (isKnown(asynchronous) && asynchronous.configured && !asynchronous.keepsFailures)
      wrong.push('an asynchronous call that fails for good is lost');
    if (wrong.length > 0)
      return finding(
        wrong.join('; '),
        'a bound on retries, and a place for what failed for good',
        'set MaximumRetryAttempts, and a destination on failure or a dead-letter queue',
      );
    if (!isKnown(sources)) return notEvaluated(sources.notKnown);
    if (!isKnown(asynchronous)) return notEvaluated(asynchronous.notKnown);
    return asynchronous.configured || sources.length > 0 ? conforms : undefined;
  },
});
