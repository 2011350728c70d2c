import type { Notes } from '../doctor-monkey/notes.ts';
import type { Practice } from '../doctor-monkey/settings.ts';
import type { Ward } from '../doctor-monkey/ward.ts';

/** How groups and their members are. Of the doctor alone: the lifecycle knows nothing of it. */
export interface Rounds {
  /** Opted-in groups of the practices. What cannot be told of a member is said of it. */
  look(practices: readonly Practice[]): Promise<Ward>;
}

export interface DoctorNotes {
  /** Blank ones where nothing is written. */
  load(place: string): Promise<Notes>;
  /** Held to the version before: false when another look was first, and nothing is written then. */
  keep(notes: Notes): Promise<boolean>;
}
