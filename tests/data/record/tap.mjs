// A WAMP router (fox-wamp) behind a recording WebSocket proxy.
//
// Peers connect to ws://127.0.0.1:PORT/<peer>/<scenario>. Every frame a peer
// sends is appended to <out>/<peer>/<scenario>.<format>. The router speaks
// JSON alone, so what it sends is recorded for JSON peers and only translated
// for the others. Prints PORT and ends when its standard input closes.
import fs from 'node:fs'
import path from 'node:path'
import { createHmac, pbkdf2Sync } from 'node:crypto'
import FoxRouter from 'fox-wamp'
import { WebSocket, WebSocketServer } from 'ws'
import { codecs } from './codec.mjs'

const LIFETIME_MS = 120_000
const out = process.argv[2]

const TICKET = 'made-up-ticket-0001'
const CRA = { secret: 'made-up-secret', salt: 'made-up-salt', iterations: 1000,
  keylen: 32 }

const craChallenge = (details) => JSON.stringify({
  authid: details.authid, authrole: 'user', authmethod: 'wampcra',
  authprovider: 'static', session: 3251278072152162,
  nonce: 'made-up-nonce', timestamp: '2020-01-01T00:00:00.000Z'
})

function craSignature(challenge) {
  const key = pbkdf2Sync(CRA.secret, CRA.salt, CRA.iterations, CRA.keylen,
    'sha256').toString('base64')
  return createHmac('sha256', key).update(challenge).digest('base64')
}

const accept = (done) => done(undefined, { role: 'user' })
const refuse = (done) => done(new Error('refused'))

const authHandler = {
  getAuthMethods: () => ['ticket', 'wampcra', 'cryptosign'],
  ticket_auth: (realm, details, signature, extra, done) =>
    signature === TICKET ? accept(done) : refuse(done),
  wampcra_extra: (realm, details, done) => done(undefined, {
    challenge: craChallenge(details), salt: CRA.salt,
    iterations: CRA.iterations, keylen: CRA.keylen }),
  wampcra_auth: (realm, details, signature, extra, done) =>
    signature === craSignature(craChallenge(details))
      ? accept(done) : refuse(done),
  cryptosign_extra: (realm, details, done) =>
    done(undefined, { challenge: '5a'.repeat(32), channel_binding: null }),
  cryptosign_auth: (realm, details, signature, extra, done) =>
    signature.length === 192 ? accept(done) : refuse(done)
}

const router = new FoxRouter()
const loopback = { host: '127.0.0.1', port: 0 }
const listeners = {
  open: router.listenWAMP({ ...loopback }),
  auth: router.listenWAMP({ ...loopback }, authHandler)
}

function record(peer, scenario, format, data) {
  const folder = path.join(out, peer)
  fs.mkdirSync(folder, { recursive: true })
  const file = path.join(folder, `${scenario}.${format}`)
  fs.appendFileSync(file, data)
  if (format === 'json') fs.appendFileSync(file, '\n')
}

function serve(client, request) {
  const [, peer, scenario] = request.url.split('/')
  const format = client.protocol.split('.')[2]
  const listener = scenario === 'auth' ? listeners.auth : listeners.open
  const upstream = new WebSocket(
    `ws://127.0.0.1:${listener.address().port}`, 'wamp.2.json')
  const waiting = []
  const forward = (text) => upstream.readyState === WebSocket.OPEN
    ? upstream.send(text) : waiting.push(text)

  upstream.on('open', () => waiting.splice(0).forEach(forward))
  upstream.on('error', () => client.terminate())
  upstream.on('close', () => client.close())
  client.on('close', () => upstream.close())
  client.on('message', (data) => {
    record(peer, scenario, format, data)
    forward(format === 'json' ? data.toString('utf8')
      : codecs.json.encode(codecs[format].decode(data)).toString('utf8'))
  })
  upstream.on('message', (data) => {
    if (format === 'json') {
      record('fox-wamp', scenario, format, data)
      client.send(data.toString('utf8'))
    } else {
      client.send(codecs[format].encode(codecs.json.decode(data)))
    }
  })
}

const tap = new WebSocketServer({
  ...loopback,
  handleProtocols: (offered) => [...offered].find(
    (name) => name.split('.')[2] in codecs) ?? false
})
tap.on('connection', serve)
tap.on('listening', () => console.log(tap.address().port))

process.stdin.on('end', () => process.exit(0)).resume()
setTimeout(() => process.exit(1), LIFETIME_MS)
