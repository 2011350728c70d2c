# Takes a fault back, once. What is special to one fault is above: undo, which says in `left` what it left alone.
set -u
root="${SQUALL_ROOT:-}"
state="$root/var/lib/squall/$token"
left=''

# One at a time: who comes second waits for the first, and takes over if that one has died.
tries=0
until mkdir "$state/taking-back" 2>/dev/null; do
  [ -f "$state/taken-back" ] && exit "$(cat "$state/code")"
  tries=$((tries + 1))
  if [ "$tries" -gt 30 ]; then break; fi
  sleep 1
done
[ -f "$state/taken-back" ] && exit "$(cat "$state/code")"

if undo; then
  if [ -z "$left" ]; then echo 0 > "$state/code"; else echo 79 > "$state/code"; fi
  if [ -z "$left" ]; then words='taken back, and seen to be as before'; else words="taken back, except: $left"; fi
else
  # Whoever asks next tries again.
  rmdir "$state/taking-back"
  echo "squall $fault: it could not be taken back yet" >&2
  exit 74
fi
rm -f "$root/etc/systemd/system/squall-boot-$token.service" "$root/etc/cron.d/squall-$token"
rm -f "$root/etc/systemd/system/multi-user.target.wants/squall-boot-$token.service"
[ -d "$root/run/systemd/system" ] && systemctl --quiet stop "squall-$token.timer" 2>/dev/null
# The timer is this very process when it was the one to come first.
if [ -f "$state/timer" ] && [ "$(cat "$state/timer")" != "$$" ]; then kill "$(cat "$state/timer")" 2>/dev/null; fi
rm -rf "$state/kept"
echo "$words" > "$state/taken-back"
echo "squall $fault: $words"
exit "$(cat "$state/code")"
