// Sends messages in the codecs of autobahn-js through the library and compares.
//
// Usage: node js_interop.mjs DRIVER [MESSAGES [SEED]]
//
// DRIVER is the program frame_driver. A random message is written by a codec,
// read and written by the library (sometimes in another format), and read by
// the codec again. Then come the values that the two treat differently: they
// are the rows of docs/autobahn-differences.md whose ids start with "js-".
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'

const SKIP_RETURN_CODE = 77
const SHOWN_FAILURES = 10
// By the numbers of wamp.v1.Serializer.
const SERIALIZERS = { json: 1, msgpack: 2, cbor: 3 }
const OK = 0
const UNIMPLEMENTED = 2

const driver = process.argv[2]
const count = Number(process.argv[3] ?? 10000)
const seed = Number(process.argv[4] ?? randomInt(2 ** 32))
console.log(`seed ${seed}`)

let codecs, autobahn
try {
  codecs = (await import('../data/record/codec.mjs')).codecs
  autobahn = (await import('../data/record/node_modules/autobahn/index.js'))
    .default
} catch (error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
  console.log(`SKIPPED ${count} messages: no autobahn-js; run ` +
              '`npm ci` in tests/data/record')
  process.exit(SKIP_RETURN_CODE)
}

// A small generator of good quality, which Math.random() can't be seeded to be.
let state = BigInt(seed)
function random() {
  state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n)
  let z = state
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n)
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn)
  return Number((z ^ (z >> 31n)) >> 11n) / 2 ** 53
}
const below = (limit) => Math.floor(random() * limit)
const pick = (values) => values[below(values.length)]
const some = (sizes, make) => Array.from({ length: pick(sizes) }, make)

const TEXTS = ['', 'joe', 'Zürich ✓', '\u{1f600}', 'x'.repeat(40),
               'q"\\/\n\t\u0001\u2028', 'null']
const NUMBERS = [0, 1, -1, 23, 24, -24, -25, -32, -33, 127, 128, 255, 256, -128,
                 -129, 32767, 32768, 65535, 65536, 2 ** 31, -(2 ** 31), 2 ** 32,
                 -(2 ** 32), Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER,
                 0.5, -1.5, 0.1, 1e-300, 5e-324, 3.4028234663852886e38]
const FEATURES = ['publisher_identification', 'pattern_based_subscription',
                  'caller_identification', 'progressive_call_results',
                  'call_canceling', 'x_own']

const bytes = () => Buffer.from(some([0, 1, 33], () => below(256)))
const kinds = {
  text: () => pick(TEXTS),
  flag: () => random() < 0.5,
  id: () => pick([1, 2 ** 32, Number.MAX_SAFE_INTEGER, 1 + below(2 ** 53 - 1)]),
  count: () => pick([1, 2, 500, 2 ** 32]),
  uri: () => some([1, 2, 5], () => pick(['com', 'Zürich', 'x-y'])).join('.'),
  ids: () => some([0, 1, 20], kinds.id),
  texts: () => some([0, 1, 20], kinds.text),
  hops: () => some([0, 1, 3], () => ({
    session: kinds.id(), authid: pick([kinds.text(), null]),
    authrole: kinds.text() })),
  match: () => pick(['exact', 'prefix', 'wildcard']),
  invoke: () => pick(['single', 'first', 'last', 'roundrobin', 'random']),
  mode: () => pick(['skip', 'kill', 'killnowait']),
  code: () => pick([16, 32, 34, 48, 64, 66, 68]),
  value: (depth = 3) => pick([
    () => pick(NUMBERS), kinds.text, kinds.flag, () => null, bytes,
    ...(depth ? [() => kinds.list(depth - 1), () => kinds.dict(depth - 1)] : [])
  ])(),
  list: (depth = 3) => some([0, 1, 2, 17], () => kinds.value(depth)),
  dict: (depth = 3) => Object.fromEntries(some([0, 1, 2, 17], () =>
    [pick(TEXTS) + below(1000), kinds.value(depth)])),
  role: () => ({ features: Object.fromEntries(some([0, 1, 3], () =>
    [pick(FEATURES), kinds.flag()])) }),
  client: () => ({ caller: kinds.role(), subscriber: {} }),
  router: () => ({ broker: kinds.role(), dealer: kinds.role(), x_own: {} })
}

