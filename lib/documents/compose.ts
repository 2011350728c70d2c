/** Documents put together of the scripts in `templates/ssm/scripts`, so that each part is a script that can be checked and run. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type HostDocument, hostDocuments } from './documents.ts';

/** Source: AWS Systems Manager, document schema 2.2, and the plugin `aws:runShellScript`. */
export interface DocumentContent {
  readonly schemaVersion: '2.2';
  readonly description: string;
  readonly parameters: Readonly<
    Record<
      string,
      {
        readonly type: 'String';
        readonly description: string;
        readonly allowedPattern: string;
        readonly default?: string;
      }
    >
  >;
  readonly mainSteps: readonly {
    readonly action: 'aws:runShellScript';
    readonly name: string;
    readonly precondition: { readonly StringEquals: readonly string[] };
    readonly inputs: { readonly timeoutSeconds: string; readonly runCommand: readonly string[] };
  }[];
}

/** Twelve hours are the longest fault; what the host does before and after takes minutes at most. */
const longest = '45000';
const folder = join('templates', 'ssm');
const endOfScript = 'SQUALL_TAKE_BACK';

/** @param root the repository */
export function scriptOf(document: HostDocument, root: string): string {
  const read = (name: string) => readFileSync(join(root, folder, 'scripts', `${name}.sh`), 'utf8').trimEnd();
  const given = document.parameters.map(({ name, variable }) => `${variable}='{{ ${name} }}'`);
  if (document.name === 'revert') return ['#!/bin/bash', ...given, read('revert')].join('\n');
  return [
    '#!/bin/bash',
    `fault='${document.name}'`,
    ...given,
    'write_take_back() {',
    `  printf '%s\\n' "token='$token'" "fault='$fault'"`,
    `  cat <<'${endOfScript}'`,
    read(`${document.name}.undo`),
    read('take-back'),
    endOfScript,
    '}',
    read(document.name),
    read('arm'),
  ].join('\n');
}

export const contentOf = (document: HostDocument, root: string): DocumentContent => ({
  schemaVersion: '2.2',
  description: `${document.description} (Squall; see docs/own-actions.md)`,
  parameters: Object.fromEntries(
    document.parameters.map(({ name, doc, pattern, default: otherwise }) => [
      name,
      {
        type: 'String',
        description: doc,
        allowedPattern: `^${pattern}$`,
        ...(otherwise !== undefined && { default: otherwise }),
      },
    ]),
  ),
  mainSteps: [
    {
      action: 'aws:runShellScript',
      name: document.name === 'revert' ? 'takeBack' : 'hold',
      precondition: { StringEquals: ['platformType', 'Linux'] },
      inputs: { timeoutSeconds: longest, runCommand: scriptOf(document, root).split('\n') },
    },
  ],
});

/** File name below `templates/ssm` to its content. */
export const writtenDocuments = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    hostDocuments.map((document) => {
      const { mainSteps, ...head } = contentOf(document, root);
      const steps = mainSteps.map(({ inputs, ...step }) => ({
        ...step,
        inputs: { ...inputs, runCommand: [inputs.runCommand.join('\n')] },
      }));
      return [
        `${document.name}.yaml`,
        `# Written by npm run generate, of templates/ssm/scripts.\n${stringify({ ...head, mainSteps: steps }, { lineWidth: 0 })}`,
      ];
    }),
  );
