#!/usr/bin/env node
// Plain JavaScript: the one file that the compile cache cannot serve, and to strip its types would load the compiler that does.
import { enableCompileCache } from 'node:module';

enableCompileCache();
const { main } = await import('../apps/cli/main.ts');
process.exitCode = await main(process.argv.slice(2));
// A run that was left behind still holds timers, and nobody is to wait for them.
process.stdout.write('', () => process.exit());
