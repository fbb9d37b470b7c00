/** An import in a process of its own, for the test that kills it: what to do comes in as one line, how far it is goes out. */
import { text } from 'node:stream/consumers'
import { runImport } from '../../kernel/exchange.ts'
import { openHouse } from '../../kernel/house.ts'
import '../places/import.ts'
import '../places/service.ts'
import './import.ts'
import './service.ts'

const { url, keys, order } = JSON.parse(await text(process.stdin))
const house = await openHouse(url, keys, 2)
await runImport(house, {
  ...order,
  onProgress: run => {
    if (run.state === 'running') console.log(run.read)
  },
})
await house.close()
