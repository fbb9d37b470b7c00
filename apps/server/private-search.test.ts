/** A search for a whole number goes in the body of a request: an address is written down by every proxy on the way. */
import assert from 'node:assert/strict'
import { http } from '../../kernel/http.ts'
import { isPrivate } from '../../kernel/contract.ts'
import { people } from '../../modules/people/contract.ts'
import { idOf, now, register, test, wangId } from '../../modules/people/stories.ts'

test('a list is asked with what is private in the body, and answers as it does by its address; nothing else is', async told => {
  await register(told)
  assert.equal(isPrivate(people.ops.persons.input, { search: wangId }), true)
  assert.equal(isPrivate(people.ops.persons.input, { page: 2 }), false)
  const { app } = await http({
    house: told.house,
    now: () => now,
    origin: 'https://linli.example.cn',
    secure: true,
    whoIs: async token => told.actors[decodeURIComponent(token)] ?? null,
  })
  const headers = { authorization: `Bearer ${encodeURIComponent('小沈')}` }
  const post = (payload: object) => app.inject({ method: 'POST', url: '/api/people.persons', headers, payload })
  const found = await post({ search: wangId })
  const byAddress = await app.inject({ url: `/api/people.persons?search=${wangId}`, headers })
  assert.equal(found.statusCode, 200, found.body)
  assert.deepEqual([found.json(), found.json().total], [byAddress.json(), 1])
  assert.equal((await post({ search: idOf('1960-01-01', 2) })).json().total, 0)
  assert.equal((await post({ page: 2 })).statusCode, 405)
  const guest = await app.inject({ method: 'POST', url: '/api/people.persons', payload: { search: wangId } })
  assert.equal(guest.json().total, 0, 'whoever is nobody finds nobody')
})
