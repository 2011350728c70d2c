let_through() {
  for protocol in udp tcp; do
    # Once, or twice if the first command came twice.
    for _ in 1 2; do
      "$1" -w -D OUTPUT -p "$protocol" --dport 53 -m comment --comment "squall-$token" -j REJECT 2>/dev/null
    done
  done
  ! "$1" -w -S OUTPUT | grep -q "squall-$token"
}
undo() {
  [ -f "$state/domains" ] || return 0
  if [ -z "$(cat "$state/domains")" ]; then
    let_through iptables || return 1
    if command -v ip6tables >/dev/null 2>&1; then let_through ip6tables || return 1; fi
    return 0
  fi
  # Only the lines between the two marks: what others wrote meanwhile stays.
  grep -q "squall-$token" "$root/etc/hosts" || return 0
  awk -v begin="# squall-$token begin" -v end="# squall-$token end" \
    '$0 == begin { ours = 1 } !ours { print } $0 == end { ours = 0 }' "$root/etc/hosts" > "$state/hosts" || return 1
  cat "$state/hosts" > "$root/etc/hosts" || return 1
  ! grep -q "squall-$token" "$root/etc/hosts"
}
