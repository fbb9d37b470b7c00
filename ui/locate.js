/**
 * Puts the phone's position into the form and sends it. The button is hidden until the browser says it can: whoever has no
 * script, or an old phone, chooses from the list.
 */
;(() => {
  if (!navigator.geolocation || !isSecureContext) return
  for (const box of document.querySelectorAll('[data-locate]')) {
    const [button, said] = [box.querySelector('button[type=button]'), box.querySelector('[role=status]')]
    box.hidden = false
    button.addEventListener('click', () => {
      button.disabled = true
      said.textContent = box.dataset.waiting
      navigator.geolocation.getCurrentPosition(
        ({ coords }) => {
          const { longitude, latitude, accuracy } = coords
          box.querySelector('[name=here]').value = `${longitude.toFixed(6)},${latitude.toFixed(6)},${Math.round(accuracy)}`
          box.querySelector('[name=go]').click()
        },
        error => {
          button.disabled = false
          said.textContent = error.code === error.PERMISSION_DENIED ? box.dataset.refused : box.dataset.failed
        },
        { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
      )
    })
  }
})()
