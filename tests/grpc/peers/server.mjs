// A server of the services, with a little logic of its own, as server.py has it.
//
// Usage: node server.mjs PORT LOG [COUNT [SILENT]]
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { appendFileSync, existsSync, readFileSync } from 'node:fs'

import { detailsFromPlain, grpc, record as codec, services }
  from './messages.mjs'
import { Signer } from './notes.mjs'

const [port, path, count, silent = ''] = process.argv.slice(2)
const signer = new Signer('logs.example.org')
const cases = JSON.parse(
  readFileSync(new URL('server_cases.json', import.meta.url)))

// Until the caller has given up; who is silent doesn't answer then.
async function beSlow(how, call) {
  if (!call.cancelled) await once(call, 'cancelled')
  if (how === 'silent') await new Promise(() => {})
}

// Gives what the case of that name says: an answer, or bytes.
async function answer(kinds, name, call) {
  const all = [...cases[kinds], ...cases['slow_' + kinds]]
  const found = all.find((one) => one.name === name)
  if (found === undefined) {
    const error = new Error(`expected a name of a case, got ${name}`)
    throw Object.assign(error, { code: grpc.status.INVALID_ARGUMENT })
  }
  if (found.slow) await beSlow(found.slow, call)
  if (found.error) {
    throw Object.assign(new Error(found.error.message), {
      code: grpc.status[found.error.code],
      metadata: detailsFromPlain(found.error)
    })
  }
  if (found.fault) throw new Error('this server has a fault')
  return found.raw ? Buffer.from(found.raw, 'base64') : found.answer
}

// What answers each call, or throws.
const unary = (answer) => async (call, done) => {
  try {
    done(null, await answer(call.request, call))
  } catch (error) {
    done(error)
  }
}

const stateOf = (request, authid) =>
  Buffer.from(JSON.stringify([request.request_id, request.transport.peer, authid]))

const challenge = (request, authid) => ({
  challenge: {
    challenge: { method: 'ticket', extra: {} },
    state: stateOf(request, authid),
    time_to_live: { seconds: 30 }
  }
})

const authenticator = {
  GetCapabilities: unary(() =>
    ({ authmethods: ['anonymous', 'ticket'], agent: 'peer' })),
  Hello: unary(async (request, call) => {
    const { authid } = request.details
    const said = await answer('hellos', authid, call)
    if (!said.challenge?.challenge) return said
    return { challenge: { ...said.challenge, state: stateOf(request, authid) } }
  }),
  Authenticate: unary(async (request, call) => {
    const [id, peer, authid] = JSON.parse(Buffer.from(request.state, 'base64'))
    if (id !== request.request_id || peer !== request.transport.peer) {
      return { deny: { reason: 'wamp.error.invalid_argument' } }
    }
    const { signature } = request.authenticate
    if (['late', 'silent'].includes(signature)) await beSlow(signature, call)
    switch (signature) {
      case 'right':
      case 'late':
        return { accept: { authid, authrole: 'user', authmethod: 'ticket' } }
      case 'again':
        return challenge(request, authid)
      case 'wrong':
        return {
          deny: {
            reason: 'wamp.error.authentication_denied', message: 'wrong ticket'
          }
        }
      default:
        return {}
    }
  })
}

const authorizer = {
  Authorize: unary((request, call) => answer('actions', request.uri, call))
}

// Takes records of one node at a time, and refuses what it has already, as
// server.py does.
const records = existsSync(path)
  ? readFileSync(path, 'ascii').split('\n').filter(Boolean)
  : []
const tails = new Set()
const bytesOf = (record) => Buffer.from(record, 'base64')
const recordsOf = (node) =>
  records.filter((record) => codec.read(record).node === node)
const hashOf = (record) => createHash('sha256').update(bytesOf(record)).digest()

function store(record) {
  if (records.includes(record)) {
    throw Object.assign(new Error('records: expected new ones, got one again'), {
      code: grpc.status.ALREADY_EXISTS
    })
  }
  appendFileSync(path, record + '\n')
  records.push(record)
  if (records.length === Number(count)) process.kill(process.pid, 'SIGKILL')
  for (const call of tails) call.write({ records: [record] })
}

// The number of the next answer, and those that never come.
let next = 0
const unsaid = silent.split(',')

const log = {
  Append(call) {
    call.on('data', (request) => {
      const number = String(next += 1)
      try {
        if (!unsaid.includes('-' + number)) request.records?.forEach(store)
      } catch (error) {
        call.emit('error', error)
        return
      }
      if (['all', number, '-' + number].some((each) => unsaid.includes(each))) {
        return
      }
      const stored = recordsOf(request.node)
      if (stored.length === 0) return call.write({})
      const last = codec.read(stored.at(-1))
      call.write({
        boot_id: last.boot_id,
        sequence: last.sequence,
        hash: hashOf(stored.at(-1)),
        count: stored.length
      })
    })
    call.on('end', () => call.end())
  },
  ListRecords: unary((request) => {
    const listed = request.order === 'RECORD_ORDER_OLDEST_FIRST'
      ? records
      : [...records].reverse()
    const start = Number(request.page_token ?? 0)
    const end = start + (request.page_size || 100)
    const page = { records: listed.slice(start, end) }
    return end < listed.length ? { ...page, next_page_token: String(end) } : page
  }),
  Tail(call) {
    tails.add(call)
    call.on('cancelled', () => tails.delete(call))
    call.sendMetadata(new grpc.Metadata())
  },
  GetCheckpoint: unary(({ node }) => {
    const stored = recordsOf(node)
    if (stored.length === 0) {
      const error = new Error(
        `node: expected one with records, got "${node}"`)
      throw Object.assign(error, { code: grpc.status.NOT_FOUND })
    }
    const last = codec.read(stored.at(-1))
    return {
      checkpoint: signer.sign([
        stored.length, hashOf(stored.at(-1)).toString('base64'),
        `node ${node}`, `boot_id ${last.boot_id}`,
        `sequence ${last.sequence}`, `time ${new Date().toISOString()}`
      ])
    }
  })
}

// Lets methods answer with bytes, which are sent as they are.
function raw(service) {
  return Object.fromEntries(Object.entries(service).map(([name, method]) => [
    name,
    {
      ...method,
      responseSerialize: (said) =>
        Buffer.isBuffer(said) ? said : method.responseSerialize(said)
    }
  ]))
}

const server = new grpc.Server()
server.addService(raw(services.authenticator), authenticator)
server.addService(raw(services.authorizer), authorizer)
server.addService(services.log, log)
server.bindAsync(
  `127.0.0.1:${port}`, grpc.ServerCredentials.createInsecure(),
  (error, bound) => {
    if (error) throw error
    console.log(`listening on 127.0.0.1:${bound} ${signer.verifier}`)
  })
process.stdin.on('end', () => server.forceShutdown()).resume()
