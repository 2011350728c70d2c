/** Debian's chromium under playwright-core. */
import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** @throws an error with the way out when chromium is not installed: a browser test never passes unseen. */
export async function launch(): Promise<Browser> {
  if (!existsSync(executablePath))
    throw new Error(
      `no chromium at ${executablePath}: install it (apt-get install chromium), or set CHROMIUM to its path`,
    );
  return chromium.launch({
    executablePath,
    args: '--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync'.split(
      ' ',
    ),
  });
}
