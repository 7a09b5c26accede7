// The services in Node, and what both sides make of their messages.
//
// PROTOS in the environment is the folder of the protos.
import { fileURLToPath } from 'node:url'
import grpc from '@grpc/grpc-js'
import loader from '@grpc/proto-loader'

export { grpc }

const definitions = loader.loadSync(
  ['wamp/auth/v1/authenticator.proto', 'wamp/auth/v1/authorizer.proto',
   'wamp/log/v1/session_log_service.proto', 'peer_messages.proto'],
  {
    keepCase: true,
    longs: String,
    enums: String,
    bytes: String,
    includeDirs: [process.env.PROTOS,
                  fileURLToPath(new URL('.', import.meta.url))],
  })

// The definitions of the methods.
export const services = {
  authenticator: definitions['wamp.auth.v1.AuthenticatorService'],
  authorizer: definitions['wamp.auth.v1.AuthorizerService'],
  log: definitions['wamp.log.v1.SessionLogService'],
  messages: definitions['wamp.peers.v1.Messages'],
}

const { messages } = services

export const record = {
  write: messages.Records.requestSerialize,
  read: (base64) =>
    messages.Records.requestDeserialize(Buffer.from(base64, 'base64')),
}

// What a call has failed with, its details included.
export function errorToPlain(error) {
  const plain = { code: grpc.status[error.code], message: error.details }
  for (const bytes of error.metadata?.get('grpc-status-details-bin') ?? []) {
    const status = messages.Statuses.requestDeserialize(bytes)
    for (const detail of status.details ?? []) {
      const value = Buffer.from(detail.value, 'base64')
      if (detail.type_url.endsWith('/wamp.v1.Violations')) {
        Object.assign(plain, messages.Violations.requestDeserialize(value))
      } else if (detail.type_url.endsWith('/wamp.v1.ErrorReason')) {
        Object.assign(plain, messages.Reasons.requestDeserialize(value))
      }
    }
  }
  return plain
}

// The metadata with the details of a status, as it travels.
export function detailsFromPlain({ code, message, violations, error_uri }) {
  const details = []
  const add = (name, method, value) => details.push({
    type_url: 'type.googleapis.com/wamp.v1.' + name,
    value: method.requestSerialize(value),
  })
  if (violations) add('Violations', messages.Violations, { violations })
  if (error_uri) add('ErrorReason', messages.Reasons, { error_uri })
  const metadata = new grpc.Metadata()
  metadata.set('grpc-status-details-bin', messages.Statuses.requestSerialize(
    { code: grpc.status[code], message, details }))
  return metadata
}
