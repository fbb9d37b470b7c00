/** The same app in two tabs: one of them sends at a time, and each hears when the other has changed something. */

/** Runs `work` unless another tab is at it. `byHand` takes the lock from a tab that the system has put to sleep. */
export type Lock = (byHand: boolean, work: () => Promise<void>) => Promise<void>
export type Channel = { tell: () => void; hear: (changed: () => void) => void; close: () => void }

/** Without locks both tabs send, and the server's receipt makes it once. */
export const openLock =
  (account: string): Lock =>
  async (byHand, work) => {
    if (typeof navigator === 'undefined' || !navigator.locks) return work()
    const how = byHand ? { steal: true } : { ifAvailable: true }
    const request = navigator.locks.request(`linli-outbox-${account}`, how, lock => (lock ? work() : undefined))
    await request.catch((error: unknown) => {
      // Taken over by hand in another tab: that one goes on.
      if ((error as Error).name !== 'AbortError') throw error
    })
  }

export function openChannel(account: string): Channel {
  const channel = new BroadcastChannel(`linli-outbox-${account}`)
  return {
    tell: () => channel.postMessage(null),
    hear: changed => channel.addEventListener('message', changed),
    close: () => channel.close(),
  }
}
