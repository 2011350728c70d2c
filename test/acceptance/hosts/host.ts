/** A host of its own: a root folder for what the documents write, and tools that only pretend where the real ones would reach further. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { contentOf } from '../../../lib/documents/compose.ts';
import { hostDocuments } from '../../../lib/documents/documents.ts';

const repository = join(import.meta.dirname, '../../..');

export interface Ended {
  readonly code: number | null;
  readonly output: string;
}

export interface Command {
  readonly process: ChildProcess;
  readonly ended: Promise<Ended>;
  /** As an agent dies: without a word to what it runs. */
  kill(): void;
}

export interface Host {
  readonly root: string;
  /** Runs a document as the agent would, once Systems Manager has held its parameters to their patterns. */
  run(document: string, parameters: Readonly<Record<string, string>>): Command;
  /** A tool that comes before the system's own. */
  pretend(tool: string, script: string): void;
  file(path: string): string;
  has(path: string): boolean;
  write(path: string, content: string): void;
  /** Waits for what must come. @throws when it does not within twenty seconds */
  until(what: string, holds: () => boolean): Promise<void>;
  /** Kills what is left, and removes the root. */
  remove(): void;
}

export function makeHost(): Host {
  const root = mkdtempSync(join(tmpdir(), 'squall-host-'));
  const tools = join(root, 'tools');
  for (const folder of ['etc/cron.d', 'tools', 'var/lib']) mkdirSync(join(root, folder), { recursive: true });
  const at = (path: string) => join(root, path);
  const commands: Command[] = [];
  const host: Host = {
    root,
    run(name, parameters) {
      const command = start(['bash', '-c', scriptFor(name, parameters)], tools, root);
      commands.push(command);
      return command;
    },
    pretend(tool, script) {
      writeFileSync(join(tools, tool), `#!/bin/bash\n${script}\n`);
      chmodSync(join(tools, tool), 0o755);
    },
    file: (path) => readFileSync(at(path), 'utf8'),
    has: (path) => existsSync(at(path)),
    write(path, content) {
      mkdirSync(join(at(path), '..'), { recursive: true });
      writeFileSync(at(path), content);
    },
    async until(what, holds) {
      for (let tries = 0; tries < 400; tries++) {
        if (holds()) return;
        await pause(50);
      }
      throw new Error(`${what} did not come`);
    },
    remove() {
      for (const command of commands) command.kill();
      spawnSync('bash', ['-c', `for f in ${root}/var/lib/squall/*/timer; do [ -f "$f" ] && kill "$(cat "$f")"; done`]);
      rmSync(root, { recursive: true, force: true });
    },
  };
  // The documents ask for root, which their faults take and a folder does not.
  host.pretend('id', 'echo 0');
  return host;
}

function start([tool = '', ...rest]: readonly string[], tools: string, root: string): Command {
  const env = { ...process.env, PATH: `${tools}:${process.env.PATH}`, SQUALL_ROOT: root };
  const child = spawn(tool, rest, { env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  child.stdout.on('data', (text) => (output += text));
  child.stderr.on('data', (text) => (output += text));
  const ended = new Promise<Ended>((resolve) => child.on('exit', (code) => resolve({ code, output })));
  const kill = () => {
    try {
      process.kill(-(child.pid ?? 0), 'SIGKILL');
    } catch {
      // It has ended.
    }
  };
  return { process: child, ended, kill };
}

/** @throws for what Systems Manager would not send */
export function scriptFor(name: string, given: Readonly<Record<string, string>>): string {
  const document = hostDocuments.find((each) => each.name === name);
  if (!document) throw new Error(`there is no document ${name}`);
  const { parameters, mainSteps } = contentOf(document, repository);
  let script = (mainSteps[0]?.inputs.runCommand ?? []).join('\n');
  for (const [key, { allowedPattern, default: otherwise }] of Object.entries(parameters)) {
    const value = given[key] ?? otherwise ?? '';
    if (!new RegExp(allowedPattern).test(value)) throw new Error(`${key} does not match ${allowedPattern}: ${value}`);
    script = script.replaceAll(`{{ ${key} }}`, value);
  }
  return script;
}
