/** Actions of our own by id. A family is loaded when one of its actions is first used: most runs use none. */
import type { OwnFault, Place } from './own-fault.ts';

type Loading = (place: Place) => Promise<OwnFault>;

export const ownFaults: Readonly<Record<string, Loading>> = {};
