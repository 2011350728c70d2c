/** A run's id: the experiment, the wall time, four random characters. Also its execution's name, so at most 80 characters. */
import { randomInt } from 'node:crypto';

/** Without the letters and digits that people mix up when they read them aloud. */
const letters = 'abcdefghjkmnpqrstuvwxyz23456789';
/** Execution names take 80 characters, and recovery's add `-r<attempt>`. */
const longestName = 50;

/** @param wallTime milliseconds since 1970, by the wall clock: people look for runs by it. */
export function newRunId(experiment: string, wallTime: number): string {
  const [day, time] = new Date(wallTime).toISOString().slice(0, 19).replace(/[-:]/g, '').split('T');
  const random = Array.from({ length: 4 }, () => letters[randomInt(letters.length)]).join('');
  return `${experiment.slice(0, longestName)}-${day}-${time}-${random}`;
}