const HOPS = { forward_for: 'hops' }
const PPT = { ppt_scheme: 'text', ppt_serializer: 'text', ppt_cipher: 'text',
              ppt_keyid: 'text' }
const CALLER = { caller: 'id', caller_authid: 'text', caller_authrole: 'text' }
const CALLEE = { callee: 'id', callee_authid: 'text', callee_authrole: 'text' }
const AUTH = { authid: 'text', authrole: 'text', authextra: 'dict',
               agent: 'text' }
// Message arrays. Objects hold optional keys, PAYLOAD is `args` and `kwargs`.
const PAYLOAD = Symbol('payload')
const MESSAGES = [
  [1, 'uri', { authmethods: 'texts', resumable: 'flag', 'resume-session': 'id',
               'resume-token': 'text', x_own: 'value', ...AUTH }],
  [2, 'id', { realm: 'uri', authmethod: 'text', authprovider: 'text',
              resumed: 'flag', resumable: 'flag', resume_token: 'text',
              x_own: 'value', ...AUTH }],
  [3, { message: 'text', x_own: 'value' }, 'uri', PAYLOAD],
  [4, 'text', 'dict'],
  [5, 'text', 'dict'],
  [6, { message: 'text', resumable: 'flag' }, 'uri'],
  [8, 'code', 'id', { ...PPT, ...CALLEE, ...HOPS }, 'uri', PAYLOAD],
  [16, 'id', { acknowledge: 'flag', exclude_me: 'flag', exclude: 'ids',
               exclude_authid: 'texts', exclude_authrole: 'texts',
               eligible: 'ids', eligible_authid: 'texts',
               eligible_authrole: 'texts', retain: 'flag', disclose_me: 'flag',
               rkey: 'value', transaction_hash: 'text', ...PPT, ...HOPS },
   'uri', PAYLOAD],
  [17, 'id', 'id'],
  [32, 'id', { match: 'match', get_retained: 'flag', nkey: 'value', ...HOPS },
   'uri'],
  [33, 'id', 'id'],
  [34, 'id', 'id', HOPS],
  [35, 'id', { subscription: 'id', reason: 'uri' }],
  [36, 'id', 'id', { publisher: 'id', publisher_authid: 'text',
                     publisher_authrole: 'text', topic: 'uri', retained: 'flag',
                     trustlevel: 'count', ...PPT, ...HOPS }, PAYLOAD],
  [337, 'id'],
  [48, 'id', { timeout: 'count', receive_progress: 'flag', disclose_me: 'flag',
               progress: 'flag', rkey: 'value', runmode: 'text', ...PPT,
               ...CALLER, ...HOPS }, 'uri', PAYLOAD],
  [49, 'id', { mode: 'mode', ...HOPS }],
  [50, 'id', { progress: 'flag', ...PPT, ...CALLEE, ...HOPS }, PAYLOAD],
  [64, 'id', { match: 'match', invoke: 'invoke', concurrency: 'count',
               force_reregister: 'flag', disclose_caller: 'flag', ...HOPS },
   'uri'],
  [65, 'id', 'id'],
  [66, 'id', 'id', HOPS],
  [67, 'id', { registration: 'id', reason: 'uri' }],
  [68, 'id', 'id', { procedure: 'uri', timeout: 'count', trustlevel: 'count',
                     receive_progress: 'flag', ...PPT, ...CALLER, ...HOPS },
   PAYLOAD],
  [69, 'id', { mode: 'mode', reason: 'uri', ...HOPS }],
  [70, 'id', { progress: 'flag', ...PPT, ...CALLEE, ...HOPS }, PAYLOAD]
]

function randomMessage() {
  const chance = pick([0.1, 0.5, 1])
  const [code, ...slots] = pick(MESSAGES)
  const message = [code]
  for (const slot of slots) {
    if (slot === PAYLOAD) {
      message.push(...pick([() => [], () => [kinds.list()],
                            () => [kinds.list(), kinds.dict()]])())
    } else if (typeof slot === 'string') {
      message.push(kinds[slot]())
    } else {
      message.push(Object.fromEntries(Object.entries(slot)
        .filter(() => random() < chance)
        .map(([key, kind]) => [key, kinds[kind]()])))
    }
  }
  if (code === 1) message[2].roles = kinds.client()
  if (code === 2) message[2].roles = kinds.router()
  return message
}

