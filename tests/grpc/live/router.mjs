// The router fox-wamp, which asks services who may join and who may do what, and
// sends the records of its sessions to another.
//
// Usage: router.mjs PROTOS ADDRESS LOG
//
// PROTOS is the folder of the protos, ADDRESS where AuthenticatorService and
// AuthorizerService are, LOG where SessionLogService is. Prints "listening on
// URL"; then, for each line of standard input, "stored" once no session is open
// and all records are stored.
import { createRequire } from 'node:module'
import readline from 'node:readline'
import grpc from '@grpc/grpc-js'
import loader from '@grpc/proto-loader'
import { SessionLog, SessionRecorder } from './session_log.mjs'

const require = createRequire(import.meta.url)
const FoxRouter = require('fox-wamp')
const { WampGate } = require('fox-wamp/lib/wamp/gate')
const WampServer = require('fox-wamp/lib/wamp/transport')

const [protos, address, logAddress] = process.argv.slice(2)
const { wamp } = grpc.loadPackageDefinition(loader.loadSync(
  ['wamp/auth/v1/authenticator.proto', 'wamp/auth/v1/authorizer.proto'],
  { keepCase: true, longs: Number, enums: String, oneofs: true,
    includeDirs: [protos] }))
const credentials = grpc.credentials.createInsecure()
const authenticator =
  new wamp.auth.v1.AuthenticatorService(address, credentials)
const authorizer = new wamp.auth.v1.AuthorizerService(address, credentials)
const log = new SessionLog(protos, logAddress, 'fox-1')

const ask = (service, method, request) => new Promise((resolve, reject) => {
  service[method](request, { deadline: Date.now() + 20000 },
                  (error, answer) => error ? reject(error) : resolve(answer))
})

// wamp.v1.Value of what JSON has, and back.
function toValue(json) {
  switch (typeof json) {
    case 'string': return { string_value: json }
    case 'boolean': return { bool_value: json }
    case 'number':
      return Number.isInteger(json)
        ? json < 0 ? { int_value: json } : { uint_value: json }
        : { double_value: json }
  }
  if (json === null) return { null_value: 'NULL_UNSPECIFIED' }
  if (Array.isArray(json)) return { list_value: { values: json.map(toValue) } }
  return { dict_value: toDict(json) }
}
const toDict = (json) => ({
  entries: Object.entries(json).map(
    ([key, value]) => ({ key, value: toValue(value) })),
})

function fromValue(value) {
  switch (value.kind) {
    case 'list_value': return (value.list_value.values ?? []).map(fromValue)
    case 'dict_value': return fromDict(value.dict_value)
    case 'null_value': return null
    default: return value[value.kind]
  }
}
const fromDict = (dict) => Object.fromEntries(
  (dict?.entries ?? []).map(({ key, value }) => [key, fromValue(value)]))

// The codes of the requests that are authorized.
const ACTIONS = new Map([
  [16, 'ACTION_PUBLISH'], [32, 'ACTION_SUBSCRIBE'], [48, 'ACTION_CALL'],
  [64, 'ACTION_REGISTER']])
const GOODBYE = 6

class AskingGate extends WampGate {
  // The router sends null for arguments that are not there, which not all
  // clients take.
  createContext(session, writer) {
    const context = super.createContext(session, writer)
    const send = context.wampSend
    context.wampSend = (message, done) => {
      while (message.at(-1) == null) message.pop()
      send.call(context, message, done)
    }
    return context
  }

  async hello(ctx, session, realm, details) {
    session.realmName = realm
    session.secureDetails = details
    session.recorder ??= new SessionRecorder(log)
    session.recorder.attaching(realm, details)
    const request = {
      request_id: `fox-${session.sessionId}`,
      details: { realm },
    }
    if (details.authmethods) {
      request.details.authmethods = { values: details.authmethods }
    }
    if (details.authid) request.details.authid = details.authid
    if (details.authextra) {
      request.details.authextra = toDict(details.authextra)
    }
    await this.obey(ctx, session, ask(authenticator, 'Hello', request))
  }

  async authenticate(ctx, session, signature, extra) {
    const request = {
      request_id: `fox-${session.sessionId}`,
      state: session.sealedState,
      authenticate: { signature, extra: toDict(extra ?? {}) },
    }
    await this.obey(ctx, session, ask(authenticator, 'Authenticate', request))
  }

  // Does what a service answers; anything else turns the client away.
  async obey(ctx, session, asked) {
    let answer = {}
    try {
      answer = await asked
    } catch (error) {
      console.error(`router: ${error.message}`)
    }
    switch (answer.answer) {
      case 'accept':
        this.welcome(ctx, session, answer.accept)
        break
      case 'challenge': {
        const { challenge, state } = answer.challenge
        const extra = fromDict(challenge.extra)
        session.sealedState = state
        session.recorder.challenged(challenge.method, extra)
        this.sendChallenge(ctx, challenge.method, extra)
        break
      }
      case 'deny':
        this.refuse(ctx, session, answer.deny.reason)
        break
      default:
        this.refuse(ctx, session, 'wamp.error.authentication_failed')
    }
  }

  refuse(ctx, session, reason) {
    session.recorder.denied(reason)
    this.sendAbort(ctx, reason)
  }

  welcome(ctx, session, accept) {
    session.setAuthMethod(accept.authmethod)
    session.setUserDetails(accept)
    this.getRouter().getRealm(session.realmName, (realm) => {
      realm.joinSession(session)
      const details = this.makeRealmDetails(session.realmName)
      for (const key of ['authid', 'authrole', 'authmethod', 'authprovider']) {
        if (accept[key]) details[key] = accept[key]
      }
      if (accept.authextra) details.authextra = fromDict(accept.authextra)
      session.recorder.joined(session.sessionId, session.realmName, details)
      this.sendWelcome(ctx, session.sessionId, details)
    })
  }

  // One request after the other, and none that is not allowed.
  handle(ctx, session, message) {
    const action = ACTIONS.get(message[0])
    if (message[0] === GOODBYE) session.recorder?.goodbye(message[2])
    if (!action || !session.getUserDetails()) {
      return super.handle(ctx, session, message)
    }
    const [type, id, options, uri] = message
    session.asked = (session.asked ?? Promise.resolve()).then(async () => {
      const deny = await this.mayNot(session, action, uri)
      session.recorder?.decided(action, uri, deny)
      if (!deny) {
        super.handle(ctx, session, message)
      } else if (action !== 'ACTION_PUBLISH' || options.acknowledge) {
        ctx.wampSendError(type, id, deny.reason, [deny.message ?? ''])
      }
    })
  }

  async mayNot(session, action, uri) {
    const { authid, authrole } = session.getUserDetails()
    try {
      const answer = await ask(authorizer, 'Authorize', {
        session: { realm: session.realmName, authid, authrole }, uri, action })
      if (answer.answer === 'allow') return null
      if (answer.answer === 'deny') return answer.deny
    } catch (error) {
      console.error(`router: ${error.message}`)
    }
    return { reason: 'wamp.error.authorization_failed' }
  }
}

const router = new FoxRouter()
router.on('disconnection', (session) => session.recorder?.transportLost())
const server = new WampServer(new AskingGate(router),
                              { host: '127.0.0.1', port: 0 })
server.on('listening', () => {
  console.log(`listening on ws://127.0.0.1:${server.address().port}`)
})

for await (const _ of readline.createInterface({ input: process.stdin })) {
  await log.settled()
  console.log('stored')
}
