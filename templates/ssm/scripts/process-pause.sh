outlives_boot=no
# Since when a process runs, in ticks: with its id, what it is known by. Its name may hold spaces and brackets.
born() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 20; }
state_of() { sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | cut -d ' ' -f 1; }
check() {
  need cut pgrep sed
  case "$process" in
    systemd | init | sshd | bash | amazon-ssm-agen | ssm-agent-worke | ssm-document-wo | ssm-session-wor)
      refuse 64 "$process carries the host or its agent" ;;
  esac
  pgrep -x "$process" >/dev/null || refuse 69 "no process is called $process"
}
record() {
  # One that stands paused already is somebody else's.
  for pid in $(pgrep -x "$process"); do
    if [ "$(state_of "$pid")" != T ] && [ "$pid" != 1 ]; then echo "$pid $(born "$pid")"; fi
  done > "$state/processes"
}
apply() {
  [ -s "$state/processes" ] || return 1
  while read -r pid since; do
    if [ "$(born "$pid")" = "$since" ]; then kill -STOP "$pid" || return 1; fi
  done < "$state/processes"
}
