/** Writing files so that no reader ever sees a part of one. */
import { open, rename, rm } from 'node:fs/promises';

/** Written beside its place, flushed, and renamed. @throws what the file system throws, and then nothing is left */
export async function writeWhole(path: string, text: string): Promise<void> {
  const beside = `${path}.${process.pid}.part`;
  try {
    const file = await open(beside, 'w');
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
