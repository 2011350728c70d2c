/** The doctor's notes, in memory. */
import { blankNotes, type Notes } from '../../core/doctor-monkey/notes.ts';
import type { DoctorNotes } from '../../core/ports/doctor.ts';

export function memoryNotes(): DoctorNotes {
  const kept = new Map<string, Notes>();
  return {
    async load(place) {
      return kept.get(place) ?? blankNotes(place);
    },
    async keep(notes) {
      if (notes.version !== (kept.get(notes.place)?.version ?? 0) + 1) return false;
      kept.set(notes.place, notes);
      return true;
    },
  };
}
