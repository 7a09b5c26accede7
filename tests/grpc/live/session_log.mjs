// The log of a router's sessions, which it keeps at a SessionLogService.
import crypto from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import grpc from '@grpc/grpc-js'
import loader from '@grpc/proto-loader'

// How many records are sent at once.
const BATCH = 100
// How long the service may take for one answer, and until it is asked again.
const TIMEOUT = 10000
const PAUSE = 50
// A service that is away, which is waited for; other errors are faults.
const AWAY = new Set([
  grpc.status.ABORTED, grpc.status.CANCELLED, grpc.status.DEADLINE_EXCEEDED,
  grpc.status.UNAVAILABLE])

// A UUID of version 7, which begins with the time.
function makeUuid() {
  const bytes = crypto.randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  return bytes.toString('hex').replace(
    /^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

const now = () => {
  const time = Date.now()
  return { seconds: Math.floor(time / 1000), nanos: time % 1000 * 1000000 }
}

// The records of one run of a node, as a chain (include/wamp/log/node_log.h). Each
// stays here until the service has it on its disk.
export class SessionLog {
  #node
  #bootId = makeUuid()
  #service
  #bytesOf
  #events = new EventEmitter()
  // What is to be sealed, and what has been and is not known to be stored.
  #waiting = []
  #sealed = []
  #sequence = 0
  #hash
  #fault
  #open = new Set()

  // PROTOS is the folder of the protos.
  constructor(protos, address, node) {
    this.#node = node
    // Node's loader makes writers for the messages of methods alone, such as the
    // peers' tests have for records.
    const definitions = loader.loadSync(
      ['wamp/log/v1/session_log_service.proto', 'peer_messages.proto'],
      { keepCase: true, longs: Number, enums: String, includeDirs: [
        protos, fileURLToPath(new URL('../peers', import.meta.url))] })
    this.#bytesOf =
      definitions['wamp.peers.v1.Messages'].Records.requestSerialize
    this.#service = new (grpc.makeGenericClientConstructor(
      definitions['wamp.log.v1.SessionLogService']))(
      address, grpc.credentials.createInsecure(),
      { 'grpc.initial_reconnect_backoff_ms': PAUSE,
        'grpc.max_reconnect_backoff_ms': TIMEOUT })
    this.#keepSending().catch((error) => {
      this.#fault = error
      this.#events.emit('change')
    })
  }

  // Takes a record, and doesn't wait.
  write(record) {
    this.#waiting.push({ record_id: makeUuid(), time: now(), ...record })
    this.#events.emit('change')
  }

  // Tells of a session whose records come, and of its end.
  begin(session) {
    this.#open.add(session)
  }

  end(session) {
    this.#open.delete(session)
    this.#events.emit('change')
  }

  // Once no session is open, and the service has all that has been written.
  async settled() {
    while (this.#open.size + this.#waiting.length + this.#sealed.length > 0) {
      if (this.#fault) throw this.#fault
      await once(this.#events, 'change')
    }
  }

  async #keepSending() {
    for (;;) {
      try {
        await this.#send()
      } catch (error) {
        if (!AWAY.has(error.code)) throw error
        console.error(`log: ${error.message}`)
        await setTimeout(PAUSE)
      }
    }
  }

  // By one stream, which first asks how far the service has come.
  async #send() {
    const call = this.#service.Append()
    const answers = call[Symbol.asyncIterator]()
    for (let records = []; ; records = await this.#next()) {
      call.write({ node: this.#node, records })
      const watchdog = globalThis.setTimeout(() => call.cancel(), TIMEOUT)
      const { value: answer } = await answers.next()
      clearTimeout(watchdog)
      if (answer === undefined) {
        throw Object.assign(new Error('the service has ended the stream'),
                            { code: grpc.status.ABORTED })
      }
      this.#forget(answer)
    }
  }

  // What is to be sent: that which has been sealed goes first, as it was.
  async #next() {
    while (this.#sealed.length + this.#waiting.length === 0) {
      await once(this.#events, 'change')
    }
    while (this.#waiting.length > 0 && this.#sealed.length < BATCH) {
      this.#seal(this.#waiting.shift())
    }
    return this.#sealed.map(({ bytes }) => bytes)
  }

  #seal(record) {
    this.#sequence += 1
    const bytes = this.#bytesOf({
      ...record,
      node: this.#node,
      boot_id: this.#bootId,
      sequence: this.#sequence,
      previous_hash: this.#hash,
      observed_time: now(),
    })
    this.#hash = crypto.createHash('sha256').update(bytes).digest()
    this.#sealed.push({ sequence: this.#sequence, bytes })
  }

  // Lets go what the service has; a first record follows the node's last run.
  #forget({ boot_id: bootId, sequence, hash }) {
    if (bootId === this.#bootId) {
      this.#sealed = this.#sealed.filter((each) => each.sequence > sequence)
      this.#events.emit('change')
    } else if (this.#sequence === 0 && hash?.length > 0) {
      this.#hash = hash
    }
  }
}

