// Reads OTLP lines of the log with OpenTelemetry's own messages, and compares
// what these have understood with what was written.
//
// Usage: node otlp_reader.mjs DRIVER
//
// DRIVER is the program record_driver.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'

const SKIP_RETURN_CODE = 77

let proto
try {
  const root = await import(
    '@opentelemetry/otlp-transformer/build/src/generated/root.js')
  proto = root.default.opentelemetry.proto
} catch (error) {
  if (error.code !== 'ERR_MODULE_NOT_FOUND') throw error
  console.log('SKIPPED: no OpenTelemetry; run `npm ci` in tests/log/otlp')
  process.exit(SKIP_RETURN_CODE)
}

function drive(mode, input) {
  const done = spawnSync(process.argv[2], [mode], { input })
  assert.equal(done.status, 0, done.stderr.toString())
  return done.stdout
}

const lines = drive('otlp', drive('write')).toString().trimEnd().split('\n')
assert.equal(lines.length, 3)
const Request = proto.collector.logs.v1.ExportLogsServiceRequest
const names = []
for (const line of lines) {
  // Empty lists leave no trace in the bytes.
  const written = JSON.parse(line, (key, value) =>
    Array.isArray(value) && value.length === 0 ? undefined : value)
  const record = written.resourceLogs[0].scopeLogs[0].logRecords[0]
  // Younger than these messages, which know all else.
  names.push(record.eventName)
  delete record.eventName
  assert.equal(Request.verify(Request.fromObject(written)), null)
  const bytes = Request.encode(Request.fromObject(written)).finish()
  const read = Request.toObject(Request.decode(bytes), { longs: String })
  assert.deepEqual(read, written)
}
assert.deepEqual(names,
                 ['wamp.session.attaching', 'session.start', 'session.end'])
console.log(`${lines.length} lines read`)
