#!/usr/bin/env node
// `npx linli …`: the same road as `npm start`, so that dependencies and the Node version are seen to first.
process.argv.splice(2, 0, 'cli')
await import('../scripts/launch.mjs')
