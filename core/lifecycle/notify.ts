import type { Notice } from '../ports/notices.ts';
import type { Ports } from '../ports/ports.ts';
import { redactText } from '../secrets/redact.ts';

/** People are told if they can be: a channel that is down must not hold up a run, and least of all its recovery. */
export async function notify(notice: Notice, ports: Pick<Ports, 'notices'>): Promise<void> {
  try {
    await ports.notices.send({ ...notice, subject: redactText(notice.subject), body: redactText(notice.body) });
  } catch {
    // The journal and the terminal record say the same, and neither depends on the channel.
  }
}
