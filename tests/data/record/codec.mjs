// Turns WAMP frames into message arrays and back, with the codecs that
// autobahn-js brings along. In JSON, binary is a string of U+0000 and base64.
import autobahn from 'autobahn'

const { JSONSerializer, MsgpackSerializer } = autobahn.serializer
const json = new JSONSerializer()
const msgpack = new MsgpackSerializer()

function mapLeaves(value, leaf) {
  const mapped = leaf(value)
  if (mapped !== value) return mapped
  if (Array.isArray(value)) return value.map((item) => mapLeaves(item, leaf))
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, mapLeaves(item, leaf)]))
  }
  return value
}

export const bytesToText = (value) => mapLeaves(value, (item) =>
  item instanceof Uint8Array
    ? '\0' + Buffer.from(item).toString('base64') : item)

export const textToBytes = (value) => mapLeaves(value, (item) =>
  typeof item === 'string' && item.startsWith('\0')
    ? Buffer.from(item.slice(1), 'base64') : item)

export const codecs = {
  json: {
    encode: (message) => Buffer.from(json.serialize(bytesToText(message))),
    decode: (data) => textToBytes(json.unserialize(data.toString('utf8')))
  },
  msgpack: {
    encode: (message) => msgpack.serialize(message).slice(),
    decode: (data) => msgpack.unserialize(data)
  },
  cbor: {
    encode: (message) => autobahn.cbor.encodeOne(
      message, { highWaterMark: 1 << 16 }),
    decode: (data) => autobahn.cbor.decodeFirstSync(data)
  }
}
