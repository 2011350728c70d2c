/** Vitest's global setup: a real Toxiproxy, built where there is none; where that cannot be, the suite says loudly what it leaves out. */
import { toxiproxyBuilt } from './toxiproxy-program.ts';

export default async function setup(): Promise<void> {
  const found = await toxiproxyBuilt();
  if ('program' in found) process.env.TOXIPROXY_SERVER = found.program;
  else process.stderr.write(`\nSKIP the real Toxiproxy: ${found.why}\n\n`);
}
