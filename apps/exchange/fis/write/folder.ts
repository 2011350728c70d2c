/** The folder of a template as the AWS FIS template library lays it out. */
import type { Experiment } from '../../../../core/experiment/schema/experiment.ts';
import type { Destination } from './place.ts';
import { policiesOf } from './policy.ts';
import { readmeOf } from './readme.ts';
import type { WrittenTemplate } from './template.ts';
import { trustOf } from './trust.ts';

export interface FolderFile {
  readonly name: string;
  readonly text: string;
}

/** By which the library's own tools know a folder of theirs. */
const mark = { AWSFIS: { template: { version: '1.0' } } };

export function folderOf(experiment: Experiment, written: WrittenTemplate, to: Destination): readonly FolderFile[] {
  const { name } = experiment.metadata;
  const { role } = policiesOf(experiment, to);
  return [
    { name: 'README.md', text: readmeOf(experiment, written) },
    { name: 'AWSFIS.json', text: jsonOf(mark) },
    { name: `${name}-template.json`, text: jsonOf(written.document) },
    ...(role ? [{ name: `${name}-iam-policy.json`, text: jsonOf(role.policy) }] : []),
    { name: 'fis-iam-trust-relationship.json', text: jsonOf(trustOf(to)) },
  ];
}

export const jsonOf = (value: unknown): string => `${JSON.stringify(value, null, 4)}\n`;
