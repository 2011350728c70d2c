#!/usr/bin/env node
/** Where `npx` looks that linked the command line while it stood here: it keeps such links for good. */
import './squall.js';
