/**
 * Votes from the voter's own device. The number that opens the urn is made here, signed by the server without being seen, and
 * sent back with the sheet from nobody: no cookie goes along. The form is hidden until the browser says it can do all this.
 */
import { RSABSSA } from './blindrsa/index.js'

const form = document.querySelector('[data-ballot]')
if (form && globalThis.crypto?.subtle && globalThis.localStorage) begin(form)

function begin(form) {
  const { community, id, voter, op, key, device } = form.dataset
  const suite = RSABSSA.SHA384.PSS.Deterministic()
  const said = form.querySelector('[role=status]')
  const [fill, check, done] = ['fill', 'check', 'done'].map(part => form.querySelector(`[data-part=${part}]`))
  const kept = device === 'own' ? localStorage : sessionStorage
  const name = `linli-ballot-${id}-${voter}`
  form.hidden = false
  document.querySelector('[data-no-ballot]')?.remove()

  const text = bytes =>
    btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
  const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), c => c.charCodeAt(0))

  async function post(op, input, credentials) {
    const response = await fetch(`/api/council.${op}`, {
      method: 'POST',
      credentials,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ community, id, ...input }),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(typeof answer.detail === 'string' ? answer.detail : answer.title)
    return answer
  }

  /** For each question one number an option; null where the question stands on the sheet that is signed by name. */
  const sheet = () =>
    JSON.parse(form.dataset.shape).map((options, q) =>
      options === null
        ? null
        : Array.from({ length: options }, (_, o) => {
            const input = form.querySelector(`[name="q${q}o${o}"], [name="q${q}"][value="${o}"]`)
            return input.type === 'number' || input.inputMode === 'numeric' ? Number(input.value || 0) : Number(input.checked)
          }),
    )

  const show = part => {
    for (const one of [fill, check, done]) one.hidden = one !== part
    said.textContent = ''
    part.querySelector('h2')?.focus()
  }

  form.addEventListener('submit', event => {
    event.preventDefault()
    const list = check.querySelector('ul')
    list.replaceChildren(
      ...[...form.querySelectorAll('fieldset')].map(field => {
        const chosen = [...field.querySelectorAll('input')].flatMap(input => {
          const label = input.closest('label').querySelector('[data-name]').textContent
          if (input.inputMode === 'numeric') return Number(input.value) > 0 ? [`${label} ${input.value}`] : []
          return input.checked ? [label] : []
        })
        const line = document.createElement('li')
        line.className = 'line'
        line.textContent = `${field.querySelector('legend').textContent}：${chosen.join('，') || form.dataset.blank}`
        return line
      }),
    )
    show(check)
  })
  check.querySelector('[data-back]').addEventListener('click', () => show(fill))

  check.querySelector('[data-cast]').addEventListener('click', async ({ target }) => {
    target.disabled = true
    said.textContent = form.dataset.busy
    try {
      const mine = await ticket()
      await post('cast', { token: mine.token, signature: mine.signature, sheet: sheet() }, 'omit')
      kept.removeItem(name)
      const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes(mine.token)))
      const receipt = Array.from(hash.slice(0, 8), b => b.toString(16).padStart(2, '0')).join('')
      done.querySelector('output').textContent = receipt.match(/.{4}/g).join(' ')
      show(done)
    } catch (error) {
      said.textContent = /[\u4e00-\u9fff]/.test(error.message) ? error.message : form.dataset.failed
      target.disabled = false
    }
  })

  /** What was begun is kept until the sheet is in: a phone that lost its network asks again with the same number. */
  async function ticket() {
    const algorithm = { name: 'RSA-PSS', hash: 'SHA-384' }
    const publicKey = await crypto.subtle.importKey('spki', Uint8Array.from(atob(key), c => c.charCodeAt(0)), algorithm, true, ['verify'])
    let begun = JSON.parse(kept.getItem(name) ?? 'null')
    if (!begun) {
      const token = crypto.getRandomValues(new Uint8Array(32))
      const { blindedMsg, inv } = await suite.blind(publicKey, token)
      begun = { token: text(token), blinded: text(blindedMsg), inv: text(inv) }
      kept.setItem(name, JSON.stringify(begun))
    }
    if (!begun.signature) {
      const { signature } = await post(op, { voter, blinded: begun.blinded }, 'same-origin')
      begun.signature = text(await suite.finalize(publicKey, bytes(begun.token), bytes(signature), bytes(begun.inv)))
      kept.setItem(name, JSON.stringify(begun))
    }
    return begun
  }
}