// Asks for many messages { source, target, data } at once.
function ask(questions) {
  const input = Buffer.concat(questions.flatMap(({ source, target, data }) => {
    const head = Buffer.alloc(6)
    head[0] = SERIALIZERS[source]
    head[1] = SERIALIZERS[target]
    head.writeUInt32BE(data.length, 2)
    return [head, data]
  }))
  const run = spawnSync(driver, { input, maxBuffer: 2 ** 30 })
  if (run.error || run.status !== 0) {
    throw new Error(`${driver}: ${run.error ?? run.stderr}`)
  }
  const answers = []
  for (let at = 0; at < run.stdout.length;) {
    const end = at + 5 + run.stdout.readUInt32BE(at + 1)
    const body = run.stdout.subarray(at + 5, end)
    answers.push({ kind: run.stdout[at], body })
    at = end
  }
  assert.equal(answers.length, questions.length, `answers of ${driver}`)
  return answers
}

let failures = 0
function fail(text) {
  failures += 1
  if (failures <= SHOWN_FAILURES) console.log(`FAILED: ${text.slice(0, 2000)}`)
}

const ping = [17, 1, 2]
const known = ask(Object.keys(SERIALIZERS).map((name) =>
  ({ source: name, target: name, data: codecs[name].encode(ping) })))
const names = Object.keys(SERIALIZERS).filter(
  (name, i) => known[i].kind !== UNIMPLEMENTED)
for (const name of Object.keys(SERIALIZERS)) {
  if (!names.includes(name)) console.log(`SKIPPED: the library has no ${name}`)
}

const counts = {}
const sent = Array.from({ length: count }, () => {
  const message = randomMessage()
  const source = pick(names)
  const target = pick([source, pick(names)])
  return { message, source, target, data: codecs[source].encode(message) }
})
ask(sent).forEach(({ kind, body }, i) => {
  const { message, source, target, data } = sent[i]
  const way = `${source} to ${target}`
  counts[way] = (counts[way] ?? 0) + 1
  const told = `${way}: ${JSON.stringify(message)}`
  if (kind !== OK) return fail(`${told}: ${body}`)
  try {
    // What the codec reads from its own bytes is what both can carry.
    assert.deepStrictEqual(codecs[target].decode(body),
                           codecs[source].decode(data))
  } catch (error) {
    fail(`${told}: ${error.message}`)
  }
})

// The differences, by their rows: each gives whether it is still there.
const { JSONSerializer, MsgpackSerializer } = autobahn.serializer
const tryOne = (source, data) => ask([{ source, target: 'json', data }])[0]
const call = (args) => [48, 1, {}, 'a.b', args]
const RULES = {
  'js-json-bytes': () => {
    const text = new JSONSerializer().serialize(call([Buffer.from([1, 2])]))
    const { kind, body } = tryOne('json', Buffer.from(text))
    return kind === OK && body.includes('{"type":"Buffer","data":[1,2]}') &&
      new JSONSerializer().unserialize('["\\u0000AQI="]')[0] === '\0AQI='
  },
  'js-wide-integer': () => {
    const text = '[48,1,{},"a.b",[9007199254740993]]'
    const { kind, body } = tryOne('json', Buffer.from(text))
    return kind === OK && body.toString() === text &&
      new JSONSerializer().unserialize(text)[4][0] === 9007199254740992
  },
  'js-date': () => {
    const data = new MsgpackSerializer().serialize(call([new Date(0)])).slice()
    return tryOne('msgpack', data).kind !== OK &&
      new MsgpackSerializer().unserialize(data)[4][0] instanceof Date
  }
}
const table = readFileSync(
  new URL('../../docs/autobahn-differences.md', import.meta.url), 'utf8')
const listed = [...table.matchAll(/^\| `(js-[a-z-]+)` \|/gm)].map((m) => m[1])
assert.deepEqual(listed.sort(), Object.keys(RULES).sort(),
                 'the rows of the table and the rules of this test')
for (const [rule, holds] of Object.entries(RULES)) {
  if (!holds()) fail(`${rule} is listed, but makes no difference`)
}

const ways = Object.entries(counts).map(([way, n]) => `${n} ${way}`).join(', ')
console.log(`js_interop: ${count} messages, ${ways}, ` +
            `${listed.length} listed differences, ${failures} failures`)
process.exit(failures ? 1 : 0)
