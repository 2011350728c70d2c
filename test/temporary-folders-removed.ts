/** Run for each test file, also where modules are loaded once for many: its folders go when it is done. */
import { afterAll } from 'vitest';
import { removeTemporaryFolders } from './temporary-folder.ts';

afterAll(removeTemporaryFolders);
