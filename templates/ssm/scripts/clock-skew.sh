outlives_boot=no
check() {
  need awk date
  if ! [ -d "$root/run/systemd/system" ]; then
    for daemon in chronyd ntpd; do
      pgrep -x "$daemon" >/dev/null 2>&1 && refuse 69 "$daemon runs, and there is no systemd to pause it with"
    done
  fi
  return 0
}
record() {
  # What the clock shows now, and how long the host has been up: together they say the right time ever after.
  mkdir "$state/kept" && date +%s > "$state/kept/clock" &&
    awk '{ printf "%d\n", $1 }' /proc/uptime > "$state/kept/uptime" && : > "$state/kept/services" || return 1
  for unit in chronyd chrony ntpd ntp ntpsec systemd-timesyncd; do
    if [ -d "$root/run/systemd/system" ] && systemctl --quiet is-active "$unit" 2>/dev/null; then
      echo "$unit" >> "$state/kept/services" || return 1
    fi
  done
}
apply() {
  while read -r unit; do systemctl stop "$unit" || return 1; done < "$state/kept/services"
  date -s "@$(($(date +%s) + skew))" >/dev/null
}
