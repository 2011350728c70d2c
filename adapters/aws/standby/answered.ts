/** What could not be found out of the place that takes over is not known, and says why; what is a fault of ours is thrown on. */
import { type Known, notKnown } from '../../../core/conformity/known.ts';
import { asked } from '../inventory/reader.ts';
import { MetricUnavailable } from '../metric-data.ts';
import { QuotaUnknown } from '../service-quota.ts';

/** As `asked`, and so too where AWS answered, and not all of it. */
export async function answered<T>(ask: () => Promise<Known<T>>): Promise<Known<T>> {
  try {
    return await asked(ask);
  } catch (error) {
    if (error instanceof MetricUnavailable || error instanceof QuotaUnknown) return notKnown(error.message);
    throw error;
  }
}
