/** No secret in a report: every face is drawn from a history that has passed here. */
import type { RunHistory } from '../../core/history/run-history.ts';
import { redact, redactText } from '../../core/secrets/redact.ts';

/** The fault's client token is our own run id and wave, not a secret, and names the fault when the call was lost. */
export function redactHistory(history: RunHistory): RunHistory {
  const clean = redact(history);
  const ledger = clean.ledger.map((entry, i) => {
    const token = history.ledger[i]?.fault.token;
    return token === undefined ? entry : { ...entry, fault: { ...entry.fault, token: redactText(token) } };
  });
  return { ...clean, ledger };
}
