undo() {
  [ -d "$state/kept" ] || return 0
  now=$(awk '{ printf "%d\n", $1 }' /proc/uptime)
  right=$(($(cat "$state/kept/clock") + now - $(cat "$state/kept/uptime")))
  # Of a boot since, the clock is what the time service made it.
  if [ "$now" -ge "$(cat "$state/kept/uptime")" ]; then
    date -s "@$right" >/dev/null || return 1
    off=$(($(date +%s) - right))
    [ "${off#-}" -le 2 ] || return 1
  fi
  while read -r unit; do systemctl start "$unit" || return 1; done < "$state/kept/services"
}
