/** The faults that stand, as of a few seconds ago at most. What is not known to stand does not. */
import { type Fault, type Instant, type Millis, readFault } from './fault.ts';
import type { ReadParameters } from './parameters.ts';

export interface StandingSettings {
  readonly path: string;
  /** For how long a read holds. */
  readonly keep: Millis;
  /** How long a read may take. */
  readonly timeout: Millis;
  readonly now: () => Instant;
  /** A parameter that is no fault, or a read that failed: once for each change, never with a value. */
  readonly warn: (what: string) => void;
}

/**
 * Reads are shared by requests that ask at once. A failed one leaves nothing standing,
 * not even what the last one found: it may have been stopped since.
 */
export function standingFaults(read: ReadParameters, settings: StandingSettings): () => Promise<readonly Fault[]> {
  const { path, keep, timeout, now, warn } = settings;
  let faults: readonly Fault[] = [];
  let until: Instant = Number.NEGATIVE_INFINITY;
  let under: Promise<void> | undefined;
  let said = '';
  const say = (what: string) => {
    if (what !== '' && what !== said) warn(what);
    said = what;
  };

  async function look(): Promise<void> {
    until = now() + keep;
    try {
      const parameters = await read(path, timeout);
      const at = now();
      const found = parameters.map(({ name, value }) => ({ name, ...readFault(value, at) }));
      faults = found.flatMap((each) => ('fault' in each ? each.fault : []));
      const bad = found.flatMap((each) => ('malformed' in each ? `${each.name}: ${each.malformed}` : []));
      say(bad.length > 0 ? `ignored, as not written by Squall: ${bad.join('; ')}` : '');
    } catch (error) {
      faults = [];
      say(`${path} could not be read, so no fault stands: ${error instanceof Error ? error.name : 'no answer'}`);
    }
  }

  return async () => {
    if (now() >= until)
      under ??= look().finally(() => {
        under = undefined;
      });
    await under;
    // By the clock at this request: a fault ends with its lease, whatever the parameter says.
    const at = now();
    return faults.filter((fault) => at < fault.until);
  };
}
