outlives_boot=yes
check() {
  if [ -n "$domains" ]; then need awk grep; else need iptables; fi
  [ -z "$domains" ] || [ -w "$root/etc/hosts" ] || refuse 69 '/etc/hosts cannot be written'
}
record() { echo "$domains" > "$state/domains"; }
refuse_queries() {
  for protocol in udp tcp; do
    "$1" -w -I OUTPUT 1 -p "$protocol" --dport 53 -m comment --comment "squall-$token" -j REJECT || return 1
  done
}
apply() {
  if [ -z "$domains" ]; then
    refuse_queries iptables || return 1
    # Queries over IPv6 go through tables of their own, where there are any.
    if command -v ip6tables >/dev/null 2>&1; then refuse_queries ip6tables || return 1; fi
    return 0
  fi
  # Addresses that are set aside for documents: nobody answers there.
  {
    echo "# squall-$token begin"
    for name in ${domains//,/ }; do printf '192.0.2.1 %s\n2001:db8::1 %s\n' "$name" "$name"; done
    echo "# squall-$token end"
    cat "$root/etc/hosts"
  } > "$state/hosts" || return 1
  cat "$state/hosts" > "$root/etc/hosts"
}
