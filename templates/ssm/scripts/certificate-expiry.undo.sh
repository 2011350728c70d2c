undo() {
  [ -f "$state/kept/path" ] || return 0
  certificate=$(cat "$state/kept/path")
  reload=$(cat "$state/kept/reload")
  [ -f "$state/kept/ours" ] || return 0
  if [ "$(sha256sum < "$certificate")" = "$(cat "$state/kept/ours")" ]; then
    cat "$state/kept/certificate" > "$certificate" || return 1
  elif [ "$(sha256sum < "$certificate")" != "$(sha256sum < "$state/kept/certificate")" ]; then
    left="$certificate, which others have written meanwhile"
    return 0
  fi
  [ "$(sha256sum < "$certificate")" = "$(sha256sum < "$state/kept/certificate")" ] || return 1
  if [ -n "$reload" ]; then systemctl reload "$reload" || return 1; fi
}
