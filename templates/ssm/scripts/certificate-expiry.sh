outlives_boot=yes
check() {
  need openssl readlink sha256sum
  certificate=$(readlink -f "$root$certificate") || refuse 64 'the certificate is not there'
  key=$(readlink -f "$root$key") || refuse 64 'the key is not there'
  [ -w "$certificate" ] && [ -r "$key" ] || refuse 64 'the certificate or its key is not there'
  of_certificate=$(openssl x509 -in "$certificate" -noout -pubkey 2>/dev/null) || refuse 64 'the certificate is none in PEM'
  of_key=$(openssl pkey -in "$key" -pubout 2>/dev/null) || refuse 64 'the key is none in PEM that needs no password'
  [ "$of_certificate" = "$of_key" ] || refuse 64 'the key is not that of the certificate'
  if [ -n "$reload" ]; then need systemctl; fi
}
record() {
  mkdir "$state/kept" && chmod 700 "$state/kept" && cp -p "$certificate" "$state/kept/certificate" &&
    echo "$certificate" > "$state/kept/path" && echo "$reload" > "$state/kept/reload"
}
# openssl ca alone lets both dates be set, in every version that hosts have.
expired() {
  work="$state/kept/work"
  mkdir "$work" && : > "$work/index" && echo 01 > "$work/serial" || return 1
  names=$(openssl x509 -in "$certificate" -noout -ext subjectAltName 2>/dev/null | sed -n '2s/^ *//p' | sed 's/IP Address:/IP:/g')
  {
    printf '%s\n' '[ca]' 'default_ca=one' '[one]' "database=$work/index" "serial=$work/serial" \
      "new_certs_dir=$work" 'default_md=sha256' 'policy=any' 'preserve=yes' '[any]' 'commonName=optional' \
      'countryName=optional' 'stateOrProvinceName=optional' 'localityName=optional' 'organizationName=optional' \
      'organizationalUnitName=optional' 'emailAddress=optional' '[names]' 'basicConstraints=CA:FALSE'
    if [ -n "$names" ]; then echo "subjectAltName=$names"; fi
  } > "$work/ca"
  openssl x509 -in "$certificate" -x509toreq -signkey "$key" -out "$work/request" 2>/dev/null || return 1
  openssl ca -batch -notext -selfsign -config "$work/ca" -extensions names -keyfile "$key" -in "$work/request" \
    -startdate 20200101000000Z -enddate 20200201000000Z -out "$work/certificate" 2>/dev/null || return 1
  if openssl x509 -in "$work/certificate" -noout -checkend 0 >/dev/null; then return 1; fi
}
apply() {
  expired || return 1
  sha256sum < "$work/certificate" > "$state/kept/ours"
  # Into the file itself, which so keeps its owner, its mode and its label.
  cat "$work/certificate" > "$certificate" || return 1
  if [ -n "$reload" ]; then systemctl reload "$reload" || return 1; fi
}
