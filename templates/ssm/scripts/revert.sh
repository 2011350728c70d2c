# A stop: takes back what stands under the token, or sees to it that what is still on its way changes nothing.
set -u
root="${SQUALL_ROOT:-}"
state="$root/var/lib/squall/$token"
if [ "$(id -u)" != 0 ]; then
  echo 'squall: it takes root' >&2
  exit 77
fi
mkdir -p "$root/var/lib/squall" && chmod 700 "$root/var/lib/squall"
if mkdir "$state" 2>/dev/null; then
  echo 0 > "$state/code"
  echo 'nothing stood here' > "$state/taken-back"
  echo 'squall: nothing stood here'
  exit 0
fi
# It came just now, and is about to write how it is taken back.
tries=0
while [ ! -f "$state/take-back.sh" ] && [ ! -f "$state/taken-back" ] && [ "$tries" -lt 10 ]; do
  sleep 1
  tries=$((tries + 1))
done
if [ -f "$state/taken-back" ]; then
  echo "squall: $(cat "$state/taken-back")"
  exit "$(cat "$state/code")"
fi
# It died before it could change anything, or finds this and changes nothing.
if [ ! -f "$state/take-back.sh" ]; then
  echo 0 > "$state/code"
  echo 'nothing was changed' > "$state/taken-back"
  exit 0
fi
exec bash "$state/take-back.sh"
