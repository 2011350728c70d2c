outlives_boot=no
check() {
  need ip tc
  [ -n "$device" ] || device=$(ip -o route show default | awk '{ for (i = 1; i < NF; i++) if ($i == "dev") { print $(i + 1); exit } }')
  [ -n "$device" ] || refuse 69 'there is no default route to say which interface is meant'
  ip link show "$device" >/dev/null 2>&1 || refuse 64 "there is no interface $device"
  # A handle other than 0 was given by someone.
  tc qdisc show dev "$device" root | grep -q ' 0: ' || [ -z "$(tc qdisc show dev "$device" root)" ] ||
    refuse 75 "someone else shapes what $device sends"
}
record() { echo "$device" > "$state/device"; }
apply() {
  burst=$((kilobits * 1000 / 8 / 100))
  if [ "$burst" -lt 5000 ]; then burst=5000; fi
  tc qdisc replace dev "$device" root handle 5157: tbf rate "${kilobits}kbit" burst "$burst" latency 400ms
}
