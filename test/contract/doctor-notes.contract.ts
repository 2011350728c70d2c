/** What every `DoctorNotes` adapter keeps. */
import { expect, test } from 'vitest';
import { blankNotes, type Notes } from '../../core/doctor-monkey/notes.ts';
import type { DoctorNotes } from '../../core/ports/doctor.ts';

export function doctorNotesContract(name: string, make: () => Promise<DoctorNotes>): void {
  test(`${name} keeps the contract of DoctorNotes: blank at first, each place for itself, held to the version before`, async () => {
    const notes = await make();
    expect(await notes.load('world shop')).toEqual(blankNotes('world shop'));
    const first: Notes = {
      place: 'world shop',
      sightings: [{ id: 'arn:aws:ec2:eu-central-1:111122223333:instance/i-1', illSince: 1, seenAt: 2 }],
      treated: [],
      said: ['g outage'],
      version: 1,
    };
    expect(await notes.keep(first)).toBe(true);
    expect(await notes.keep({ ...first, sightings: [] })).toBe(false);
    expect(await notes.keep({ ...first, version: 3 })).toBe(false);
    expect(await notes.load('world shop')).toEqual(first);
    expect(await notes.load('world')).toEqual(blankNotes('world'));
    const second = { ...first, sightings: [], version: 2 };
    expect(await notes.keep(second)).toBe(true);
    expect(await notes.load('world shop')).toEqual(second);
  });
}
