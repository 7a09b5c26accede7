// Asks the services, as a router in Node does.
//
// Usage: node client.mjs ADDRESS VERIFIER
//
// A command as a line of JSON from standard input, and an answer as another; what
// they are is in client_*.json. VERIFIER is for the checkpoints of the log.
import assert from 'node:assert/strict'
import crypto from 'node:crypto'
import { once } from 'node:events'
import readline from 'node:readline'
import { errorToPlain, grpc, record, services } from './messages.mjs'
import { openNote } from './notes.mjs'

// What PKCS #8 has before the 32 bytes of a key of Ed25519.
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')

const deadline = (seconds = 30) => Date.now() + seconds * 1000

const sign = {
  ticket: (ticket) => ticket,
  wampcra: (secret, extra) => {
    // With a salt the base64 text is the key, and not what it says.
    const key = extra.salt === undefined
      ? secret
      : crypto.pbkdf2Sync(secret, extra.salt, Number(extra.iterations),
                          Number(extra.keylen), 'sha256').toString('base64')
    return crypto.createHmac('sha256', key).update(extra.challenge)
      .digest('base64')
  },
  cryptosign: (seed, extra) => {
    const key = crypto.createPrivateKey({
      key: Buffer.concat([PKCS8, Buffer.from(seed, 'hex')]),
      format: 'der',
      type: 'pkcs8',
    })
    const challenge = Buffer.from(extra.challenge, 'hex')
    return crypto.sign(null, challenge, key).toString('hex') + extra.challenge
  },
}

// What a router's log has sealed.
class Node {
  constructor(name) {
    this.name = name
    this.bootId = crypto.randomUUID()
    this.sealed = []
  }

  seal() {
    const now = { seconds: Math.floor(Date.now() / 1000), nanos: 0 }
    this.sealed.push(record.write({
      record_id: crypto.randomUUID(),
      node: this.name,
      boot_id: this.bootId,
      sequence: this.sealed.length + 1,
      previous_hash: this.sealed.length > 0 ? this.hash() : undefined,
      time: now,
      observed_time: now,
      realm: 'realm1',
      joined: { authid: 'joe' },
    }))
  }

  hash() {
    return crypto.createHash('sha256').update(this.sealed.at(-1))
      .digest('base64')
  }
}

const sequences = (records) =>
  (records ?? []).map((each) => Number(record.read(each).sequence))

class Client {
  constructor(address, verifier) {
    this.verifier = verifier
    this.stubs = Object.values(services).map((service) =>
      new (grpc.makeGenericClientConstructor(service))(
        address, grpc.credentials.createInsecure()))
    this.log = this.stubs.find((each) => each.Append !== undefined)
    this.nodes = new Map()
  }

  async run({ do: command, ...rest }) {
    try {
      return await this[command](rest)
    } catch (error) {
      if (error.metadata === undefined) throw error
      return errorToPlain(error)
    }
  }

  ask(method, request, seconds) {
    const stub = this.stubs.find((each) => each[method] !== undefined)
    return new Promise((resolve, reject) => {
      stub[method](request, { deadline: deadline(seconds) }, (error, answer) =>
        error ? reject(error) : resolve(answer))
    })
  }

  async call({ method, request, proof, seconds }) {
    if (proof !== undefined) this.#prove(request, proof)
    const answer = await this.ask(method, request, seconds)
    if (answer.challenge !== undefined) this.challenge = answer.challenge
    return answer
  }

  #prove(request, proof) {
    const { method, extra } = this.challenge.challenge
    // Each value is a message with the one field that is set.
    const values = Object.fromEntries((extra?.entries ?? []).map(
      ({ key, value }) => [key, Object.values(value)[0]]))
    request.state = this.challenge.state
    request.authenticate = { signature: sign[method](proof, values) }
  }

  // The answer, or the code of the error and nothing else.
  async #try(call) {
    try {
      return await this.call(call)
    } catch (error) {
      return { code: grpc.status[error.code] }
    }
  }

  // What a router does with a client: only an accept lets it in.
  async join({ details, proof, seconds }) {
    const request = { request_id: 'r1', details }
    let answer = await this.#try({ method: 'Hello', request, seconds })
    if (answer.challenge) {
      answer = await this.#try({
        method: 'Authenticate', request: { request_id: 'r1' }, proof, seconds })
    }
    const { accept, deny, code } = answer
    if (accept) return { welcome: accept }
    if (deny) return { abort: deny.reason }
    return { abort: 'wamp.error.authentication_failed', code }
  }

  // Whether a session may do that: only an allow is a yes.
  async may({ seconds, ...request }) {
    const { allow, deny, code } =
      await this.#try({ method: 'Authorize', request, seconds })
    if (allow) return { allowed: true }
    if (deny) return { allowed: false, reason: deny.reason }
    return { allowed: false, reason: 'wamp.error.authorization_failed', code }
  }

  // Asks first how far the service is; then `again` records once more. A batch is
  // the number of its records.
  async append({ node, batches, again = 0 }) {
    if (!this.nodes.has(node)) this.nodes.set(node, new Node(node))
    const sender = this.nodes.get(node)
    const stream = this.log.Append({ deadline: deadline() })
    const received = stream[Symbol.asyncIterator]()
    const answers = []
    const send = async (records) => {
      stream.write({ node, records })
      const { value: answer } = await received.next()
      answers.push({
        sequence: Number(answer.sequence ?? 0),
        count: Number(answer.count ?? 0),
        is_ours: sender.sealed.length > 0 && answer.hash === sender.hash() &&
          answer.boot_id === sender.bootId,
      })
    }
    await send([])
    for (const count of batches) {
      const first = sender.sealed.length - again
      for (let i = 0; i < count; ++i) sender.seal()
      await send(sender.sealed.slice(first))
      again = 0
    }
    stream.end()
    assert.equal((await received.next()).done, true)
    return { answers }
  }

  // Bytes that may be no records.
  async append_raw({ node, records }) {
    const stream = this.log.Append({ deadline: deadline() })
    stream.end({ node, records })
    const answers = []
    for await (const answer of stream) answers.push(answer)
    return { answers }
  }

  async list({ size, node }) {
    const request = {
      filter: { node }, page_size: size, order: 'RECORD_ORDER_OLDEST_FIRST' }
    const pages = []
    do {
      const page = await this.ask('ListRecords', request)
      pages.push(sequences(page.records))
      request.page_token = page.next_page_token
    } while (request.page_token)
    return { pages }
  }

  async tail({ count, node }) {
    const stream =
      this.log.Tail({ filter: { node } }, { deadline: deadline() })
    await once(stream, 'metadata')
    await this.append({ node, batches: Array(count).fill(1) })
    const seen = []
    for await (const answer of stream) {
      seen.push(...sequences(answer.records))
      if (seen.length >= count) break
    }
    stream.cancel()
    return { sequences: seen }
  }

  async checkpoint({ node }) {
    const { checkpoint } = await this.ask('GetCheckpoint', { node })
    const [count, last] = openNote(checkpoint, this.verifier)
    const forged = checkpoint.replace(`\n${count}\n`, '\n1\n')
    return {
      count,
      is_ours: last === this.nodes.get(node).hash(),
      finds_forgery: openNote(forged, this.verifier) === undefined,
    }
  }
}

const client = new Client(...process.argv.slice(2))
for await (const line of readline.createInterface(process.stdin)) {
  console.log(JSON.stringify(await client.run(JSON.parse(line))))
}
process.exit()
