undo() {
  [ -f "$state/blocks" ] || return 0
  blocks=$(cat "$state/blocks")
  for block in ${blocks//,/ }; do
    case "$block" in *:*) table=ip6tables ;; *) table=iptables ;; esac
    # Once, or twice if the first command came twice.
    for _ in 1 2; do
      "$table" -w -D INPUT -s "$block" -m comment --comment "squall-$token" -j DROP 2>/dev/null
      "$table" -w -D OUTPUT -d "$block" -m comment --comment "squall-$token" -j DROP 2>/dev/null
    done
    if "$table" -w -S | grep -q "squall-$token"; then return 1; fi
  done
}
