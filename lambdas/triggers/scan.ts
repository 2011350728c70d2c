/** A schedule's time has come, or a person asks: what does not conform is found, remembered, and told to its owners. Nothing is changed. */
import type * as z from 'zod/mini';
import { conductScan } from '../../core/conformity/conduct.ts';
import { scanEvent } from '../../core/conformity/settings.ts';
import { squallFunction } from '../runtime/function.ts';
import { scanPorts } from '../runtime/scan-ports.ts';
import { parseEvent } from './events.ts';

export const handler = squallFunction(
  {
    name: 'Scan',
    parse: (event): z.infer<typeof scanEvent> => parseEvent(scanEvent, event, 'a scan'),
    about: () => ({}),
    async work({ settings }, { ports, telemetry: { count, logger } }) {
      const { result, summary, changes } = await conductScan(ports, settings);
      const { findings, suppressed, notEvaluated } = summary;
      count('FindingsCritical', findings.critical);
      count('FindingsHigh', findings.high);
      count('FindingsMedium', findings.medium);
      count('FindingsLow', findings.low);
      count('FindingsSuppressed', suppressed);
      count('FindingsNew', changes.new + changes.back + changes.worse);
      count('FindingsGone', changes.gone);
      count('NotEvaluated', notEvaluated);
      // A resource that could not be looked at is worth a line; a value of one is in the numbers.
      const unread = result.notEvaluated.filter(({ resource }) => !result.seen.includes(resource.id));
      for (const { rule, resource, why } of unread) logger.warn('not read', { rule, resource: resource.name, why });
      logger.info('scanned', { ...summary, changes });
      return { ...summary, changes };
    },
  },
  scanPorts,
);
