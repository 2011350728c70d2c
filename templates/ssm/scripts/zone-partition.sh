outlives_boot=no
table_of() { case "$1" in *:*) echo ip6tables ;; *) echo iptables ;; esac }
check() {
  for block in ${blocks//,/ }; do need "$(table_of "$block")"; done
}
record() { echo "$blocks" > "$state/blocks"; }
apply() {
  for block in ${blocks//,/ }; do
    table=$(table_of "$block")
    "$table" -w -I INPUT 1 -s "$block" -m comment --comment "squall-$token" -j DROP || return 1
    "$table" -w -I OUTPUT 1 -d "$block" -m comment --comment "squall-$token" -j DROP || return 1
  done
}
