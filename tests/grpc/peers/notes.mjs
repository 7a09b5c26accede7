// The signed notes that checkpoints are, as include/wamp/log/checkpoint.h says.
import crypto from 'node:crypto'

// C2SP's number of Ed25519, in front of keys.
const ED25519 = Buffer.from([1])

const idOf = (name, key) => crypto.createHash('sha256')
  .update(name + '\n').update(ED25519).update(key).digest().subarray(0, 4)

// A new key of that name; `verifier` is what others need of it.
export class Signer {
  #key
  #id

  constructor(name) {
    const { publicKey, privateKey } = crypto.generateKeyPairSync('ed25519')
    const bytes = Buffer.from(publicKey.export({ format: 'jwk' }).x, 'base64url')
    this.name = name
    this.#key = privateKey
    this.#id = idOf(name, bytes)
    this.verifier = [
      name, this.#id.toString('hex'),
      Buffer.concat([ED25519, bytes]).toString('base64')
    ].join('+')
  }

  sign(lines) {
    const note = [this.name, ...lines, ''].join('\n')
    const signature = crypto.sign(null, Buffer.from(note), this.#key)
    const proof = Buffer.concat([this.#id, signature]).toString('base64')
    return `${note}\n— ${this.name} ${proof}\n`
  }
}

// The lines after the name; undefined if the key hasn't signed them.
export function openNote(text, verifier) {
  // The key may have a + itself.
  const [name, , ...rest] = verifier.split('+')
  const bytes = Buffer.from(rest.join('+'), 'base64').subarray(1)
  const key = crypto.createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') },
    format: 'jwk'
  })
  const gap = text.lastIndexOf('\n\n')
  const note = text.slice(0, gap + 1)
  const isSigned = text.slice(gap + 2).split('\n').some((line) => {
    const prefix = `— ${name} `
    if (!line.startsWith(prefix)) return false
    const proof = Buffer.from(line.slice(prefix.length), 'base64')
    return proof.subarray(0, 4).equals(idOf(name, bytes)) &&
      crypto.verify(null, Buffer.from(note), key, proof.subarray(4))
  })
  return isSigned ? note.trimEnd().split('\n').slice(1) : undefined
}
