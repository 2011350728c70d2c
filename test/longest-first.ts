/**
 * The order of files where a suite takes minutes: the longest first, so that no core waits
 * for one that began last. Without it a fresh checkout goes by the size of files.
 */
import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** @param longest names of files up to their first dot, longest first; the others follow by what vitest knows of them */
export const longestFirst = (longest: readonly string[]) =>
  class extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
      const place = ({ moduleId }: TestSpecification) => {
        const at = longest.indexOf(basename(moduleId).replace(/\..*$/, ''));
        return at === -1 ? longest.length : at;
      };
      // Sorting is stable: what is not named keeps the order that it has.
      return (await super.sort(files)).sort((a, b) => place(a) - place(b));
    }
  };
