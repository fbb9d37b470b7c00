/**
 * `npx linli <command>`: what an operator does from a terminal, on a running system or a stopped one. Results go to
 * standard output, progress to standard error. Ends with 0 done, 1 refused or failed, 2 called wrongly, 3 faults found.
 */
import { program } from './program.ts'

process.exitCode = await program(process.argv.slice(2), {
  env: process.env,
  print: text => console.log(text),
  say: line => console.error(line),
})
