/**
 * Signs in with a passkey, or registers one. A part of a page that needs it is hidden until the browser says it can:
 * whoever has no script, or an old phone, never sees a button that does nothing.
 */
;(() => {
  const { browserSupportsWebAuthn, startAuthentication, startRegistration } = window.SimpleWebAuthnBrowser
  if (!browserSupportsWebAuthn()) return

  const post = async (op, input) => {
    const response = await fetch(`/api/identity.${op}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    })
    const answer = await response.json()
    if (!response.ok) throw new Error(answer.detail && typeof answer.detail === 'string' ? answer.detail : answer.title)
    return answer
  }

  const work = {
    async signIn() {
      const { id, options } = await post('askPasskey', {})
      await post('signInByPasskey', { id, credential: await startAuthentication({ optionsJSON: options }) })
    },
    async register(box) {
      const { id, options } = await post('startPasskey', {})
      const name = box.querySelector('input').value.trim() || box.dataset.name
      await post('addPasskey', { id, name, credential: await startRegistration({ optionsJSON: options }) })
    },
  }

  for (const box of document.querySelectorAll('[data-passkey]')) {
    const [button, said] = [box.querySelector('button'), box.querySelector('[role=status]')]
    box.hidden = false
    button.addEventListener('click', async () => {
      button.disabled = true
      said.textContent = ''
      try {
        await work[box.dataset.passkey](box)
        location.assign(box.dataset.then)
      } catch (error) {
        // Whoever closed the device's window knows that they did.
        said.textContent = /[\u4e00-\u9fff]/.test(error.message) ? error.message : box.dataset.failed
        button.disabled = false
      }
    })
  }
})()
