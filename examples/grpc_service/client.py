"""Asks the service whether clients may join.

usage: client.py <host:port>

run.sh makes the modules gatekeeper_pb2 and gatekeeper_pb2_grpc, and runs it.
"""

import sys

import grpc

import gatekeeper_pb2
import gatekeeper_pb2_grpc


def answer(response):
    """Says what a response means; one that sets nothing is a refusal."""
    if response.HasField("accept"):
        return f"welcome as {response.accept.authid}, {response.accept.authrole}"
    return f"refused: {response.deny.reason or 'no answer'}"


def main():
    with grpc.insecure_channel(sys.argv[1]) as channel:
        service = gatekeeper_pb2_grpc.GatekeeperServiceStub(channel)
        for authid in "joe", "eve":
            request = gatekeeper_pb2.JoinRequest()
            request.details.realm = "realm1"
            request.details.authid = authid
            request.details.authmethods.values.append("ticket")
            request.details.authextra.SetInParent()
            print(f"{authid}:", answer(service.Join(request, timeout=5)))
        try:
            service.Join(gatekeeper_pb2.JoinRequest(), timeout=5)
        except grpc.RpcError as error:
            print("nobody:", error.code().name, error.details())


if __name__ == "__main__":
    main()
