// Clients of autobahn-js and of wampy. Takes a case in JSON from each line of
// standard input, and prints what became of it:
//
//   {"client": "wampy", "url": …, "realm": …, "method": "ticket",
//    "authid": "joe", "secret": …, "calls": ["com.example.add"]}
//   {"authrole": "user", "calls": ["done"]}, or {"reason": "wamp.error.…"}
import { createRequire } from 'node:module'
import readline from 'node:readline'
import autobahn from 'autobahn'
import { Wampy } from 'wampy'
import { sign } from 'wampy/cryptosign.js'
import * as cra from 'wampy/wampcra.js'
import WebSocket from 'ws'

const nacl = createRequire(import.meta.url)('tweetnacl')

// autobahn-js takes that of browsers, which older releases of Node lack.
globalThis.WebSocket ??= WebSocket

const nothing = () => {}

// What becomes of each promise: "done", or the error's URI.
async function outcomes(promises, uriOf) {
  const settled = await Promise.allSettled(promises)
  return settled.map((each) =>
    each.status === 'fulfilled' ? 'done' : uriOf(each.reason))
}

function answerOfAutobahn(test, method, extra) {
  switch (method) {
    case 'ticket': return test.secret
    case 'wampcra': {
      const key = extra.salt
        ? autobahn.auth_cra.derive_key(test.secret, extra.salt,
                                       extra.iterations, extra.keylen)
        : test.secret
      return autobahn.auth_cra.sign(key, extra.challenge)
    }
    case 'cryptosign':
      return autobahn.auth_cryptosign.sign_challenge(keyOf(test.secret), extra)
  }
  throw new Error(`no ${method}`)
}

const keyOf = (seed) => nacl.sign.keyPair.fromSeed(Buffer.from(seed, 'hex'))

const pubkeyOf = (seed) =>
  Buffer.from(keyOf(seed).publicKey).toString('hex')

function joinByAutobahn(test) {
  return new Promise((resolve) => {
    const connection = new autobahn.Connection({
      url: test.url,
      realm: test.realm,
      authid: test.authid,
      authmethods: [test.method],
      authextra: test.method === 'cryptosign'
        ? { pubkey: pubkeyOf(test.secret) } : undefined,
      max_retries: 0,
      onchallenge: (_, method, extra) => answerOfAutobahn(test, method, extra),
      on_internal_error: nothing,
      on_user_error: nothing,
    })
    connection.onopen = async (session, details) => {
      const calls = await outcomes([
        ...test.registers.map((uri) => session.register(uri, () => 1)),
        ...test.calls.map((uri) => session.call(uri)),
        ...test.subscribes.map((uri) => session.subscribe(uri, nothing)),
        ...test.publishes.map((uri) =>
          session.publish(uri, [1], {}, { acknowledge: true })),
      ], (error) => error.error)
      resolve({ authrole: details.authrole, authid: details.authid, calls })
      connection.close()
    }
    connection.onclose = (reason, details) => {
      resolve({ reason: details.reason ?? reason })
      return true
    }
    connection.open()
  })
}

async function joinByWampy(test) {
  const plugins = {
    ticket: () => test.secret,
    wampcra: cra.sign(test.secret),
    cryptosign: test.method === 'cryptosign' ? sign(test.secret) : nothing,
  }
  const wampy = new Wampy(test.url, {
    ws: WebSocket,
    realm: test.realm,
    autoReconnect: false,
    ...(test.method !== 'anonymous' && {
      authid: test.authid,
      authmethods: [test.method],
      authMode: 'auto',
      authPlugins: plugins,
      authextra: test.method === 'cryptosign'
        ? { pubkey: pubkeyOf(test.secret) } : {},
    }),
  })
  const uriOf = (error) => error.errorUri ?? error.error ?? String(error)
  let details
  try {
    details = await wampy.connect()
  } catch (error) {
    return { reason: uriOf(error) }
  }
  const calls = await outcomes([
    ...test.registers.map((uri) => wampy.register(uri, () => 1)),
    ...test.calls.map((uri) => wampy.call(uri)),
    ...test.subscribes.map((uri) => wampy.subscribe(uri, nothing)),
    ...test.publishes.map((uri) => wampy.publish(uri, [1])),
  ], uriOf)
  await wampy.disconnect()
  return { authrole: details.authrole, authid: details.authid, calls }
}

const CLIENTS = { 'autobahn-js': joinByAutobahn, wampy: joinByWampy }

for await (const line of readline.createInterface({ input: process.stdin })) {
  const test = { calls: [], registers: [], subscribes: [], publishes: [],
                 ...JSON.parse(line) }
  console.log(JSON.stringify(await CLIENTS[test.client](test)))
}
