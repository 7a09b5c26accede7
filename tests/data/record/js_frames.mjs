// Writes the message arrays of autobahn-python's built_*.json files anew with
// autobahn-js's own binary serializers: the same content in other bytes.
// Usage: node js_frames.mjs OUT
import fs from 'node:fs'
import path from 'node:path'
import autobahn from 'autobahn'
import { codecs } from './codec.mjs'

const out = process.argv[2]
const source = path.join(out, 'autobahn-python')
const target = path.join(out, 'autobahn-js')
const { MsgpackSerializer, CBORSerializer } = autobahn.serializer

fs.mkdirSync(target, { recursive: true })
for (const name of fs.readdirSync(source).sort()) {
  if (!/^built_.*\.json$/.test(name)) continue
  const messages = fs.readFileSync(path.join(source, name), 'utf8')
    .split('\n').filter(Boolean).map(codecs.json.decode)
  for (const Serializer of [MsgpackSerializer, CBORSerializer]) {
    const serializer = new Serializer()
    const frames = []
    for (const message of messages) {
      frames.push(Buffer.from(await serializer.serialize(message)))
    }
    fs.writeFileSync(
      path.join(target, name.replace(/json$/, serializer.SERIALIZER_ID)),
      Buffer.concat(frames))
  }
}
