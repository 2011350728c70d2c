# The life of a fault on a host. What is special to one fault is above: check, record, apply.
# Exit codes: 64 a parameter, 69 a tool, 70 the fault failed and was taken back, 75 another run's fault,
# 76 it was taken back before it came, 77 not root, 79 something others changed was left as they want it.
set -u
root="${SQUALL_ROOT:-}"
home="$root/var/lib/squall"
state="$home/$token"

say() { echo "squall $fault: $*"; }
refuse() { code="$1"; shift; say "refused, and nothing was changed: $*" >&2; exit "$code"; }
need() { for tool in "$@"; do command -v "$tool" >/dev/null 2>&1 || refuse 69 "the tool $tool is missing"; done; }
ended() { [ -f "$state/taken-back" ]; }

# How it ended, for whoever waits: the words and the code of the one that took it back.
report() {
  if ! ended; then say 'it could not be taken back yet' >&2; exit 74; fi
  say "$(cat "$state/taken-back")"
  exit "$(cat "$state/code" 2>/dev/null || echo 0)"
}

# The fault holds until the timer, a stop, or whoever stops this script takes it back.
hold() {
  trap 'bash "$state/take-back.sh"; report' INT TERM HUP
  waited=0
  while ! ended; do
    sleep 1
    waited=$((waited + 1))
    # The timer is a few seconds late at most. If it was lost, this is what is left.
    if [ "$waited" -gt "$((seconds + 30))" ]; then bash "$state/take-back.sh"; fi
  done
  report
}

# Armed before anything is changed, so that it counts on nobody who may be cut off. A boot ends the fault too.
arm_timer() {
  if [ -d "$root/run/systemd/system" ] && command -v systemd-run >/dev/null 2>&1; then
    systemd-run --quiet --unit="squall-$token" --on-active="${seconds}s" --timer-property=AccuracySec=1s \
      /bin/bash "$state/take-back.sh" || return 1
    printf '%s\n' '[Unit]' "Description=Squall takes a $fault back" '[Service]' 'Type=oneshot' \
      "ExecStart=/bin/bash $state/take-back.sh" '[Install]' 'WantedBy=multi-user.target' \
      > "$root/etc/systemd/system/squall-boot-$token.service" || return 1
    systemctl --quiet enable "squall-boot-$token.service" || return 1
  else
    setsid nohup bash -c 'echo "$$" > "$3"; sleep "$1"; exec bash "$2"' \
      squall "$seconds" "$state/take-back.sh" "$state/timer" >/dev/null 2>&1 </dev/null &
    # Armed once it says so itself: until then it could be killed along with whatever started it.
    tries=0
    until [ -s "$state/timer" ]; do
      tries=$((tries + 1))
      if [ "$tries" -gt 100 ]; then return 1; fi
      sleep 0.1 2>/dev/null || sleep 1
    done
    if [ -d "$root/etc/cron.d" ]; then
      echo "@reboot root /bin/bash $state/take-back.sh" > "$root/etc/cron.d/squall-$token" || return 1
    elif [ "$outlives_boot" = yes ]; then
      say 'there is neither systemd nor cron, so that nothing would take it back after a boot' >&2
      return 1
    fi
  fi
}

[ "$(id -u)" = 0 ] || refuse 77 'it takes root'
need cat date grep id mkdir setsid sleep
[ -f "$state/taken-back" ] && refuse 76 'it was taken back before it came'
# The same command once more holds what the first has done.
if [ -f "$state/applied" ]; then hold; fi
for other in "$home"/*/fault; do
  [ -f "$other" ] || continue
  dir="${other%/fault}"
  [ -f "$dir/taken-back" ] && continue
  [ "$dir" = "$state" ] && continue
  [ "$(cat "$other")" = "$fault" ] && refuse 75 "a $fault of another run stands here: ${dir##*/}"
done
check

mkdir -p "$home" && chmod 700 "$home" || refuse 70 "$home cannot be made"
mkdir "$state" 2>/dev/null || refuse 75 'the same command is at work already'
if ! { write_take_back > "$state/take-back.sh" && record && echo "$fault" > "$state/fault"; }; then
  rm -rf "$state"
  refuse 70 "what stands here could not be written down in $home"
fi
if ! arm_timer; then
  bash "$state/take-back.sh" >/dev/null 2>&1
  refuse 69 'no timer could be armed to take it back'
fi
# A stop may have been quicker than the first steps.
if ended; then report; fi
if ! apply; then
  say 'it failed, and is taken back' >&2
  bash "$state/take-back.sh" || exit 74
  exit 70
fi
touch "$state/applied"
say "holds for $seconds s"
hold
