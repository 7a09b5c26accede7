// autobahn-js as a client of the tap: one run records every scenario in every
// format it can speak. Usage: node js_peer.mjs PORT
import autobahn from 'autobahn'
import { WebSocket } from 'ws'

// Node.js has a WebSocket of its own from release 22 on.
globalThis.WebSocket ??= WebSocket

const port = process.argv[2]
const { JSONSerializer, MsgpackSerializer, CBORSerializer } =
  autobahn.serializer
const serializers = [JSONSerializer, MsgpackSerializer, CBORSerializer]
const REALM = 'realm1'
const TEN = Array.from({ length: 10 }, (unused, i) => 1000000000000001 + i)
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

// Joins, lets `act` use the session and leaves. Resolves when all is closed,
// even when the router refuses the session.
function within(Serializer, scenario, options, act) {
  return new Promise((resolve, reject) => {
    const connection = new autobahn.Connection({
      url: `ws://127.0.0.1:${port}/autobahn-js/${scenario}`,
      realm: REALM, max_retries: 0, serializers: [new Serializer()], ...options
    })
    connection.onopen = async (session) => {
      try {
        await act(session)
        connection.close('wamp.close.normal', 'recording is complete')
      } catch (error) {
        reject(error)
      }
    }
    connection.onclose = () => { resolve(); return true }
    connection.open()
  })
}

async function pubsub(Serializer, session) {
  const heard = () => {}
  const subscription = await session.subscribe('com.example.one', heard)
  await session.subscribe('com.example', heard,
    { match: 'prefix', get_retained: true })
  await session.subscribe('com..two', heard, { match: 'wildcard' })
  await session.publish('com.example.one', [1, 'two', 3.5, null, true],
    { key: 'Grüße', big: 9007199254740991 },
    { acknowledge: true, exclude_me: false, disclose_me: true })
  await session.publish('com.example.kept', ['kept'], { n: -1 },
    { acknowledge: true, retain: true })
  session.publish('com.example.one', ['narrow'], { list: [] }, {
    exclude: TEN, eligible: TEN.toReversed(),
    exclude_authid: ['joe', 'ann'], exclude_authrole: ['guest'],
    eligible_authid: ['kim'], eligible_authrole: ['user', 'backend'] })
  session.publish('com.example.empty')
  if (Serializer !== JSONSerializer) {
    session.publish('com.example.blob', [Buffer.from([0, 1, 254, 255])],
      { blob: Buffer.alloc(40, 7) })
  }
  await pause(50)
  await session.unsubscribe(subscription)
}

async function rpc(Serializer, session) {
  const add = async (args, kwargs, details) => {
    if (details.progress) details.progress([1], { part: true })
    return new autobahn.Result([args[0] + args[1]], { kind: 'sum' })
  }
  const fail = () => {
    throw new autobahn.Error('com.example.error.bad', ['no', 7], { at: 'fail' })
  }
  // A call that yields undefined ends the process when sent as msgpack.
  const slow = () => pause(200).then(
    () => Serializer === JSONSerializer ? undefined : 'late')
  const registration = await session.register('com.example.add', add,
    { match: 'exact', invoke: 'roundrobin', concurrency: 4 })
  await session.register('com.example.fail', fail, { invoke: 'single' })
  await session.register('com.example.slow', slow, { force_reregister: true })
  await session.call('com.example.add', [1, 2], { note: 'plain' })
  await session.call('com.example.add', [2, 3], { note: 'progress' },
    { receive_progress: true, timeout: 5000, disclose_me: true })
  await session.call('com.example.fail', ['x'], { y: [1, [2]] }).catch(() => {})
  await session.call('com.example.absent').catch(() => {})
  const pending = session.call('com.example.slow', [], {}, { timeout: 900 })
  Promise.resolve(pending).catch(() => {})
  await pause(20)
  if (typeof pending.cancel === 'function') pending.cancel({ mode: 'kill' })
  await pause(250)
  await session.unregister(registration)
}

async function auth(Serializer) {
  const key = autobahn.nacl.sign.keyPair.fromSeed(new Uint8Array(32).fill(7))
  const answer = (session, method, extra) => {
    if (method === 'ticket') return 'made-up-ticket-0001'
    if (method === 'cryptosign') {
      return autobahn.auth_cryptosign.sign_challenge(key, extra)
    }
    const derived = autobahn.auth_cra.derive_key(
      'made-up-secret', extra.salt, extra.iterations, extra.keylen)
    return autobahn.auth_cra.sign(derived, extra.challenge)
  }
  const extras = {
    ticket: { device: 'sensor-7', tags: ['a', 'b'] },
    wampcra: {},
    cryptosign: { pubkey: autobahn.auth_cryptosign.public_key(key),
      channel_binding: null }
  }
  for (const [method, authextra] of Object.entries(extras)) {
    await within(Serializer, 'auth',
      { authmethods: [method], authid: 'joe', authextra,
        onchallenge: answer }, () => {})
  }
  await within(Serializer, 'auth', { authmethods: ['ticket'], authid: 'eve',
    onchallenge: () => 'wrong-ticket' }, () => {})
  await within(Serializer, 'auth', { authmethods: ['anonymous'] }, () => {})
}

for (const Serializer of serializers) {
  await within(Serializer, 'session', {}, () => pause(10))
  await within(Serializer, 'pubsub', {}, (s) => pubsub(Serializer, s))
  await within(Serializer, 'rpc', {}, (s) => rpc(Serializer, s))
  await auth(Serializer)
}
process.exit(0)
