/** Vitest's global setup: a folder for what the suite's servers see, gone with the suite. */
import { makeRecords, removeRecords } from './recorded-calls.ts';

export default function setup(): () => void {
  makeRecords();
  return removeRecords;
}
