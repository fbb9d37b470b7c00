/** Progress that people can read: a line a second, however many are told. */
export function oncePerSecond(say: (line: string) => void): (line: () => string) => void {
  let last = 0
  return line => {
    if (Date.now() - last < 1_000) return
    last = Date.now()
    say(line())
  }
}