// What there is of some texts: those of clients may be anything.
const texts = (fields) => Object.fromEntries(
  Object.entries(fields).filter(([, value]) => value != null)
    .map(([name, value]) => [name, String(value)]))

// Whether a dict has something in it, which doesn't go into the log.
const dropped = (dict, path) =>
  Object.keys(dict ?? {}).length === 0
    ? {}
    : { redactions: [{ path, method: 'REDACTION_METHOD_DROP' }] }

// Makes the records of one session (include/wamp/log/session_recorder.h), of which
// none has what proves who a client is.
export class SessionRecorder {
  #log
  #session = { session_uid: makeUuid() }
  #isOver = false

  constructor(log) {
    this.#log = log
    log.begin(this)
  }

  attaching(realm, { authid, authrole, authmethods, authextra }) {
    const claims = texts({ authid, authrole })
    Object.assign(this.#session, texts({ realm }))
    if (Object.keys(claims).length > 0) this.#session.claimed_ident = claims
    const methods = Array.isArray(authmethods)
      ? { authmethods: { values: authmethods.map(String) } }
      : {}
    this.#write({
      attaching: { ...texts({ realm }), ...claims, ...methods },
      ...dropped(authextra, 'attaching.authextra'),
    })
  }

  challenged(method, extra) {
    this.#write({
      challenged: { method }, ...dropped(extra, 'challenged.extra') })
  }

  denied(reason) {
    this.#write({ denied: { reason } })
    this.#end()
  }

  joined(session, realm, { authid, authrole, authmethod, authprovider,
                           authextra }) {
    delete this.#session.claimed_ident
    this.#session.realm = realm
    this.#session.ident = { session, ...texts({ authid, authrole }) }
    this.#write({
      joined: {
        session,
        ...texts({ realm, authid, authrole, authmethod, authprovider }),
      },
      ...dropped(authextra, 'joined.authextra'),
    })
  }

  // `deny` is why not; null for what is allowed.
  decided(action, uri, deny) {
    if (!this.#session.ident) return
    const { reason } = deny ?? {}
    this.#write({
      decided: { action, allowed: !deny, ...texts({ uri, reason }) } })
  }

  goodbye(reason) {
    if (!this.#session.ident) return
    this.#leave({ cause: 'LEAVE_CAUSE_GOODBYE', side: 'SIDE_CLIENT',
                  details: texts({ reason }) })
  }

  transportLost() {
    this.#leave({ cause: 'LEAVE_CAUSE_TRANSPORT_LOST' })
  }

  #leave(left) {
    this.#write({ left })
    this.#end()
  }

  #end() {
    this.#isOver = true
    this.#log.end(this)
  }

  // What a service answers when the client has gone comes too late.
  #write(event) {
    if (!this.#isOver) this.#log.write({ ...this.#session, ...event })
  }
}
