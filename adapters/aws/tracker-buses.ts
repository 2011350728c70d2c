/** Events on the buses of trackers, by EventBridge: of this account and Region by a bus's name, or of any by its ARN. */
import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { TrackerBuses } from '../../core/ports/tracker-buses.ts';

/** EventBridge takes so many in one call. */
const entriesOfACall = 10;

/** A bus is not there, may not be written to, or has too much to do: each that was not taken, by bus and reason. */
export class EventsNotTaken extends Error {
  override readonly name = 'EventsNotTaken';
}

/** A call may be taken in part: what was not is thrown as `EventsNotTaken`, after all calls were made. */
export const awsTrackerBuses = (eventBridge: EventBridgeClient): TrackerBuses => ({
  async put(entries) {
    const refused: string[] = [];
    for (let from = 0; from < entries.length; from += entriesOfACall) {
      const asked = entries.slice(from, from + entriesOfACall);
      const { Entries = [] } = await eventBridge.send(
        new PutEventsCommand({ Entries: asked.map((entry) => ({ ...entry, Detail: JSON.stringify(entry.Detail) })) }),
      );
      for (const [i, { ErrorCode, ErrorMessage }] of Entries.entries())
        if (ErrorCode !== undefined) refused.push(`${asked[i]?.EventBusName}: ${ErrorCode}: ${ErrorMessage}`);
    }
    if (refused.length > 0) throw new EventsNotTaken(refused.join('; '));
  },
});
