/** CPU of the command line's start: user and system time of whole processes, the compile cache warm. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const squall = join(import.meta.dirname, '../bin/squall.js');
const rounds = 15;

/** Loaded ahead of the program: at its exit the process tells its own user and system time, in microseconds, on fd 3. */
const meter =
  "import{writeSync}from'node:fs';process.on('exit',()=>{const{user,system}=process.cpuUsage();writeSync(3,String(user+system))})";

/** Milliseconds of user and system time of one whole process. */
async function cpuOf(script: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [`--import=data:text/javascript,${encodeURIComponent(meter)}`, ...script], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const [told] = await Promise.all([text(child.stdio[3] as NodeJS.ReadableStream), once(child, 'exit')]);
  return Number(told) / 1000;
}

async function figureOf(script: readonly string[]): Promise<string> {
  await cpuOf(script);
  const taken: number[] = [];
  for (let i = 0; i < rounds; i += 1) taken.push(await cpuOf(script));
  taken.sort((a, b) => a - b);
  return `${Math.round(taken[Math.floor(rounds / 2)]!)} ms (${Math.round(taken[0]!)} to ${Math.round(taken.at(-1)!)})`;
}

export async function run(): Promise<{ name: string; figure: string; aim?: string }[]> {
  return [
    { name: 'squall --help, user+sys, median of 15', figure: await figureOf([squall, '--help']), aim: '≤200 ms' },
    { name: 'squall validate --help', figure: await figureOf([squall, 'validate', '--help']) },
    { name: 'node -e 0, for comparison', figure: await figureOf(['-e', '0']) },
  ];
}
