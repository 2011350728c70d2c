/** What could not be found out of the place that takes over is not known, and says why; what is a fault of ours is thrown on. */
import { type Known, notKnown } from '../../../core/conformity/known.ts';
import { asked } from '../inventory/reader.ts';
import { MetricUnavailable } from '../metric-data.ts';
import { UnknownRegion } from '../places.ts';
import { QuotaUnknown } from '../service-quota.ts';

const partial = [MetricUnavailable, QuotaUnknown, UnknownRegion];

/** As `asked`, and so too where AWS answered, and not all of it, or where the platform may not look. */
export async function answered<T>(ask: () => Promise<Known<T>>): Promise<Known<T>> {
  try {
    return await asked(ask);
  } catch (error) {
    if (!partial.some((each) => error instanceof each)) throw error;
    return notKnown((error as Error).message);
  }
}
