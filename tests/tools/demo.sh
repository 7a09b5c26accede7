#!/usr/bin/env bash
# Shows what the library does, on frames recorded from real peers: reads them,
# prints them typed, stores them as protobuf, reads those back and compares.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
: "${WAMPCAT:?names the wampcat to run}"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
data=tests/data
shopt -s nullglob
recorded=(
  $data/{autobahn-js,autobahn-python,fox-wamp}/*.{json,msgpack,cbor,ubjson})

exec 3>&1
# show <argument...>: what one would type, and what that prints. INPUT is what is
# typed before a pipe, OUTPUT after the command.
show() {
  printf '\n$ %swampcat %s%s\n' "${INPUT:+$INPUT | }" "${*//$work\//}" \
    "${OUTPUT:+ > $OUTPUT}" >&3
  "$WAMPCAT" "$@"
}

echo "WAMP messages of real peers, as typed messages (secrets are hidden):"
show decode --format=json $data/fox-wamp/session.json
show decode --format=msgpack $data/autobahn-python/built_pubsub.msgpack
show decode --format=msgpack --output=table $data/autobahn-python/rpc.msgpack
show decode --format=msgpack --message=CHALLENGE \
  $data/autobahn-python/built_auth.msgpack
show decode --format=json --message=HELLO --output=textproto \
  $data/autobahn-js/session.json

echo
echo "A fault names its place:"
faulty='[16,1,{"exclude":[7,"abc"]},"com.example.topic"]'
echo "$faulty" |
  { INPUT="echo '$faulty'" show decode --format=json || true; } 2>&1

echo
echo "Another format, as a RawSocket stream, which says itself what it is:"
OUTPUT=rpc show transcode --from=json --to=cbor --to-framing=rawsocket \
  $data/autobahn-python/rpc.json > "$work/rpc"
show decode --framing=rawsocket --message=CALL "$work/rpc" 2>&1 |
  sed "s|$work/||"

echo
echo "Every recorded file to binary protobuf, back to WAMP, and read again (in the"
echo "lenient profile, since autobahn-js writes some ids as floats):"
files=0
for file in "${recorded[@]}"; do
  format=${file##*.}
  "$WAMPCAT" decode --format="$format" --profile=lenient --unknown=keep \
    --output=binary "$file" > "$work/1.pb"
  "$WAMPCAT" encode --from=binary --format="$format" "$work/1.pb" > "$work/2"
  "$WAMPCAT" decode --format="$format" --unknown=keep --output=binary \
    "$work/2" > "$work/2.pb"
  cmp "$work/1.pb" "$work/2.pb"
  files=$((files + 1))
done
frames=$(for file in "${recorded[@]}"; do
  "$WAMPCAT" decode --format="${file##*.}" --profile=lenient "$file"
done | wc -l)
echo "$frames messages in $files files: all equal after the round trip."
