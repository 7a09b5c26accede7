"""The messages and services in Python, and what both sides make of them.

PROTOS in the environment is the folder of the protos; the modules are made by
protoc when this is imported.
"""

import base64
import importlib
import os
import pathlib
import subprocess
import sys
import tempfile

import grpc
from google.protobuf.descriptor import FieldDescriptor

HERE = pathlib.Path(__file__).resolve().parent
PROTOS = pathlib.Path(os.environ["PROTOS"])

_WIDE = (FieldDescriptor.CPPTYPE_INT64, FieldDescriptor.CPPTYPE_UINT64)


def _generate():
    folder = tempfile.mkdtemp(dir=os.environ["FOLDER"])
    names = [str(path.relative_to(PROTOS))
             for path in PROTOS.glob("wamp/**/*.proto")]
    subprocess.run(
        ["protoc", f"-I{PROTOS}", f"-I{HERE}", f"--python_out={folder}",
         f"--grpc_out={folder}",
         "--plugin=protoc-gen-grpc=" + os.environ["GRPC_PYTHON_PLUGIN"],
         *names, "peer_messages.proto"], check=True)
    sys.path.insert(0, folder)


_generate()


def _modules(name):
    return (importlib.import_module(name + "_pb2"),
            importlib.import_module(name + "_pb2_grpc"))


AUTHENTICATOR, AUTHENTICATOR_GRPC = _modules("wamp.auth.v1.authenticator")
AUTHORIZER, AUTHORIZER_GRPC = _modules("wamp.auth.v1.authorizer")
LOG, LOG_GRPC = _modules("wamp.log.v1.session_log_service")
RECORD = importlib.import_module("wamp.log.v1.record_pb2")
VIOLATION = importlib.import_module("wamp.v1.violation_pb2")
PEER, PEER_GRPC = _modules("peer_messages")

# Methods that are asked once and answer once, by the names in the cases.
UNARY = {
    "GetCapabilities": AUTHENTICATOR.GetCapabilitiesRequest,
    "Hello": AUTHENTICATOR.HelloRequest,
    "Authenticate": AUTHENTICATOR.AuthenticateRequest,
    "Authorize": AUTHORIZER.AuthorizeRequest,
    "ListRecords": LOG.ListRecordsRequest,
    "GetCheckpoint": LOG.GetCheckpointRequest,
    "Reasons": VIOLATION.ErrorReason,
}


def _one_to_plain(field, value):
    if field.type == FieldDescriptor.TYPE_MESSAGE:
        return to_plain(value)
    if field.type == FieldDescriptor.TYPE_BYTES:
        return base64.b64encode(value).decode()
    if field.type == FieldDescriptor.TYPE_ENUM:
        names = field.enum_type.values_by_number
        return names[value].name if value in names else value
    return str(value) if field.cpp_type in _WIDE else value


def to_plain(message):
    """A message as Node has it, too: 64 bits as text, bytes in base64."""
    plain = {}
    for field, value in message.ListFields():
        if field.label == FieldDescriptor.LABEL_REPEATED:
            plain[field.name] = [_one_to_plain(field, each) for each in value]
        else:
            plain[field.name] = _one_to_plain(field, value)
    return plain


def _one_from_plain(field, plain):
    if field.type == FieldDescriptor.TYPE_MESSAGE:
        # pylint: disable=protected-access
        return from_plain(field.message_type._concrete_class, plain)
    if field.type == FieldDescriptor.TYPE_BYTES:
        return base64.b64decode(plain)
    return int(plain) if field.cpp_type in _WIDE else plain


def from_plain(kind, plain):
    """The message of that class."""
    fields = {}
    for name, value in plain.items():
        field = kind.DESCRIPTOR.fields_by_name[name]
        if field.label == FieldDescriptor.LABEL_REPEATED:
            fields[name] = [_one_from_plain(field, each) for each in value]
        else:
            fields[name] = _one_from_plain(field, value)
    return kind(**fields)


def error_to_plain(error):
    """What a call has failed with, its details included."""
    plain = {"code": error.code().name, "message": error.details()}
    for key, value in error.trailing_metadata() or ():
        if key != "grpc-status-details-bin":
            continue
        for detail in PEER.Status.FromString(value).details:
            if detail.type_url.endswith("/wamp.v1.Violations"):
                plain.update(to_plain(
                    VIOLATION.Violations.FromString(detail.value)))
            elif detail.type_url.endswith("/wamp.v1.ErrorReason"):
                plain.update(to_plain(
                    VIOLATION.ErrorReason.FromString(detail.value)))
    return plain


def details_from_plain(plain):
    """The metadata with the details of a status, as it travels."""
    status = PEER.Status(code=grpc.StatusCode[plain["code"]].value[0],
                         message=plain["message"])
    for key, kind in (("violations", VIOLATION.Violations),
                      ("error_uri", VIOLATION.ErrorReason)):
        if key in plain:
            detail = from_plain(kind, {key: plain[key]})
            status.details.add(
                type_url="type.googleapis.com/" + kind.DESCRIPTOR.full_name,
                value=detail.SerializeToString())
    return (("grpc-status-details-bin", status.SerializeToString()),)


def insecure_channel(address):
    # One for each, as a pool would share connections among them.
    return grpc.insecure_channel(
        address, [("grpc.use_local_subchannel_pool", 1)])
