/** `squall doctor`: whether what a run depends on is in order. With `--trip` a stop alarm is fired, and the time to stop measured. */
import type { CheckupOptions } from '../../doctor/checkup.ts';
import type { TripCommandOptions } from '../../doctor/trip/command.ts';
import { Failure } from '../failure.ts';
import type { Io } from '../io.ts';
import { listenForInterrupts } from '../run/interrupts.ts';

export type DoctorOptions = CheckupOptions & Omit<TripCommandOptions, 'trip'> & { readonly trip?: string };

/** Flags that say something of a trip alone. */
const ofTrips = ['seed', 'param', 'confirm'] as const;

/** A checkup: 0 when nothing is wrong, 3 when a run would be refused or not be stopped. A trip: as `apps/doctor/trip/command.ts` says. */
export async function execute(io: Io, [file]: readonly string[], options: DoctorOptions): Promise<number> {
  const { trip } = options;
  if (trip === undefined) {
    const stray = ofTrips.find((flag) => options[flag] !== undefined);
    if (stray) throw new Failure(`--${stray} says something of --trip <alarm> alone`);
    if (file !== undefined)
      throw new Failure('an experiment is named with --trip <alarm> alone: --in says where files are');
    return (await import('../../doctor/checkup.ts')).checkup(io, options);
  }
  const interrupts = listenForInterrupts(process);
  try {
    return await (await import('../../doctor/trip/command.ts')).run(io, file, { ...options, trip }, interrupts);
  } finally {
    interrupts.release();
  }
}
